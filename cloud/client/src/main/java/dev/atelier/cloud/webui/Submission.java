package dev.atelier.cloud.webui;

import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueClient.Wanted;
import dev.atelier.cloud.queue.QueueException;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Brings one job into the input queue, once. A put whose answer was lost may have been taken:
/// before it is sent again, the job is looked for by its own tag in both queues.
///
/// @param client tag of all our jobs
record Submission(QueueClient input, String client, long priority) {
    private static final int PUTS = 5;
    private static final int LOOKS = 4;
    private static final long LOOK_MILLIS = 250;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// @return the ticket with all that is known; its index is 0 where the answer is there already
    /// @throws QueueException where the queue answered no
    /// @throws IOException where nobody can say whether it was taken
    Ticket send(String path, byte[] body, Ticket ticket, Cancellation cancellation)
            throws IOException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        for (int put = 1; ; put++) {
            try {
                var tags = Map.of("task_id", ticket.task(), "client", client);
                var receipt = input.put(path, body, tags, priority);
                return new Ticket(ticket.task(), receipt.request(), receipt.index());
            } catch (QueueException e) {
                // An error that a gateway makes may hide a put that was taken.
                var found =
                        e.status() >= 500 ? await(ticket, cancellation) : Optional.<Ticket>empty();
                if (found.isPresent()) {
                    return found.get();
                }
                if (!e.isPassing() || put == PUTS) {
                    throw e;
                }
            } catch (IOException e) {
                var found = await(ticket, cancellation);
                if (found.isPresent()) {
                    return found.get();
                }
                if (put == PUTS || cancellation.mode() == Cancellation.StopMode.CANCEL) {
                    throw e;
                }
            }
            Thread.sleep(pause);
            pause *= 2;
        }
    }

    /// Looks for a job as soon as the queues can be queried.
    ///
    /// @throws IOException where they cannot for minutes
    Optional<Ticket> await(Ticket ticket, Cancellation cancellation)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return find(ticket);
            } catch (IOException e) {
                if (System.nanoTime() > end
                        || cancellation.mode() == Cancellation.StopMode.CANCEL) {
                    throw e;
                }
                Thread.sleep(FIRST_PAUSE_MILLIS);
            }
        }
    }

    /// Looks for a job in the input, then in the sink: a worker answers before it lets go.
    ///
    /// @throws IOException where it cannot be looked for
    private Optional<Ticket> find(Ticket ticket) throws IOException, InterruptedException {
        IOException problem = null;
        for (int look = 0; look < LOOKS; look++) {
            if (look > 0) {
                Thread.sleep(LOOK_MILLIS); // what is under way may just arrive
            }
            try {
                problem = null;
                var tags = Map.of("task_id", ticket.task());
                if (input.count(OptionalLong.empty(), tags) > 0) {
                    var there = input.get(Wanted.first("task_id", ticket.task(), Duration.ZERO));
                    if (!there.isEmpty()) {
                        return Optional.of(ticket(ticket, there.getFirst()));
                    }
                }
                if (input.sink().count(OptionalLong.empty(), tags) > 0) {
                    return Optional.of(ticket);
                }
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
        return Optional.empty();
    }

    private static Ticket ticket(Ticket ticket, Frame frame) {
        return new Ticket(ticket.task(), frame.request(), frame.index());
    }
}
