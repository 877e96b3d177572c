package dev.atelier.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands before every handler of a server: what the host check does not admit gets 403, before any
/// byte of its body is read.
final class Guard extends Handler.Wrapper {
    private static final String WORDS =
            "Forbidden: this server answers to loopback names only, and to no page of another origin.\n";

    private final HostCheck hostCheck;

    Guard(HostCheck hostCheck, Handler handler) {
        super(handler);
        this.hostCheck = hostCheck;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = request.getHeaders();
        var line = request.getHttpURI().getAuthority();
        var host = headers.get("Host");
        var origin = headers.get("Origin");
        boolean one = headers.getFields("Origin").size() <= 1;
        if (one
                && hostCheck.admits(host, origin)
                && (line == null || hostCheck.admits(line, origin))) {
            return super.handle(request, response, callback);
        }
        response.setStatus(403);
        response.getHeaders().put("Content-Type", "text/plain");
        response.getHeaders().put("Connection", "close");
        response.write(true, ByteBuffer.wrap(WORDS.getBytes(StandardCharsets.US_ASCII)), callback);
        return true;
    }
}
