package dev.atelier.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// The body of a request that was refused. Many clients read an answer only after they have sent
/// all: where the connection is closed before, they report a broken pipe instead of the refusal.
final class BodyDrain {
    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_MILLIS = TimeUnit.SECONDS.toMillis(20);

    /// Of somebody who has no token. Each keeps a thread of the server for so long.
    private static final long STRANGER_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private BodyDrain() {}

    /// Reads what is left of a body after the answer was sent, within limits; nothing where the
    /// client waits for a `100 Continue` before it sends. Blocks.
    ///
    /// @param stranger whether the sender has not shown that it may use the server
    static void drain(Request request, boolean stranger) {
        if ("100-continue".equalsIgnoreCase(request.getHeaders().get("Expect"))
                || request.getLength() > MOST_BYTES) {
            return;
        }
        long most = stranger ? STRANGER_MILLIS : MOST_MILLIS;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(most);
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        long silence = endPoint.getIdleTimeout();
        endPoint.setIdleTimeout(Math.min(silence, most));
        var buffer = new byte[64 * 1024];
        try {
            var in = new MinimumRateInput(Content.Source.asInputStream(request));
            long left = MOST_BYTES;
            for (int n = 0; n >= 0 && left > 0 && System.nanoTime() < end; left -= n) {
                n = in.read(buffer);
            }
        } catch (IOException e) {
            // The client is gone, or silent, or its body is malformed. It has its answer.
            return;
        } finally {
            endPoint.setIdleTimeout(silence);
        }
    }
}
