package dev.atelier.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// Jetty's WebSockets behind [WebSocketHandler].
final class Sockets {
    /// Clients ping every few seconds; who is silent for this long is gone.
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private static final int SEND_SECONDS = 30;
    private static final int LARGEST_IN = 64 << 10;

    private Sockets() {}

    /// Must happen before the server starts.
    static void prepare(Server server) {
        var container = ServerWebSocketContainer.ensure(server);
        container.setIdleTimeout(SILENCE);
        container.setMaxBinaryMessageSize(LARGEST_IN);
        container.setMaxTextMessageSize(LARGEST_IN);
    }

    static boolean wanted(Incoming head) {
        return head.header("upgrade").orElse("").equalsIgnoreCase("websocket");
    }

    /// False where the request is no proper one for a socket; then nothing was answered.
    static boolean upgrade(
            WebSocketHandler.Listener speaker,
            Request request,
            Response response,
            Callback callback) {
        var container = ServerWebSocketContainer.get(request.getContext());
        return container.upgrade((_, _, _) -> new Listener(speaker), request, response, callback);
    }

    /// Public, with a public class: Jetty looks its methods up.
    public static final class Listener implements Session.Listener.AutoDemanding {
        private final WebSocketHandler.Listener speaker;

        Listener(WebSocketHandler.Listener speaker) {
            this.speaker = speaker;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            speaker.opened(new Open(session));
        }

        @Override
        public void onWebSocketClose(
                int code, String reason, org.eclipse.jetty.websocket.api.Callback callback) {
            speaker.closed();
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            speaker.closed();
        }
    }

    private record Open(Session session) implements WebSocketHandler.Socket {
        @Override
        public void binary(byte[] message) throws IOException {
            var sent = new org.eclipse.jetty.websocket.api.Callback.Completable();
            session.sendBinary(ByteBuffer.wrap(message), sent);
            await(sent);
        }

        @Override
        public void text(String message) throws IOException {
            var sent = new org.eclipse.jetty.websocket.api.Callback.Completable();
            session.sendText(message, sent);
            await(sent);
        }

        private static void await(org.eclipse.jetty.websocket.api.Callback.Completable sent)
                throws IOException {
            try {
                sent.get(SEND_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the other side does not take it", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void close() {
            session.close(StatusCode.NORMAL, "", org.eclipse.jetty.websocket.api.Callback.NOOP);
        }

        @Override
        public void cut() {
            session.disconnect();
        }
    }
}
