package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.ObjectLabel;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Arguments;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.SubResources;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;

/// The calls on an object.
final class ObjectCalls {
    private static final long LARGEST_APPENDED = 256L * 1024 * 1024;
    private static final String ACL = "x-oss-object-acl";
    private static final String TAGGING = "x-oss-tagging";

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
        SubResources.OBJECT.check(exchange.method(), exchange.query());
        switch (exchange.call()) {
            case GET_OBJECT, HEAD_OBJECT -> reads.content(exchange);
            case GET_OBJECT_META, GET_OBJECT_META_BY_GET -> reads.meta(exchange);
            case PUT_OBJECT -> put(exchange);
            case COPY_OBJECT -> copies.object(exchange);
            case APPEND_OBJECT -> append(exchange);
            case DELETE_OBJECT -> {
                store.delete(exchange.bucket(), exchange.key());
                exchange.empty(204);
            }
            case GET_SYMLINK -> Symlinks.describe(exchange, reads.object(exchange));
            case PUT_SYMLINK -> Symlinks.make(store, exchange);
            case INITIATE_MULTIPART_UPLOAD -> multipart.initiate(exchange);
            case UPLOAD_PART, UPLOAD_PART_COPY -> multipart.putPart(exchange);
            case COMPLETE_MULTIPART_UPLOAD -> multipart.complete(exchange);
            case ABORT_MULTIPART_UPLOAD -> multipart.abort(exchange);
            case LIST_PARTS -> multipart.listParts(exchange);
            default -> headers(exchange);
        }
    }

    /// Calls on the headers of an object alone.
    private void headers(Exchange exchange) throws IOException {
        switch (exchange.call()) {
            case GET_OBJECT_ACL ->
                    exchange.xml(
                            BucketCalls.acl(
                                    reads.object(exchange).headers().getOrDefault(ACL, "default")));
            case PUT_OBJECT_ACL ->
                    relabel(exchange, ACL, UploadBody.acl(exchange.header(ACL)), 200);
            case GET_OBJECT_TAGGING ->
                    exchange.xml(Tags.document(reads.object(exchange).header(TAGGING)));
            case PUT_OBJECT_TAGGING ->
                    relabel(exchange, TAGGING, Tags.parse(exchange.document()), 200);
            case DELETE_OBJECT_TAGGING -> relabel(exchange, TAGGING, "", 204);
            default -> throw exchange.methodNotAllowed();
        }
    }

    private void put(Exchange exchange) throws IOException {
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

    static void stored(Exchange exchange, StoredObject object) {
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        UploadBody.contentMd5(object).ifPresent(md5 -> exchange.answer("Content-MD5", md5));
        exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(object.crc()));
        exchange.empty(200);
    }

    private void relabel(Exchange exchange, String name, String value, int status)
            throws IOException {
        var object = reads.object(exchange);
        var headers = new HashMap<>(object.headers());
        headers.put(name, value);
        store.relabel(object, headers);
        exchange.empty(status);
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
                        old.isPresent() ? store.open(old.get(), 0) : InputStream.nullInputStream();
                var draft = store.receive(new SequenceInputStream(start, body))) {
            var object =
                    draft.commit(new ObjectLabel(exchange.bucket(), exchange.key(), headers))
                            .orElseThrow();
            exchange.answer("x-oss-next-append-position", object.size());
            stored(exchange, object);
        }
    }
}
