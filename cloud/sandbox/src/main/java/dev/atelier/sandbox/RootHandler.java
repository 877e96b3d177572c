package dev.atelier.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Hands a request to who knows it: what is mounted gets what carries the object store's signature
/// or a path that is not ours.
final class RootHandler extends Handler.Sequence {
    private final Handler own;
    private final List<Handler> mounted;

    RootHandler(Handler own, List<Handler> mounted) {
        super(all(own, mounted));
        this.own = own;
        this.mounted = List.copyOf(mounted);
    }

    private static List<Handler> all(Handler own, List<Handler> mounted) {
        var all = new ArrayList<>(mounted);
        all.add(own);
        return all;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var path = request.getHttpURI().getPath();
        if (ObjectStoreSignature.on(request) || !Router.owns(path == null ? "/" : path)) {
            for (var handler : mounted) {
                if (handler.handle(request, response, callback)) {
                    return true;
                }
            }
        }
        return own.handle(request, response, callback);
    }
}
