package dev.atelier.app.queue;

import dev.atelier.app.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How many jobs the queue lists, by state. The header, the status bar and the rows all count so.
public record QueueCount(long running, long waiting, long interrupted, long failed) {
    /// Counts what the queue lists.
    public static QueueCount of(List<Job> jobs) {
        return of(jobs, Set.of());
    }

    /// Counts what the queue lists.
    ///
    /// @param sent what was sent and waits at its service, by number
    public static QueueCount of(List<Job> jobs, Set<Long> sent) {
        long there =
                jobs.stream()
                        .filter(it -> it.state() == Job.State.RUNNING && sent.contains(it.id()))
                        .count();
        return new QueueCount(
                in(jobs, Job.State.RUNNING) - there,
                in(jobs, Job.State.QUEUED) + there,
                in(jobs, Job.State.INTERRUPTED) + in(jobs, Job.State.STOPPED),
                in(jobs, Job.State.FAILED));
    }

    /// Whether the queue lists a job: what ended well or was taken out is not listed.
    public static boolean isListed(Job job) {
        return switch (job.state()) {
            case QUEUED, RUNNING, INTERRUPTED, STOPPED, FAILED -> true;
            case DONE, CANCELLED -> false;
        };
    }

    private static long in(List<Job> jobs, Job.State state) {
        return jobs.stream().filter(job -> job.state() == state).count();
    }

    /// Jobs that wait or run.
    public long open() {
        return running + waiting;
    }

    /// Such as `1 running, 2 waiting, 1 interrupted`; empty where nothing is listed.
    public String words() {
        var messages = Messages.of(QueueView.class);
        var parts = new ArrayList<String>();
        add(parts, messages, "queue.count.running", running);
        add(parts, messages, "queue.count.waiting", waiting);
        add(parts, messages, "queue.count.interrupted", interrupted);
        add(parts, messages, "queue.count.failed", failed);
        return String.join(messages.text("queue.count.and"), parts);
    }

    private static void add(List<String> parts, Messages messages, String key, long count) {
        if (count > 0) {
            parts.add(messages.text(key, count));
        }
    }
}
