package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.image.Processing;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.ByteRange;
import dev.atelier.sandbox.oss.wire.Names;
import dev.atelier.sandbox.oss.wire.OssException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/// An object read: whole, a part, its headers, or processed.
final class Reads {
    private static final Set<String> HIDDEN = Set.of("x-oss-tagging", "x-oss-object-acl");
    private static final int LARGEST_PICTURE = 20 * 1024 * 1024;
    private final ObjectStore store;

    Reads(ObjectStore store) {
        this.store = store;
    }

    StoredObject object(Exchange exchange) {
        return store.find(exchange.bucket(), exchange.key())
                .orElseThrow(() -> OssException.noSuchKey(exchange.key()));
    }

    void meta(Exchange exchange) {
        var object = object(exchange);
        about(exchange, object);
        exchange.answer("Content-Length", exchange.head() ? object.size() : 0);
        exchange.status(200);
    }

    void content(Exchange exchange) throws IOException {
        var object = object(exchange);
        about(exchange, object);
        if (Conditions.notModified(exchange, object, "")) {
            exchange.empty(304);
            return;
        }
        describe(exchange, object);
        var process = exchange.query().text("x-oss-process");
        if (!process.isEmpty() && !exchange.head()) {
            processed(exchange, object, process);
            return;
        }
        var range = ByteRange.of(exchange.header("range"), object.size());
        exchange.answer("Accept-Ranges", "bytes");
        long length = range.map(ByteRange::length).orElse(object.size());
        long first = range.map(ByteRange::first).orElse(0L);
        exchange.status(range.isPresent() ? 206 : 200);
        if (range.isPresent()) {
            exchange.answer(
                    "Content-Range",
                    "bytes " + first + "-" + range.get().last() + "/" + object.size());
        }
        if (exchange.head()) {
            exchange.answer("Content-Length", length);
            return;
        }
        try (var in = store.open(object, first)) {
            exchange.answer("Content-Length", length);
            send(exchange, in, length);
        }
    }

    private static void send(Exchange exchange, InputStream in, long length) throws IOException {
        try (var out = exchange.out()) {
            var buffer = new byte[64 * 1024];
            for (long left = length; left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (n < 0) {
                    throw new IOException("an object became shorter while it was read");
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }

    private void processed(Exchange exchange, StoredObject object, String process)
            throws IOException {
        if (object.size() > LARGEST_PICTURE) {
            throw new OssException(400, "ImageTooLarge", "The size of the picture exceeds 20 MB.");
        }
        try (var in = store.open(object, 0)) {
            var done = Processing.apply(process, in.readAllBytes());
            exchange.status(200);
            exchange.bytes(done.type(), done.bytes());
        }
    }

    private static void about(Exchange exchange, StoredObject object) {
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        exchange.answer("Last-Modified", Names.httpDate(object.modified()));
    }

    private static void describe(Exchange exchange, StoredObject object) {
        exchange.answer("x-oss-storage-class", "Standard");
        exchange.answer("x-oss-object-type", "Normal");
        exchange.answer("Content-Type", "application/octet-stream");
        var tags = object.header("x-oss-tagging");
        if (!tags.isEmpty()) {
            exchange.answer("x-oss-tagging-count", Tags.count(tags));
        }
        boolean processed = exchange.query().has("x-oss-process");
        if (!processed) {
            exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(object.crc()));
        }
        if (object.header("x-oss-object-type").equals("Appendable")) {
            exchange.answer("x-oss-next-append-position", object.size());
        }
        object.headers()
                .forEach((name, value) -> {
                    if (!HIDDEN.contains(name)) {
                        exchange.answer(name, value);
                    }
                });
        for (var pair : exchange.query().all()) {
            var name = pair.name().toLowerCase(Locale.ROOT);
            if (name.matches(
                    "response-(content-(type|language|disposition|encoding)|cache-control|expires)")) {
                exchange.answer(name.substring(9), pair.value());
            }
        }
    }
}
