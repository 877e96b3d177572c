package dev.atelier.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where requests and answers meet Jetty. Blocks a thread of the server per request.
public final class HttpBridge extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(HttpBridge.class);

    private final StreamingResponder responder;
    private final Cut cut;
    private final WebSocketHandler sockets;

    /// Decides after how many bytes of an answer's body the connection breaks; below 0 before its
    /// head.
    @FunctionalInterface
    public interface Cut {
        Cut NEVER = head -> Optional.empty();

        Optional<Long> afterBytes(Incoming head);
    }

    public HttpBridge(StreamingResponder responder, Cut cut) {
        this(responder, cut, WebSocketHandler.NONE);
    }

    /// The same with sockets.
    public HttpBridge(StreamingResponder responder, Cut cut, WebSocketHandler sockets) {
        this.responder = responder;
        this.cut = cut;
        this.sockets = sockets;
    }

    /// Lets paths arrive as they are on the wire: object names may hold `%2F`, `..`, `//` and
    /// whatever else no file name may. No path of a request ever becomes one of a file.
    public static void configure(HttpConfiguration configuration) {
        configuration.setUriCompliance(UriCompliance.UNSAFE);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var head = head(request);
        try {
            var opening =
                    Sockets.wanted(head)
                            ? sockets.open(head)
                            : Optional.<WebSocketHandler.Result>empty();
            if (opening.orElse(null) instanceof WebSocketHandler.Result.Admitted(var speaker)
                    && Sockets.upgrade(speaker, request, response, callback)) {
                return true;
            }
            var reply =
                    opening.orElse(null) instanceof WebSocketHandler.Result.Refused(var refused)
                            ? refused
                            : answer(head, request);
            var breaks = cut.afterBytes(head);
            if (breaks.isPresent() && breaks.get() < 0) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                throw new DroppedException();
            }
            send(request, reply, breaks, response);
            BodyDrain.drain(request, reply.status() == HttpURLConnection.HTTP_UNAUTHORIZED);
            callback.succeeded();
        } catch (IOException e) {
            LOG.debug("{} {} ended early", head.method(), head.rawPath(), e);
            callback.failed(e);
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed", head.method(), head.rawPath(), e);
            callback.failed(e);
        }
        return true;
    }

    private Reply answer(Incoming head, Request request) throws IOException {
        try {
            return responder.answer(head, body(request));
        } catch (MinimumRateInput.TooSlowException e) {
            return HttpError.REQUEST_TIMEOUT.reply().closing();
        }
    }

    /// At its end the client waits for us, not we for it.
    private static InputStream body(Request request) {
        return new MinimumRateInput(Content.Source.asInputStream(request)) {
            @Override
            public int read(byte[] buffer, int from, int count) throws IOException {
                int n = super.read(buffer, from, count);
                if (n < 0) {
                    request.addIdleTimeoutListener(_ -> false);
                }
                return n;
            }
        };
    }

    private static Incoming head(Request request) {
        var uri = request.getHttpURI();
        var path = uri.getPath() == null ? "/" : uri.getPath();
        var query = uri.getQuery() == null ? "" : uri.getQuery();
        return new Incoming(request.getMethod(), path, query, headers(request), new byte[0]);
    }

    private static Map<String, String> headers(Request request) {
        var headers = new LinkedHashMap<String, String>();
        for (var field : request.getHeaders()) {
            var value = field.getValue() == null ? "" : field.getValue();
            headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
        }
        return headers;
    }

    private static void send(
            Request request, Reply reply, Optional<Long> breaksAfter, Response response)
            throws IOException {
        var headers = response.getHeaders();
        response.setStatus(reply.status());
        reply.headers().forEach(headers::put);
        if (reply.closes()) {
            headers.put("Connection", "close");
        }
        boolean bare = reply.status() == 204 || reply.status() == 304;
        switch (reply.body()) {
            case Reply.Body.Bytes(var bytes) -> {
                if (!bare && !headers.contains("Content-Length")) {
                    headers.put("Content-Length", bytes.length);
                }
                write(response, breaksAfter, out -> out.write(bytes));
            }
            case Reply.Body.Stream(var length, var writer) -> {
                length.ifPresent(it -> headers.put("Content-Length", it));
                if (!request.getMethod().equals("HEAD")) {
                    write(
                            response,
                            breaksAfter,
                            length.isEmpty() ? noticingDisconnect(request, writer) : writer);
                }
            }
        }
    }

    private static void write(Response response, Optional<Long> breaksAfter, Reply.Writer writer)
            throws IOException {
        // Not closed where writing fails: the client has to see that something is missing.
        var out = Content.Sink.asOutputStream(response);
        writer.writeTo(
                breaksAfter.<OutputStream>map(at -> new TruncatedOutput(out, at)).orElse(out));
        out.close();
    }

    /// An answer without end is written to somebody who may be gone: each flush looks.
    private static Reply.Writer noticingDisconnect(Request request, Reply.Writer writer) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return out -> writer.writeTo(new DisconnectOutput(out, endPoint));
    }

    /// The server reads nothing while it answers, so it would learn of a receiver that has gone
    /// only by writing.
    private static final class DisconnectOutput extends FilterOutputStream {
        private final EndPoint receiver;
        private final ByteBuffer unread = BufferUtil.allocate(1);

        DisconnectOutput(OutputStream out, EndPoint receiver) {
            super(out);
            this.receiver = receiver;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        /// @throws IOException where the receiver has closed its side, or speaks before the end
        @Override
        public void flush() throws IOException {
            super.flush();
            if (receiver.fill(unread) != 0) {
                throw new EofException("the receiver has gone");
            }
        }
    }

    /// Wanted, so nobody has to read of it in the log.
    private static final class DroppedException extends IOException implements QuietException {
        private static final long serialVersionUID = 1L;

        DroppedException() {
            super("dropped by the sandbox");
        }
    }

    /// The head promises the whole body; the connection dies before.
    private static final class TruncatedOutput extends FilterOutputStream {
        private long left;

        TruncatedOutput(OutputStream out, long bytes) {
            super(out);
            left = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int some = (int) Math.min(left, count);
            out.write(bytes, from, some);
            out.flush();
            left -= some;
            if (some < count) {
                throw new DroppedException();
            }
        }
    }
}
