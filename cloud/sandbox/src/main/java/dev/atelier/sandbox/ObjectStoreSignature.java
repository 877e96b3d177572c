package dev.atelier.sandbox;

import dev.atelier.http.Incoming;

/// How a request shows that it is meant for the object store, whatever its path.
final class ObjectStoreSignature {
    private ObjectStoreSignature() {}

    static boolean on(Incoming head) {
        var authorization = head.header("authorization").orElse("");
        var query = head.rawQuery();
        return authorization.startsWith("OSS ")
                || authorization.startsWith("OSS4-")
                || query.contains("OSSAccessKeyId=")
                || query.contains("x-oss-credential=")
                || head.header("host")
                        .filter(it ->
                                it.matches("([a-z0-9_-]+\\.)?oss-[a-z0-9.-]+\\.com(:[0-9]+)?"))
                        .isPresent();
    }
}
