package dev.atelier.cloud.webui;

import dev.atelier.cloud.queue.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// How answers leave the sink.
interface Results {
    /// The answer of a job, if it comes in time. It stays in the sink until [#done].
    Optional<Frame> await(Ticket ticket, Duration timeout) throws IOException, InterruptedException;

    /// Confirms an answer whose pictures are safe.
    void done(Frame frame) throws IOException;
}
