package dev.atelier.app.library;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Quiet;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small pictures for a view that scrolls. Event thread. [#of] answers at once with what is in
/// memory, in the meantime with one of another size; the rest comes in the background, what was
/// asked for last first, and changes [#arrived]: paint again then. Tell [#keep] what can still be
/// seen, and nothing else is decoded.
public final class Thumbnails {
    private static final Logger log = LoggerFactory.getLogger(Thumbnails.class);
    private static final int MOST_WAITING = 400;
    private static final long RETRY_NANOS = 15_000_000_000L;

    private final ThumbnailStore store;
    private final Tasks tasks;
    private final long mostBytes;
    private final int most;
    private final Value<Integer> arrived = Value.of(0);
    private final LinkedHashMap<Key, Entry> waiting = new LinkedHashMap<>();
    private final Set<Key> decoding = new HashSet<>();
    private final Map<Key, Long> failed = new HashMap<>();
    private final LinkedHashMap<Key, BufferedImage> known = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /// @param place the copy that is shown and its version, so that a changed file is read again
    private record Key(long id, Entry.Place place, int edge) {}

    /// @param mostBytes of decoded pictures in memory
    public Thumbnails(ThumbnailStore store, Tasks tasks, long mostBytes) {
        this.store = store;
        this.tasks = tasks;
        this.mostBytes = mostBytes;
        most = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    }

    /// A sixteenth of the memory, at least enough for a window.
    public static long usualBytes() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 16, 64L << 20, 256L << 20);
    }

    /// The picture of an entry, or one of another size until it is there.
    ///
    /// @param size longest edge, device pixels
    public Optional<BufferedImage> of(Entry entry, int size) {
        var key = key(entry, size);
        var found = known.get(key);
        if (found != null) {
            return Optional.of(found);
        }
        request(key, entry);
        for (int edge : new int[] {512, 256, 128, 1024}) {
            var other = known.get(new Key(key.id(), key.place(), edge));
            if (other != null) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static Key key(Entry entry, int size) {
        return new Key(entry.id(), entry.best(), ThumbnailStore.edge(size));
    }

    /// Whether the picture could not be read, the last time.
    public boolean isFailed(Entry entry, int size) {
        return failed.containsKey(key(entry, size));
    }

    /// Changes when a picture came, or could not be read.
    public Observed<Integer> arrived() {
        return arrived;
    }

    /// Drops requests for entries that can no longer be seen.
    public void keep(LongPredicate visible) {
        waiting.keySet().removeIf(key -> !visible.test(key.id()));
    }

    /// How many are waited for.
    public int waiting() {
        return waiting.size() + decoding.size();
    }

    /// Bytes of the pictures in memory.
    public long bytes() {
        return bytes;
    }

    private void request(Key key, Entry entry) {
        if (decoding.contains(key)) {
            return;
        }
        var when = failed.get(key);
        if (when != null && (!isFar(key) || System.nanoTime() - when < RETRY_NANOS)) {
            return;
        }
        waiting.putLast(key, entry);
        if (waiting.size() > MOST_WAITING) {
            waiting.pollFirstEntry();
        }
        next();
    }

    private static boolean isFar(Key key) {
        return !key.place().ref().isHere();
    }

    private void next() {
        while (decoding.size() < most && !waiting.isEmpty()) {
            var key = waiting.pollLastEntry().getKey();
            decoding.add(key);
            tasks.run(
                    Quiet.PIECE,
                    task -> store.read(key.place(), key.edge()),
                    new Tasks.Outcome<BufferedImage>(
                            image -> learn(key, image),
                            thrown -> {
                                log.debug("no small picture of {}", key.place().ref(), thrown);
                                failed.put(key, System.nanoTime());
                                end(key);
                            },
                            () -> end(key)));
        }
    }

    private void learn(Key key, BufferedImage image) {
        failed.remove(key);
        var before = known.put(key, image);
        bytes += size(image) - (before == null ? 0 : size(before));
        while (bytes > mostBytes && known.size() > 1) {
            bytes -= size(known.pollFirstEntry().getValue());
        }
        end(key);
    }

    private static long size(BufferedImage image) {
        return 4L * image.getWidth() * image.getHeight();
    }

    private void end(Key key) {
        decoding.remove(key);
        arrived.set(arrived.get() + 1);
        next();
    }
}
