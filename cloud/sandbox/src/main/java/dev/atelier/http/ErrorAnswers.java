package dev.atelier.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What the server itself refuses, in the words of [ServerErrors]: never a page, never a stack
/// trace.
final class ErrorAnswers extends ErrorHandler {
    private final ServerErrors errors;

    ErrorAnswers(ServerErrors errors) {
        this.errors = errors;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var uri = request.getHttpURI();
        var path = uri == null || uri.getPath() == null ? "" : uri.getPath();
        var reply = errors.reply(response.getStatus(), path);
        reply.headers().forEach(response.getHeaders()::put);
        var body = reply.body() instanceof Reply.Body.Bytes(var bytes) ? bytes : new byte[0];
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
