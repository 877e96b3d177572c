package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.PendingObject;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A body on its way into the store: bounded, and checked against what its client says of it.
final class UploadBody {
    static final long LARGEST = 5L * 1024 * 1024 * 1024;
    private static final Set<String> CONTENT =
            Set.of(
                    "content-type",
                    "cache-control",
                    "content-disposition",
                    "content-encoding",
                    "content-language",
                    "expires");
    private static final int META_BYTES = 8 * 1024;

    private UploadBody() {}

    static PendingObject receive(ObjectStore store, Exchange exchange) throws IOException {
        var length = exchange.header("content-length");
        if (length.length() > 18 || (!length.isEmpty() && Long.parseLong(length) > LARGEST)) {
            throw tooLarge();
        }
        return receive(store, exchange, exchange.body());
    }

    /// @param content the body, or the part of it that becomes the object
    static PendingObject receive(ObjectStore store, Exchange exchange, InputStream content)
            throws IOException {
        var draft = store.receive(new Bounded(content));
        try {
            checkMd5(exchange, draft.md5());
            return draft;
        } catch (OssException e) {
            draft.close();
            throw e;
        }
    }

    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    static void checkMd5(Exchange exchange, byte[] md5) {
        var claimed = exchange.header("content-md5");
        if (claimed.isEmpty()) {
            return;
        }
        try {
            if (MessageDigest.isEqual(Base64.getDecoder().decode(claimed), md5)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw invalidDigest(claimed);
        }
        throw invalidDigest(claimed);
    }

    /// The sum as headers have it, where the ETag is one: an object in one part.
    static Optional<String> contentMd5(StoredObject object) {
        return object.etag().matches("[0-9A-F]{32}")
                ? Optional.of(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(object.etag())))
                : Optional.empty();
    }

    private static OssException invalidDigest(String claimed) {
        return OssError.INVALID_DIGEST.with("Content-MD5", claimed);
    }

    /// The headers that stay with an object.
    static Map<String, String> headers(Exchange exchange) {
        if (!exchange.header("x-oss-callback").isEmpty()) {
            throw OssError.NOT_IMPLEMENTED.because(
                    "The sandbox does not call back: x-oss-callback is not served.");
        }
        return headers(exchange.headers());
    }

    /// @param from by lower-case name
    static Map<String, String> headers(Map<String, String> from) {
        var kept = new HashMap<String, String>();
        int meta = 0;
        for (var header : from.entrySet()) {
            var name = header.getKey();
            boolean own = name.startsWith("x-oss-meta-");
            meta += own ? name.length() + header.getValue().length() : 0;
            if (own || CONTENT.contains(name)) {
                kept.put(name, header.getValue());
            }
        }
        if (meta > META_BYTES) {
            throw OssError.INVALID_ARGUMENT.because("The metadata is larger than 8 KB.");
        }
        var acl = from.get("x-oss-object-acl");
        if (acl != null) {
            kept.put("x-oss-object-acl", acl(acl));
        }
        var tags = from.get("x-oss-tagging");
        if (tags != null) {
            kept.put("x-oss-tagging", Tags.check(tags));
        }
        return kept;
    }

    static String acl(String acl) {
        if (!acl.equals("default") && !Access.ACLS.contains(acl)) {
            throw OssError.INVALID_ARGUMENT.because("no such acl");
        }
        return acl;
    }

    static boolean onlyIfAbsent(Exchange exchange) {
        return exchange.header("x-oss-forbid-overwrite").equals("true");
    }

    static OssException alreadyExists() {
        return OssError.FILE_ALREADY_EXISTS.exception();
    }

    private static OssException tooLarge() {
        return OssError.ENTITY_TOO_LARGE.because(
                "Your proposed upload exceeds the maximum allowed object size.");
    }

    private static final class Bounded extends FilterInputStream {
        private long left = LARGEST;

        private Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int from, int count) throws IOException {
            int n = super.read(buffer, from, count);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw tooLarge();
            }
            return n;
        }
    }
}
