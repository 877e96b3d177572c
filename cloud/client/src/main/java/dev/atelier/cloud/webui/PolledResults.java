package dev.atelier.cloud.webui;

import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueClient.Wanted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the sink for each job by its request: nobody else's answers are touched.
record PolledResults(QueueClient sink) implements Results {
    private static final int COPIES = 10;

    @Override
    public Optional<Frame> await(Ticket ticket, Duration timeout) throws IOException {
        var wanted =
                ticket.request().isEmpty()
                        ? Wanted.first("task_id", ticket.task(), timeout)
                        : Wanted.first("requestId", ticket.request(), timeout);
        return sink.get(wanted).stream().findFirst();
    }

    /// The same job may have been put, or answered, more than once: all its answers go.
    @Override
    public void done(Frame frame) throws IOException {
        sink.delete(List.of(frame.index()));
        var task = frame.tag("task_id");
        if (!task.isEmpty()) {
            var tags = Map.of("task_id", task);
            var copies = sink.get(new Wanted(0, COPIES, Duration.ZERO, false, tags));
            if (!copies.isEmpty()) {
                sink.delete(copies.stream().map(Frame::index).toList());
            }
        }
    }
}
