package dev.atelier.sandbox.queue;

import dev.atelier.sandbox.queue.Consumer.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One queue. Every group of readers gets every frame, and within a group each frame goes to one
/// reader, which commits it; what is committed by all groups is gone. What a reader held when it
/// left is delivered again. Thread-safe.
public final class MessageQueue implements AutoCloseable {
    /// A group without readers is forgotten after this, and no longer keeps frames. Chosen.
    private static final Duration GROUP_LIFE = Duration.ofMinutes(10);

    private final QueueTerms terms;
    private final Journal journal;
    private final @Nullable MessageQueue rear;
    private final NavigableMap<Long, QueueItem> frames;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Set<Long> committed = new HashSet<>();
    private long next;
    private boolean ending;
    private boolean closed;

    private MessageQueue(QueueTerms terms, Journal journal, @Nullable MessageQueue rear) {
        this.terms = terms;
        this.journal = journal;
        this.rear = rear;
        var past = journal.open();
        this.frames = past.frames();
        this.next = past.next();
        past.done()
                .forEach((name, done) -> {
                    var group = groups.computeIfAbsent(name, it -> group(it, 0));
                    for (long index : done) {
                        var frame = frames.get(index);
                        if (frame != null) {
                            group.forget(frame);
                            committed.add(index);
                        }
                    }
                });
    }

    /// A queue with its rear queue, as it was left.
    ///
    /// @param folder where it outlives the process; empty for memory only
    /// @param file its name there
    public static MessageQueue open(QueueTerms terms, Optional<Path> folder, String file) {
        var rear =
                new MessageQueue(
                        terms.rear(),
                        new Journal(folder.map(it -> it.resolve(file + "-rear.log"))),
                        null);
        return new MessageQueue(
                terms, new Journal(folder.map(it -> it.resolve(file + ".log"))), rear);
    }

    public QueueTerms terms() {
        return terms;
    }

    /// Where frames are that were delivered too often; the queue itself for a rear queue.
    MessageQueue rear() {
        return rear == null ? this : rear;
    }

    /// Adds a frame at the end.
    ///
    /// @return its index
    /// @throws QueueRefusedException where it is too large or there is no room
    public synchronized long put(Map<String, String> tags, byte[] data, long priority)
            throws QueueRefusedException {
        if (data.length > terms.mostBytes()) {
            throw new QueueRefusedException(
                    QueueError.PAYLOAD_TOO_LARGE, data.length, terms.mostBytes());
        }
        if (frames.size() >= terms.mostFrames()) {
            if (!terms.evicts()) {
                throw new QueueRefusedException(QueueError.FULL);
            }
            remove(List.of(frames.firstKey()));
        }
        ending = false;
        var frame = new QueueItem(next++, tags, data, priority);
        journal.put(frame);
        add(frame);
        return frame.index();
    }

    private void add(QueueItem frame) {
        frames.put(frame.index(), frame);
        forgetIdleGroups();
        groups.values().forEach(group -> group.waiting.put(Group.Key.of(frame), frame));
        notifyAll();
    }

    private void forgetIdleGroups() {
        long now = System.nanoTime();
        boolean some =
                groups.values()
                        .removeIf(group ->
                                group.consumers.isEmpty()
                                        && now - group.idleSince > GROUP_LIFE.toNanos());
        if (some) {
            sweep(List.copyOf(committed));
        }
    }

    /// Whether a frame can be put without waiting.
    public synchronized boolean hasRoom() {
        return terms.evicts() || frames.size() < terms.mostFrames();
    }

    /// What [#get] looks for.
    ///
    /// @param from the least index
    /// @param length most frames
    /// @param tags all of which a frame must carry
    record Selection(long from, int length, Map<String, String> tags) {}

    /// Waits until there are as many frames as asked for, or the time is over.
    ///
    /// @param removes whether what is found is deleted
    synchronized List<QueueItem> get(Selection wanted, Duration timeout, boolean removes)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            var found =
                    frames.tailMap(wanted.from()).values().stream()
                            .filter(frame -> frame.has(wanted.tags()))
                            .limit(wanted.length())
                            .toList();
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (found.size() >= wanted.length() || millis <= 0 || closed) {
                if (removes) {
                    remove(found.stream().map(QueueItem::index).toList());
                }
                return found;
            }
            wait(millis);
        }
    }

    synchronized long count(OptionalLong priority, Map<String, String> tags) {
        return frames.values().stream()
                .filter(frame -> priority.isEmpty() || frame.priority() == priority.getAsLong())
                .filter(frame -> frame.has(tags))
                .count();
    }

    /// Where a frame is.
    ///
    /// @param pending whether a reader has it
    /// @param before how many wait before it
    record Position(boolean pending, long before) {}

    /// Empty for an index that is not there.
    synchronized Optional<Position> search(long index) {
        var frame = frames.get(index);
        if (frame == null) {
            return Optional.empty();
        }
        boolean pending = groups.values().stream().anyMatch(it -> it.pending.containsKey(index));
        long before = frames.headMap(index).values().stream().filter(it -> !isTaken(it)).count();
        return Optional.of(new Position(pending, pending ? 0 : before));
    }

    private boolean isTaken(QueueItem frame) {
        return groups.values().stream().anyMatch(it -> it.pending.containsKey(frame.index()));
    }

    /// A reader comes. One of the same name in its group is taken for the same one, whose
    /// connection has broken.
    public synchronized Consumer join(String groupName, String user, Request request) {
        var group = groups.computeIfAbsent(groupName, it -> group(it, request.from()));
        var before = group.consumers.get(user);
        if (before != null) {
            leave(before);
        }
        var consumer = new Consumer(group, user, request, System.nanoTime());
        group.consumers.put(user, consumer);
        return consumer;
    }

    private Group group(String name, long from) {
        var group = new Group(name, System.nanoTime());
        long start = from < 0 ? next : from;
        frames.tailMap(start).values().forEach(it -> group.waiting.put(Group.Key.of(it), it));
        return group;
    }

    /// The next frame for a reader, which then holds it.
    ///
    /// @param swapped whether the second comes first
    /// @return empty where none came in time, or the reader is gone
    public synchronized Optional<QueueItem> next(Consumer reader, Duration timeout, boolean swapped)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!reader.gone && !closed) {
            var found = reader.hasRoom() ? first(reader, swapped) : Optional.<QueueItem>empty();
            if (found.isPresent()) {
                hand(reader, found.get());
                return found;
            }
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return Optional.empty();
            }
            if (ending && reader.pending.isEmpty()) {
                leave(reader);
                return Optional.empty();
            }
            wait(millis);
        }
        return Optional.empty();
    }

    private static Optional<QueueItem> first(Consumer reader, boolean swapped) {
        var two =
                reader.group.waiting.values().stream()
                        .filter(frame -> frame.has(reader.request.tags()))
                        .limit(swapped ? 2 : 1)
                        .toList();
        return two.isEmpty() ? Optional.empty() : Optional.of(two.getLast());
    }

    private void hand(Consumer reader, QueueItem frame) {
        var group = reader.group;
        long index = frame.index();
        group.waiting.remove(Group.Key.of(frame));
        reader.lastIndex = index;
        if (reader.request.auto()) {
            commit(group.name, List.of(index));
        } else {
            group.pending.put(index, reader);
            reader.pending.add(index);
            group.deliveries.merge(index, 1, Integer::sum);
        }
    }

    /// Whether it has been ended, by itself or by another of its name.
    public synchronized boolean isGone(Consumer reader) {
        return reader.gone || closed;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// A reader goes; what it held is delivered again.
    public synchronized void leave(Consumer reader) {
        if (reader.gone) {
            return;
        }
        reader.gone = true;
        reader.group.consumers.remove(reader.user, reader);
        reader.group.idleSince = System.nanoTime();
        List.copyOf(reader.pending).forEach(index -> again(reader.group, index));
        notifyAll();
    }

    private void again(Group group, long index) {
        var frame = frames.get(index);
        if (!group.release(index) || frame == null) {
            return;
        }
        int most = terms.mostDeliveries();
        if (most > 0 && group.deliveries.getOrDefault(index, 0) >= most) {
            moveToRear(frame);
        } else {
            group.waiting.put(Group.Key.of(frame), frame);
        }
    }

    private void moveToRear(QueueItem frame) {
        try {
            rear().put(frame.tags(), frame.data(), frame.priority());
            remove(List.of(frame.index()));
        } catch (QueueRefusedException e) {
            throw new IllegalStateException("a rear queue takes everything", e);
        }
    }

    /// How often a frame was given to readers of a group.
    public synchronized int deliveries(String groupName, long index) {
        var group = groups.get(groupName);
        return group == null ? 0 : group.deliveries.getOrDefault(index, 0);
    }

    /// A group is through with these. They are gone where every other group is, too.
    public synchronized void commit(String groupName, Collection<Long> indexes) {
        var group = groups.get(groupName);
        var known = indexes.stream().filter(frames::containsKey).distinct().toList();
        committed.addAll(known);
        for (long index : known) {
            var frame = frames.get(index);
            if (group != null && frame != null) {
                group.forget(frame);
            }
        }
        var kept = sweep(known);
        if (group != null && !kept.isEmpty()) {
            journal.done(groupName, kept);
        }
        notifyAll();
    }

    /// Removes those that no group needs.
    ///
    /// @return the others
    private List<Long> sweep(Collection<Long> indexes) {
        var gone = new ArrayList<Long>();
        var kept = new ArrayList<Long>();
        for (long index : indexes) {
            var frame = frames.get(index);
            if (frame != null) {
                boolean done = groups.values().stream().allMatch(group -> group.isDone(frame));
                (done ? gone : kept).add(index);
            }
        }
        remove(gone);
        return kept;
    }

    /// A group's reader cannot do these: they are delivered again, or end in the rear queue.
    public synchronized void refuse(String groupName, Collection<Long> indexes) {
        var group = groups.get(groupName);
        if (group != null) {
            indexes.forEach(index -> again(group, index));
        }
        notifyAll();
    }

    /// Removes frames for all groups.
    synchronized void delete(Collection<Long> indexes) {
        remove(indexes);
        notifyAll();
    }

    /// Removes all below an index.
    synchronized void truncate(long below) {
        delete(List.copyOf(frames.headMap(below).keySet()));
    }

    /// Readers that have got everything leave. That the queue can be written to afterwards is
    /// chosen.
    ///
    /// @param force whether what nobody has got is dropped
    synchronized void end(boolean force) {
        ending = true;
        if (force) {
            delete(
                    frames.values().stream()
                            .filter(it -> !isTaken(it))
                            .map(QueueItem::index)
                            .toList());
        }
        notifyAll();
    }

    private void remove(Collection<Long> indexes) {
        var gone = new ArrayList<Long>();
        for (long index : List.copyOf(indexes)) {
            var frame = frames.remove(index);
            if (frame != null) {
                groups.values().forEach(group -> group.forget(frame));
                committed.remove(index);
                gone.add(index);
            }
        }
        journal.gone(gone);
        if (journal.isLong(frames.size())) {
            shorten();
        }
    }

    private void shorten() {
        var done = new HashMap<String, Set<Long>>();
        for (var group : groups.values()) {
            var own = new HashSet<>(committed);
            own.removeIf(index -> {
                var frame = frames.get(index);
                return frame == null || !group.isDone(frame);
            });
            done.put(group.name, own);
        }
        try {
            journal.rewrite(new Journal.State(frames, done, next));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the queue says of itself; every value is a text.
    synchronized Map<String, String> attributes() {
        var all = new TreeMap<String, String>();
        all.put("meta.name", terms.name());
        all.put("meta.backend", "memory");
        all.put("meta.state", "Normal");
        all.put("meta.maxPayloadBytes", terms.mostBytes() + "");
        all.put("meta.header.user", QueueCalls.USER);
        all.put("meta.header.group", QueueCalls.GROUP);
        all.put("meta.header.priority", QueueCalls.PRIORITY);
        all.put("stream.length", frames.size() + "");
        all.put("stream.approxMaxLength", terms.mostFrames() + "");
        all.put("stream.firstEntry", (frames.isEmpty() ? 0 : frames.firstKey()) + "");
        all.put("stream.lastEntry", (next - 1) + "");
        var readers =
                groups.values().stream().flatMap(it -> it.consumers.values().stream()).toList();
        all.put("consumers.status.total", readers.size() + "");
        all.put("consumers.stats.total", readers.size() + "");
        for (int i = 0; i < readers.size(); i++) {
            all.put("consumers.list.[" + i + "]", line(readers.get(i)));
        }
        int i = 0;
        for (var group : groups.keySet()) {
            all.put("groups.list.[" + i++ + "]", group);
        }
        return all;
    }

    private static String line(Consumer reader) {
        return "Id: %s.%s, Index: %d, Pending: %d, Status: Running, Idle: %ds, Window: %d, Slots: %d, AutoCommit: %b"
                .formatted(
                        reader.group.name,
                        reader.user,
                        reader.lastIndex,
                        reader.pending.size(),
                        Duration.ofNanos(System.nanoTime() - reader.since).toSeconds(),
                        reader.request.window(),
                        reader.slots(),
                        reader.request.auto());
    }

    /// Ends all readers.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        try {
            journal.close();
            if (rear != null) {
                rear.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
