package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.ObjectLabel;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.PendingObject;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.ByteRange;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.WireDates;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;

/// Content that comes from another object.
final class Copies {
    private final ObjectStore store;

    Copies(ObjectStore store) {
        this.store = store;
    }

    void object(Exchange exchange) throws IOException {
        var source = source(exchange);
        boolean replace = exchange.header("x-oss-metadata-directive").equalsIgnoreCase("REPLACE");
        var headers = new HashMap<>(replace ? UploadBody.headers(exchange) : source.headers());
        headers.put("x-oss-object-type", "Normal");
        if (!replace) {
            headers.remove("x-oss-object-acl");
        }
        if (exchange.header("x-oss-tagging-directive").equalsIgnoreCase("REPLACE")) {
            headers.put("x-oss-tagging", Tags.check(exchange.header("x-oss-tagging")));
        } else if (source.header("x-oss-tagging").isEmpty()) {
            headers.remove("x-oss-tagging");
        } else {
            headers.put("x-oss-tagging", source.header("x-oss-tagging"));
        }
        try (var in = store.open(source, 0);
                var draft = store.receive(in)) {
            var label =
                    new ObjectLabel(
                            exchange.bucket(),
                            exchange.key(),
                            source.etag(),
                            headers,
                            UploadBody.onlyIfAbsent(exchange));
            var copy = draft.commit(label).orElseThrow(UploadBody::alreadyExists);
            exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(copy.crc()));
            exchange.answer("ETag", "\"" + copy.etag() + "\"");
            exchange.xml(result("CopyObjectResult", copy.modified(), copy.etag()));
        }
    }

    /// The part of another object that becomes a part of an upload.
    PendingObject part(Exchange exchange) throws IOException {
        var source = source(exchange);
        var range = ByteRange.of(exchange.header("x-oss-copy-source-range"), source.size());
        long first = range.map(ByteRange::first).orElse(0L);
        long length = range.map(ByteRange::length).orElse(source.size());
        try (var in = new First(store.open(source, first), length)) {
            return store.receive(in);
        }
    }

    static XmlText result(String root, Instant modified, String etag) {
        return XmlText.of(
                root,
                xml ->
                        xml.add("LastModified", WireDates.date(modified))
                                .add("ETag", "\"" + etag + "\""));
    }

    private StoredObject source(Exchange exchange) {
        var header = exchange.header("x-oss-copy-source");
        var name = header.replaceFirst("\\?versionId=null$", "");
        if (name.contains("?versionId=")) {
            throw OssError.NOT_IMPLEMENTED.because(
                    "Versioning is not in the sandbox: every object has one version, named null.");
        }
        var address = named(name);
        if (address.key().isEmpty()) {
            throw OssError.INVALID_ARGUMENT.because("Copy source is not valid.");
        }
        if (store.bucket(address.bucket()).isEmpty()) {
            throw Access.noSuchBucket(address.bucket());
        }
        var source = Reads.target(store, address.bucket(), address.key());
        if (Preconditions.notModified(exchange, source, "x-oss-copy-source-")) {
            throw OssError.PRECONDITION_FAILED.with("Condition", "x-oss-copy-source");
        }
        return source;
    }

    /// Percent escapes, or the escapes of a query, where `+` is a blank: ossutil sends those. A key
    /// that has the plus itself comes first.
    private Address named(String name) {
        var path = name.startsWith("/") ? name : "/" + name;
        var plain = Address.of("", path);
        if (!path.contains("+") || store.find(plain.bucket(), plain.key()).isPresent()) {
            return plain;
        }
        return Address.of("", path.replace("+", "%20"));
    }

    /// The beginning of a stream.
    private static final class First extends FilterInputStream {
        private long left;

        private First(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read(byte[] buffer, int from, int count) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int n = super.read(buffer, from, (int) Math.min(left, count));
            left -= Math.max(n, 0);
            return n;
        }
    }
}
