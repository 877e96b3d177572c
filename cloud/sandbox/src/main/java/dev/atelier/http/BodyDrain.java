package dev.atelier.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// The body of a request that is refused. Many clients read an answer only after they have sent
/// all: where the connection is closed before, they report a broken pipe instead of the refusal.
public final class BodyDrain {
    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private BodyDrain() {}

    /// Reads what is left of a body, within limits; nothing where the client waits for a `100
    /// Continue` before it sends. Blocks.
    public static void drain(Request request) {
        if ("100-continue".equalsIgnoreCase(request.getHeaders().get("Expect"))
                || request.getLength() > MOST_BYTES) {
            return;
        }
        long end = System.nanoTime() + MOST_NANOS;
        var buffer = new byte[64 * 1024];
        try {
            var in = new MinimumRateInput(Content.Source.asInputStream(request));
            long left = MOST_BYTES;
            for (int n = 0; n >= 0 && left > 0 && System.nanoTime() < end; left -= n) {
                n = in.read(buffer);
            }
        } catch (IOException e) {
            // The client is gone, or its body is malformed: the answer says what there is to say.
            return;
        }
    }
}
