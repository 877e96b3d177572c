package dev.atelier.sandbox;

import dev.atelier.sandbox.fault.Faults;
import dev.atelier.http.Unread;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The object store while things go wrong: too many calls are refused, and connections break inside
/// the body of an answer.
final class StoreFaults extends Handler.Wrapper {
    private final Faults faults;
    private final InstantSource clock;

    StoreFaults(Handler store, Faults faults, InstantSource clock) {
        super(store);
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (faults.throttles(clock.instant())) {
            Unread.drain(request);
            refuse(response, callback);
            return true;
        }
        var drop = faults.dropAfter();
        var answer = drop.isPresent() ? new Broken(request, response, drop.get()) : response;
        return super.handle(request, answer, callback);
    }

    /// Status and code are chosen: the vendor names several for this.
    private static void refuse(Response response, Callback callback) {
        var document =
                XmlText.of(
                        "Error",
                        xml -> {
                            xml.add("Code", "QpsLimitExceeded");
                            xml.add("Message", "Please reduce your request rate.");
                        });
        response.setStatus(503);
        response.getHeaders().put("Content-Type", "application/xml");
        response.getHeaders().put("Connection", "close"); // a long body may not have been read
        response.write(true, ByteBuffer.wrap(document.bytes()), callback);
    }

    /// An answer whose head promises the whole body and whose connection dies before.
    private static final class Broken extends Response.Wrapper {
        private long left;
        private boolean dead;

        private Broken(Request request, Response response, long left) {
            super(request, response);
            this.left = left;
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback callback) {
            int length = bytes == null ? 0 : bytes.remaining();
            if (dead) {
                callback.failed(dropped());
            } else if (length <= left) {
                left -= length;
                super.write(last, bytes, callback);
            } else {
                dead = true;
                super.write(
                        false,
                        bytes.slice(bytes.position(), (int) left),
                        Callback.from(() -> callback.failed(dropped()), callback::failed));
            }
        }

        private static IOException dropped() {
            return new IOException("dropped by the sandbox");
        }
    }
}
