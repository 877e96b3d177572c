package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.image.Processing;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.ByteRange;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.WireDates;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;

/// An object read: whole, a part, its headers, or processed.
final class Reads {
    private static final Set<String> HIDDEN =
            Set.of("x-oss-tagging", "x-oss-object-acl", Symlinks.TARGET);
    private static final int LARGEST_PICTURE = 20 * 1024 * 1024;
    private final ObjectStore store;

    Reads(ObjectStore store) {
        this.store = store;
    }

    StoredObject object(Exchange exchange) {
        return store.find(exchange.bucket(), exchange.key())
                .orElseThrow(() -> OssError.NO_SUCH_KEY.with("Key", exchange.key()));
    }

    /// An object, or what it links to.
    ///
    /// @throws dev.atelier.sandbox.oss.wire.OssException where there is none, or the link leads
    ///   nowhere or to another link
    static StoredObject target(ObjectStore store, String bucket, String key) {
        var object =
                store.find(bucket, key).orElseThrow(() -> OssError.NO_SUCH_KEY.with("Key", key));
        return Symlinks.isLink(object) ? Symlinks.follow(store, object) : object;
    }

    void meta(Exchange exchange) {
        var object = object(exchange);
        about(exchange, object);
        exchange.answer("Content-Length", exchange.head() ? object.size() : 0);
        exchange.status(200);
    }

    void content(Exchange exchange) throws IOException {
        var named = object(exchange);
        var object = target(store, exchange.bucket(), exchange.key());
        about(exchange, object);
        if (named.modified().isAfter(object.modified())) {
            exchange.answer("Last-Modified", WireDates.httpDate(named.modified()));
        }
        if (Preconditions.notModified(exchange, object, "")) {
            exchange.empty(304);
            return;
        }
        describe(exchange, named, object);
        var process = exchange.query().text("x-oss-process");
        if (!process.isEmpty() && !exchange.head()) {
            processed(exchange, object, process);
            return;
        }
        var asked = exchange.header("range");
        boolean standard = exchange.header("x-oss-range-behavior").equalsIgnoreCase("standard");
        var range =
                standard
                        ? ByteRange.standard(asked, object.size())
                        : ByteRange.of(asked, object.size());
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
        exchange.stream(length, out -> send(object, first, length, out));
    }

    private void send(StoredObject object, long first, long length, OutputStream out)
            throws IOException {
        try (var in = store.open(object, first)) {
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
            throw OssError.IMAGE_TOO_LARGE.because("The size of the picture exceeds 20 MB.");
        }
        try (var in = store.open(object, 0)) {
            var done = Processing.apply(process, in.readAllBytes());
            exchange.status(200);
            exchange.bytes(done.type(), done.bytes());
        }
    }

    private static void about(Exchange exchange, StoredObject object) {
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        exchange.answer("Last-Modified", WireDates.httpDate(object.modified()));
    }

    /// @param object what the client named
    /// @param target what is read: another object where the named one is a link
    private static void describe(Exchange exchange, StoredObject object, StoredObject target) {
        exchange.answer("x-oss-storage-class", "Standard");
        exchange.answer("x-oss-object-type", "Normal");
        exchange.answer("Content-Type", "application/octet-stream");
        var tags = object.header("x-oss-tagging");
        if (!tags.isEmpty()) {
            exchange.answer("x-oss-tagging-count", Tags.count(tags));
        }
        boolean processed = exchange.query().has("x-oss-process");
        if (!processed) {
            exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(target.crc()));
            UploadBody.contentMd5(target).ifPresent(md5 -> exchange.answer("Content-MD5", md5));
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
        for (var pair : exchange.query().pairs()) {
            var name = pair.key().toLowerCase(Locale.ROOT);
            if (name.matches(
                    "response-(content-(type|language|disposition|encoding)|cache-control|expires)")) {
                exchange.answer(name.substring(9), pair.value());
            }
        }
    }
}
