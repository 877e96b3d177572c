package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.ObjectLabel;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Arguments;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.SubResources;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.HashMap;

/// The calls on an object.
final class ObjectCalls {
    private static final long LARGEST_APPENDED = 256L * 1024 * 1024;
    private final ObjectStore store;
    private final Reads reads;
    private final Copies copies;
    private final MultipartCalls multipart;

    ObjectCalls(ObjectStore store) {
        this.store = store;
        reads = new Reads(store);
        copies = new Copies(store);
        multipart = new MultipartCalls(store);
    }

    void serve(Exchange exchange) throws IOException {
        var query = exchange.query();
        SubResources.OBJECT.check(exchange.method(), query);
        switch (exchange.method()) {
            case "PUT" -> put(exchange);
            case "POST" -> post(exchange);
            case "DELETE" -> delete(exchange);
            default -> get(exchange);
        }
    }

    private void get(Exchange exchange) throws IOException {
        var query = exchange.query();
        if (query.has("uploadId")) {
            multipart.listParts(exchange);
        } else if (query.has("acl")) {
            var acl = reads.object(exchange).headers().getOrDefault("x-oss-object-acl", "default");
            exchange.xml(BucketCalls.acl(acl));
        } else if (query.has("tagging")) {
            exchange.xml(Tags.document(reads.object(exchange).header("x-oss-tagging")));
        } else if (query.has("symlink")) {
            Symlinks.describe(exchange, reads.object(exchange));
        } else if (query.has("objectMeta")) {
            reads.meta(exchange);
        } else {
            reads.content(exchange);
        }
    }

    private void put(Exchange exchange) throws IOException {
        var query = exchange.query();
        if (query.has("partNumber") || query.has("uploadId")) {
            multipart.putPart(exchange);
        } else if (query.has("acl")) {
            relabel(
                    exchange,
                    "x-oss-object-acl",
                    UploadBody.acl(exchange.header("x-oss-object-acl")));
        } else if (query.has("tagging")) {
            relabel(exchange, "x-oss-tagging", Tags.parse(exchange.document()));
        } else if (query.has("symlink")) {
            Symlinks.make(store, exchange);
        } else if (!exchange.header("x-oss-copy-source").isEmpty()) {
            copies.object(exchange);
        } else {
            var headers = new HashMap<>(UploadBody.headers(exchange));
            headers.put("x-oss-object-type", "Normal");
            try (var draft = UploadBody.receive(store, exchange)) {
                var label =
                        new ObjectLabel(
                                exchange.bucket(),
                                exchange.key(),
                                "",
                                headers,
                                UploadBody.onlyIfAbsent(exchange));
                stored(exchange, draft.commit(label).orElseThrow(UploadBody::alreadyExists));
            }
        }
    }

    static void stored(Exchange exchange, StoredObject object) {
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        UploadBody.contentMd5(object).ifPresent(md5 -> exchange.answer("Content-MD5", md5));
        exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(object.crc()));
        exchange.empty(200);
    }

    private void relabel(Exchange exchange, String name, String value) throws IOException {
        var object = reads.object(exchange);
        var headers = new HashMap<>(object.headers());
        headers.put(name, value);
        store.relabel(object, headers);
        exchange.empty(200);
    }

    private void post(Exchange exchange) throws IOException {
        var query = exchange.query();
        if (query.has("uploads")) {
            multipart.initiate(exchange);
        } else if (query.has("uploadId")) {
            multipart.complete(exchange);
        } else if (query.has("append")) {
            append(exchange);
        } else {
            throw OssError.METHOD_NOT_ALLOWED.with("Method", "POST");
        }
    }

    /// Chosen: an appended object is written again as a whole, so its size has a bound of ours.
    private void append(Exchange exchange) throws IOException {
        int position = Arguments.number(exchange.query(), "position", 0, 0, Integer.MAX_VALUE);
        var old = store.find(exchange.bucket(), exchange.key());
        long size = old.map(StoredObject::size).orElse(0L);
        if (old.isPresent() && !old.get().header("x-oss-object-type").equals("Appendable")) {
            throw OssError.OBJECT_NOT_APPENDABLE.exception();
        }
        if (position != size || size > LARGEST_APPENDED) {
            throw OssError.POSITION_NOT_EQUAL_TO_LENGTH.with(
                    "x-oss-next-append-position", Long.toString(size));
        }
        var headers =
                new HashMap<>(
                        old.map(StoredObject::headers)
                                .orElseGet(() -> UploadBody.headers(exchange)));
        headers.put("x-oss-object-type", "Appendable");
        var body = exchange.body();
        try (var start =
                        old.isPresent()
                                ? store.open(old.get(), 0)
                                : java.io.InputStream.nullInputStream();
                var draft = store.receive(new SequenceInputStream(start, body))) {
            var object =
                    draft.commit(new ObjectLabel(exchange.bucket(), exchange.key(), headers))
                            .orElseThrow();
            exchange.answer("x-oss-next-append-position", object.size());
            stored(exchange, object);
        }
    }

    private void delete(Exchange exchange) throws IOException {
        if (exchange.query().has("uploadId")) {
            multipart.abort(exchange);
        } else if (exchange.query().has("tagging")) {
            relabel(exchange, "x-oss-tagging", "");
            exchange.empty(204);
        } else {
            store.delete(exchange.bucket(), exchange.key());
            exchange.empty(204);
        }
    }
}
