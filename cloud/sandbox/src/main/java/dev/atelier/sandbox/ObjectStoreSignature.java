package dev.atelier.sandbox;

import org.eclipse.jetty.server.Request;

/// How a request shows that it is meant for the object store, whatever its path.
final class ObjectStoreSignature {
    private ObjectStoreSignature() {}

    static boolean on(Request request) {
        var authorization = request.getHeaders().get("Authorization");
        if (authorization != null
                && (authorization.startsWith("OSS ") || authorization.startsWith("OSS4-"))) {
            return true;
        }
        var query = request.getHttpURI().getQuery();
        if (query != null
                && (query.contains("OSSAccessKeyId=") || query.contains("x-oss-credential="))) {
            return true;
        }
        var host = request.getHeaders().get("Host");
        return host != null && host.matches("([a-z0-9_-]+\\.)?oss-[a-z0-9.-]+\\.com(:[0-9]+)?");
    }
}
