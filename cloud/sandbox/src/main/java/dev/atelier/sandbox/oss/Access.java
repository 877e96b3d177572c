package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import java.util.Set;

/// Who may do what. A signed request may do everything; others only what an ACL leaves open.
final class Access {
    static final Set<String> ACLS = Set.of("private", "public-read", "public-read-write");
    private final ObjectStore store;

    Access(ObjectStore store) {
        this.store = store;
    }

    Bucket checkBucket(String name) {
        return store.bucket(name).orElseThrow(() -> noSuchBucket(name));
    }

    static OssException noSuchBucket(String name) {
        return OssError.NO_SUCH_BUCKET.with("BucketName", name);
    }

    void checkAnonymous(Exchange exchange) {
        if (!exchange.key().isEmpty() && open(exchange)) {
            return;
        }
        throw OssError.ACCESS_DENIED.because(
                "You have no right to access this object because of bucket acl.");
    }

    private boolean open(Exchange exchange) {
        var bucket = checkBucket(exchange.bucket());
        var acl = bucket.acl();
        var object = store.find(exchange.bucket(), exchange.key());
        var own = object.map(o -> o.header("x-oss-object-acl")).orElse("");
        if (ACLS.contains(own)) {
            acl = own;
        }
        return switch (exchange.method()) {
            case "GET", "HEAD" -> !acl.equals("private");
            case "PUT" -> acl.equals("public-read-write") && exchange.query().pairs().isEmpty();
            default -> false;
        };
    }
}
