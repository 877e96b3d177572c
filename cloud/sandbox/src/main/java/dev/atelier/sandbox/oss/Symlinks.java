package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.sandbox.oss.store.ObjectLabel;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.WireDates;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;

/// Objects that name another object of their bucket.
final class Symlinks {
    static final String TARGET = "x-oss-symlink-target";
    private static final String TYPE = "Symlink";

    private Symlinks() {}

    static boolean isLink(StoredObject object) {
        return object.header("x-oss-object-type").equals(TYPE);
    }

    /// PutSymlink. Whether the target exists is seen when the link is read.
    static void make(ObjectStore store, Exchange exchange) throws IOException {
        var target = Percent.decode(exchange.header(TARGET), false);
        if (target.isEmpty()) {
            throw OssError.INVALID_ARGUMENT.because("The header " + TARGET + " is missing.");
        }
        Address.checkKey(target);
        var headers = new HashMap<>(UploadBody.headers(exchange));
        headers.put("x-oss-object-type", TYPE);
        headers.put(TARGET, target);
        try (var nothing = store.receive(InputStream.nullInputStream())) {
            var label =
                    new ObjectLabel(
                            exchange.bucket(),
                            exchange.key(),
                            "",
                            headers,
                            UploadBody.onlyIfAbsent(exchange));
            var link = nothing.commit(label).orElseThrow(UploadBody::alreadyExists);
            exchange.answer("ETag", "\"" + link.etag() + "\"");
            exchange.empty(200);
        }
    }

    /// GetSymlink.
    static void describe(Exchange exchange, StoredObject object) {
        if (!isLink(object)) {
            throw OssError.NOT_SYMLINK.with("Key", object.key());
        }
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        exchange.answer("Last-Modified", WireDates.httpDate(object.modified()));
        exchange.answer(TARGET, Percent.encode(object.header(TARGET), true));
        exchange.empty(200);
    }

    static StoredObject follow(ObjectStore store, StoredObject link) {
        var key = link.header(TARGET);
        var target =
                store.find(link.bucket(), key)
                        .orElseThrow(
                                () -> OssError.SYMLINK_TARGET_NOT_EXIST.with("SymlinkTarget", key));
        if (isLink(target)) {
            throw OssError.INVALID_TARGET_TYPE.with("SymlinkTarget", key);
        }
        return target;
    }
}
