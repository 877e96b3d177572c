package dev.atelier.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a [Responder] answer Jetty's requests. Blocks a thread of the server per request.
public final class ResponderHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ResponderHandler.class);

    /// What all bodies that are under way may take together.
    private static final long ALL_BODIES = 256L << 20;

    private final BodyBudget budget = new BodyBudget(ALL_BODIES);
    private final Responder responder;
    private final Head head;
    private final Cut cut;

    /// Decides after how many bytes of a body the connection breaks.
    @FunctionalInterface
    public interface Cut {
        Optional<Long> afterBytes(Incoming incoming);
    }

    public ResponderHandler(Responder responder, Head head, Cut cut) {
        this.responder = responder;
        this.head = head;
        this.cut = cut;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var bare = incoming(request, new byte[0]);
        try (var share = budget.new Share()) {
            var refusal = refusal(bare);
            if (refusal.isPresent()) {
                Unread.drain(request);
                send(refusal.get().closing(), response, callback);
                return true;
            }
            int most = head.mostBytes(bare);
            var body = body(request, most, share);
            if (body.isEmpty()) {
                Unread.drain(request);
                send(tooLarge(most).closing(), response, callback);
                return true;
            }
            // From here on the client waits for us, not we for it.
            request.addIdleTimeoutListener(_ -> false);
            var incoming = incoming(request, body.get());
            var reply = answer(incoming);
            var breaks = cut.afterBytes(incoming).filter(at -> at < reply.body().length);
            if (breaks.isPresent()) {
                sendPart(reply, breaks.get().intValue(), response, callback);
            } else {
                send(reply, response, callback);
            }
        } catch (SteadyInput.TooSlowException e) {
            send(Reply.text(408, "Request Timeout").closing(), response, callback);
        } catch (BodyBudget.FullException e) {
            send(
                    Reply.text(503, "Too many large requests at once; try again").closing(),
                    response,
                    callback);
        } catch (IOException e) {
            callback.failed(e);
        }
        return true;
    }

    private Optional<Reply> refusal(Incoming bare) {
        try {
            return head.refusal(bare);
        } catch (BadRequestException e) {
            return Optional.of(Reply.text(400, String.valueOf(e.getMessage())));
        }
    }

    private static Reply tooLarge(int most) {
        return Reply.text(
                413, "Request Entity Too Large: the body may have %d bytes".formatted(most));
    }

    private Reply answer(Incoming incoming) {
        try {
            return responder.answer(incoming);
        } catch (BadRequestException e) {
            return Reply.text(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("{} {} failed", incoming.method(), incoming.rawPath(), e);
            return Reply.text(500, "Internal Server Error");
        }
    }

    private static Optional<byte[]> body(Request request, int most, BodyBudget.Share share)
            throws IOException {
        if (request.getLength() > most) {
            return Optional.empty();
        }
        // Not closed: what is left of a body that is too large is read before the answer.
        var in = new SteadyInput(Content.Source.asInputStream(request));
        var bytes = share.read(in, most);
        return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }

    private static Incoming incoming(Request request, byte[] body) {
        var uri = request.getHttpURI();
        var path = uri.getPath() == null ? "/" : uri.getPath();
        var query = uri.getQuery() == null ? "" : uri.getQuery();
        return new Incoming(request.getMethod(), path, query, headers(request), body);
    }

    private static Map<String, String> headers(Request request) {
        var headers = new LinkedHashMap<String, String>();
        for (var field : request.getHeaders()) {
            var value = field.getValue() == null ? "" : field.getValue();
            headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
        }
        return headers;
    }

    private static void head(Reply reply, Response response) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (reply.status() != 204 && reply.status() != 304) {
            response.getHeaders().put("Content-Length", Integer.toString(reply.body().length));
        }
        if (reply.closes()) {
            response.getHeaders().put("Connection", "close");
        }
    }

    private static void send(Reply reply, Response response, Callback callback) {
        head(reply, response);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    /// The head promises the whole body; the connection dies before.
    private static void sendPart(Reply reply, int bytes, Response response, Callback callback) {
        head(reply, response);
        response.write(
                false,
                ByteBuffer.wrap(reply.body(), 0, bytes),
                Callback.from(
                        () -> callback.failed(new IOException("dropped by the sandbox")),
                        callback::failed));
    }
}
