package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.ObjectLabel;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Arguments;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import dev.atelier.sandbox.oss.wire.WireDates;
import dev.atelier.sandbox.oss.wire.XmlBody;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Uploads in parts. Parts lie in the same store, in a bucket whose name no request can have:
/// `<upload>/` is the upload itself, `<upload>/00001` its first part.
final class MultipartCalls {
    private static final String PARTS = "_uploads";
    private static final long SMALLEST = 100 * 1024;
    private final ObjectStore store;
    private final Copies copies;

    MultipartCalls(ObjectStore store) {
        this.store = store;
        copies = new Copies(store);
    }

    void initiate(Exchange exchange) throws IOException {
        if (store.bucket(PARTS).isEmpty()) {
            store.save(new Bucket(PARTS, Instant.EPOCH, "private"));
        }
        var id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        var headers = new HashMap<>(UploadBody.headers(exchange));
        headers.put("upload-bucket", exchange.bucket());
        headers.put("upload-key", exchange.key());
        try (var nothing = store.receive(InputStream.nullInputStream())) {
            var _ = nothing.commit(new ObjectLabel(PARTS, id + "/", headers)).orElseThrow();
        }
        exchange.xml(
                XmlText.of(
                        "InitiateMultipartUploadResult",
                        xml -> {
                            boolean url = encoded(exchange, xml);
                            xml.add("Bucket", exchange.bucket());
                            xml.add("Key", text(exchange.key(), url));
                            xml.add("UploadId", id);
                        }));
    }

    void putPart(Exchange exchange) throws IOException {
        var upload = upload(exchange);
        int number = Arguments.number(exchange.query(), "partNumber", 0, 1, 10_000);
        if (number == 0) {
            throw OssError.INVALID_ARGUMENT.because("partNumber is missing");
        }
        boolean copy = !exchange.header("x-oss-copy-source").isEmpty();
        try (var draft = copy ? copies.part(exchange) : UploadBody.receive(store, exchange)) {
            var key = upload.key() + String.format("%05d", number);
            var part = draft.commit(new ObjectLabel(PARTS, key, Map.of())).orElseThrow();
            if (copy) {
                exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(part.crc()));
                exchange.answer("ETag", "\"" + part.etag() + "\"");
                exchange.xml(Copies.result("CopyPartResult", part.modified(), part.etag()));
            } else {
                ObjectCalls.stored(exchange, part);
            }
        }
    }

    void complete(Exchange exchange) throws IOException {
        var upload = upload(exchange);
        var body = exchange.document();
        boolean all = exchange.header("x-oss-complete-all").equals("yes");
        var chosen = all ? parts(upload) : named(upload, body);
        var headers = new HashMap<>(upload.headers());
        headers.remove("upload-bucket");
        headers.remove("upload-key");
        headers.put("x-oss-object-type", "Multipart");
        try (var whole = new ConcatenatedObjects(store, chosen);
                var draft = store.receive(whole)) {
            var label =
                    new ObjectLabel(
                            exchange.bucket(),
                            exchange.key(),
                            etag(chosen),
                            headers,
                            UploadBody.onlyIfAbsent(exchange));
            var object = draft.commit(label).orElseThrow(UploadBody::alreadyExists);
            forget(upload);
            exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(object.crc()));
            exchange.answer("ETag", "\"" + object.etag() + "\"");
            completed(exchange, object);
        }
    }

    private static void completed(Exchange exchange, StoredObject object) throws IOException {
        exchange.xml(
                XmlText.of(
                        "CompleteMultipartUploadResult",
                        xml -> {
                            boolean url = encoded(exchange, xml);
                            var place = exchange.bucket() + "/" + exchange.key();
                            xml.add(
                                    "Location",
                                    "http://"
                                            + exchange.header("host")
                                            + "/"
                                            + Percent.encode(place, true));
                            xml.add("Bucket", exchange.bucket());
                            xml.add("Key", text(exchange.key(), url));
                            xml.add("ETag", "\"" + object.etag() + "\"");
                        }));
    }

    private List<StoredObject> named(StoredObject upload, byte[] body) {
        var chosen = new ArrayList<StoredObject>();
        int before = 0;
        for (var part : XmlBody.parse(body, "CompleteMultipartUpload").all("Part")) {
            var text = part.text("PartNumber").strip();
            if (!text.matches("[0-9]{1,5}")) {
                throw OssError.MALFORMED_XML.exception();
            }
            int number = Integer.parseInt(text);
            if (number <= before) {
                throw OssError.INVALID_PART_ORDER.exception();
            }
            before = number;
            var etag = part.text("ETag").strip().replace("\"", "");
            chosen.add(
                    store.find(PARTS, upload.key() + String.format("%05d", number))
                            .filter(found -> found.etag().equalsIgnoreCase(etag))
                            .orElseThrow(() -> invalidPart(text)));
        }
        if (chosen.isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        for (var part : chosen.subList(0, chosen.size() - 1)) {
            if (part.size() < SMALLEST) {
                throw OssError.ENTITY_TOO_SMALL.because(
                        "Your proposed upload smaller than the minimum allowed size.");
            }
        }
        return chosen;
    }

    private static OssException invalidPart(String number) {
        return OssError.INVALID_PART.with("PartNumber", number);
    }

    private static String etag(List<StoredObject> parts) {
        var md5s = new ByteArrayOutputStream();
        for (var part : parts) {
            md5s.writeBytes(HexFormat.of().parseHex(part.etag()));
        }
        var md5 = UploadBody.md5(md5s.toByteArray());
        return HexFormat.of().withUpperCase().formatHex(md5) + "-" + parts.size();
    }

    void abort(Exchange exchange) throws IOException {
        forget(upload(exchange));
        exchange.empty(204);
    }

    private void forget(StoredObject upload) throws IOException {
        for (var part : parts(upload)) {
            store.delete(PARTS, part.key());
        }
        store.delete(PARTS, upload.key());
    }

    void listParts(Exchange exchange) throws IOException {
        var upload = upload(exchange);
        int most = Arguments.number(exchange.query(), "max-parts", 1000, 1, 1000);
        int marker = Arguments.number(exchange.query(), "part-number-marker", 0, 0, 10_000);
        var rest = parts(upload).stream().filter(part -> number(part) > marker).toList();
        var shown = rest.subList(0, Math.min(most, rest.size()));
        exchange.xml(
                XmlText.of(
                        "ListPartsResult",
                        xml -> {
                            boolean url = encoded(exchange, xml);
                            xml.add("Bucket", exchange.bucket());
                            xml.add("Key", text(exchange.key(), url));
                            xml.add("UploadId", exchange.query().text("uploadId"));
                            xml.add("StorageClass", "Standard");
                            xml.add("PartNumberMarker", marker);
                            xml.add(
                                    "NextPartNumberMarker",
                                    shown.isEmpty() ? 0 : number(shown.getLast()));
                            xml.add("MaxParts", most);
                            xml.add("IsTruncated", rest.size() > shown.size());
                            for (var part : shown) {
                                xml.inside("Part", inside -> part(inside, part));
                            }
                        }));
    }

    private static void part(XmlText xml, StoredObject part) {
        xml.add("PartNumber", number(part));
        xml.add("LastModified", WireDates.date(part.modified()));
        xml.add("ETag", "\"" + part.etag() + "\"");
        xml.add("HashCrc64ecma", Long.toUnsignedString(part.crc()));
        xml.add("Size", part.size());
    }

    /// How many uploads of a bucket are neither completed nor aborted.
    int count(String bucket) {
        return uploads(bucket, "").size();
    }

    private List<StoredObject> uploads(String bucket, String prefix) {
        var uploads = new ArrayList<StoredObject>();
        for (var all = store.from(PARTS, "", true); all.hasNext(); ) {
            var upload = all.next();
            if (upload.key().endsWith("/")
                    && upload.header("upload-bucket").equals(bucket)
                    && upload.header("upload-key").startsWith(prefix)) {
                uploads.add(upload);
            }
        }
        uploads.sort(
                Comparator.comparing((StoredObject u) -> u.header("upload-key"))
                        .thenComparing(StoredObject::key));
        return uploads;
    }

    void listUploads(Exchange exchange) throws IOException {
        var query = exchange.query();
        int most = Arguments.number(query, "max-uploads", 1000, 1, 1000);
        var prefix = query.text("prefix");
        var delimiter = query.text("delimiter");
        var shown = new ArrayList<StoredObject>();
        var folders = new TreeSet<String>();
        boolean more = false;
        for (var upload : uploads(exchange.bucket(), prefix)) {
            if (!after(upload, query.text("key-marker"), query.text("upload-id-marker"))) {
                continue;
            }
            var key = upload.header("upload-key");
            int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (cut >= 0) {
                folders.add(key.substring(0, cut + delimiter.length()));
            } else if (shown.size() == most) {
                more = true;
                break;
            } else {
                shown.add(upload);
            }
        }
        exchange.xml(uploads(exchange, shown, folders, more));
    }

    private static XmlText uploads(
            Exchange exchange, List<StoredObject> shown, Set<String> folders, boolean more) {
        var query = exchange.query();
        return XmlText.of(
                "ListMultipartUploadsResult",
                xml -> {
                    boolean url = encoded(exchange, xml);
                    var last = shown.isEmpty() ? "" : shown.getLast().header("upload-key");
                    xml.add("Bucket", exchange.bucket());
                    xml.add("KeyMarker", text(query.text("key-marker"), url));
                    xml.add("UploadIdMarker", query.text("upload-id-marker"));
                    xml.add("NextKeyMarker", text(last, url));
                    xml.add("NextUploadIdMarker", shown.isEmpty() ? "" : id(shown.getLast()));
                    xml.add("Delimiter", text(query.text("delimiter"), url));
                    xml.add("Prefix", text(query.text("prefix"), url));
                    xml.add("MaxUploads", Arguments.number(query, "max-uploads", 1000, 1, 1000));
                    xml.add("IsTruncated", more);
                    shown.forEach(u -> xml.inside("Upload", inside -> upload(inside, u, url)));
                    folders.forEach(folder ->
                            xml.inside("CommonPrefixes", p -> p.add("Prefix", text(folder, url))));
                });
    }

    private static boolean after(StoredObject upload, String key, String id) {
        int order = upload.header("upload-key").compareTo(key);
        return key.isEmpty()
                || order > 0
                || (order == 0 && !id.isEmpty() && id(upload).compareTo(id) > 0);
    }

    private static void upload(XmlText xml, StoredObject upload, boolean url) {
        xml.add("Key", text(upload.header("upload-key"), url));
        xml.add("UploadId", id(upload));
        xml.add("StorageClass", "Standard");
        xml.add("Initiated", WireDates.date(upload.modified()));
    }

    private static String id(StoredObject upload) {
        return upload.key().substring(0, upload.key().length() - 1);
    }

    private StoredObject upload(Exchange exchange) {
        var id = exchange.query().text("uploadId");
        return store.find(PARTS, id + "/")
                .filter(u -> id.matches("[0-9A-F]{32}"))
                .filter(u -> u.header("upload-bucket").equals(exchange.bucket()))
                .filter(u -> u.header("upload-key").equals(exchange.key()))
                .orElseThrow(() -> OssError.NO_SUCH_UPLOAD.with("UploadId", id));
    }

    private List<StoredObject> parts(StoredObject upload) {
        var parts = new ArrayList<StoredObject>();
        for (var all = store.from(PARTS, upload.key(), false); all.hasNext(); ) {
            var part = all.next();
            if (!part.key().startsWith(upload.key())) {
                break;
            }
            parts.add(part);
        }
        return parts;
    }

    private static int number(StoredObject part) {
        return Integer.parseInt(part.key().substring(part.key().indexOf('/') + 1));
    }

    private static boolean encoded(Exchange exchange, XmlText xml) {
        boolean url = exchange.query().text("encoding-type").equals("url");
        if (url) {
            xml.add("EncodingType", "url");
        }
        return url;
    }

    private static String text(String text, boolean url) {
        return url ? Percent.encode(text, false) : text;
    }
}
