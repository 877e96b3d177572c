package dev.atelier.cloud.webui;

import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.Watcher;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One watch for all jobs of this client, by the tag that they carry. Answers that nobody waits
/// for, such as those of a client that died after saving, fill the window in time: what the watch
/// does not bring is requested by its request. Thread-safe: a thread that waits reads for all.
final class WatchedResults implements Results, AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(200);

    private final QueueClient sink;
    private final PolledResults polled;
    private final Watcher watcher;
    private final Map<String, Frame> unclaimed = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    /// @param client the tag `client` of our jobs
    /// @param window most answers that are under way without a commit: as many as jobs at once
    WatchedResults(QueueClient sink, String client, int window) {
        this.sink = sink;
        this.polled = new PolledResults(sink);
        this.watcher = sink.watch(Watcher.Options.committing(window, Map.of("client", client)));
    }

    @Override
    public synchronized Optional<Frame> await(Ticket ticket, Duration timeout)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!unclaimed.containsKey(ticket.task())) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return polled.await(ticket, Duration.ZERO);
            }
            var some = watcher.next(Duration.ofNanos(Math.min(left, TURN.toNanos())));
            if (some.isPresent()) {
                sort(some.get());
            }
            wait(1); // another's turn
        }
        return Optional.of(unclaimed.get(ticket.task()));
    }

    /// An answer that comes again, after a break or a double put, is confirmed and dropped.
    private void sort(Frame frame) throws IOException {
        var task = frame.tag("task_id");
        if (done.contains(task)) {
            sink.commit(List.of(frame.index()));
        } else {
            var before = unclaimed.put(task, frame);
            if (before != null && before.index() != frame.index()) {
                sink.commit(List.of(before.index()));
            }
        }
    }

    @Override
    public synchronized void done(Frame frame) throws IOException {
        var task = frame.tag("task_id");
        done.add(task);
        if (unclaimed.remove(task) == null) {
            polled.done(frame);
        } else {
            sink.commit(List.of(frame.index()));
        }
    }

    @Override
    public void close() {
        watcher.close();
    }
}
