package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.sandbox.oss.store.Label;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.OssException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

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
            throw OssException.invalid("The header " + TARGET + " is missing.");
        }
        Address.checkKey(target);
        var headers = new HashMap<>(Uploaded.headers(exchange));
        headers.put("x-oss-object-type", TYPE);
        headers.put(TARGET, target);
        try (var nothing = store.receive(InputStream.nullInputStream())) {
            var label =
                    new Label(
                            exchange.bucket(),
                            exchange.key(),
                            "",
                            headers,
                            Uploaded.onlyIfAbsent(exchange));
            var link = nothing.commit(label).orElseThrow(Uploaded::alreadyExists);
            exchange.answer("ETag", "\"" + link.etag() + "\"");
            exchange.empty(200);
        }
    }

    /// GetSymlink.
    static void describe(Exchange exchange, StoredObject object) {
        if (!isLink(object)) {
            throw new OssException(
                    400, "NotSymlink", "The object is not symlink.", Map.of("Key", object.key()));
        }
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        exchange.answer(
                "Last-Modified", dev.atelier.sandbox.oss.wire.Names.httpDate(object.modified()));
        exchange.answer(TARGET, Percent.encode(object.header(TARGET), true));
        exchange.empty(200);
    }

    static StoredObject follow(ObjectStore store, StoredObject link) {
        var key = link.header(TARGET);
        var target =
                store.find(link.bucket(), key)
                        .orElseThrow(() ->
                                new OssException(
                                        404,
                                        "SymlinkTargetNotExist",
                                        "The symlink target object does not exist.",
                                        Map.of("SymlinkTarget", key)));
        if (isLink(target)) {
            throw new OssException(
                    400,
                    "InvalidTargetType",
                    "The symlink's target object type is invalid.",
                    Map.of("SymlinkTarget", key));
        }
        return target;
    }
}
