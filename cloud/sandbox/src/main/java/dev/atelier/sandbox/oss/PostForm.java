package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.sandbox.oss.sign.PostPolicy;
import dev.atelier.sandbox.oss.sign.Signatures;
import dev.atelier.sandbox.oss.store.ObjectLabel;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.FormReader;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// PostObject: an upload by a browser's form. Its signature is a field and covers the policy only.
final class PostForm {
    private static final int LARGEST_FIELDS = 256 * 1024;
    private final ObjectStore store;
    private final Signatures signatures;
    private final Clock clock;

    PostForm(ObjectStore store, Signatures signatures, Clock clock) {
        this.store = store;
        this.signatures = signatures;
        this.clock = clock;
    }

    static boolean is(Exchange exchange) {
        return exchange.method().equals("POST")
                && exchange.key().isEmpty()
                && !exchange.bucket().isEmpty()
                && !exchange.query().has("delete")
                && exchange.header("content-type").startsWith("multipart/form-data");
    }

    void serve(Exchange exchange) throws IOException {
        var form = new FormReader(exchange.body(), exchange.header("content-type"));
        var fields = new HashMap<String, String>();
        int size = 0;
        for (var part = form.next(); part.isPresent(); part = form.next()) {
            var name = part.get().name().toLowerCase(Locale.ROOT);
            if (name.equals("file")) {
                take(exchange, fields, part.get());
                return;
            }
            var bytes = part.get().content().readNBytes(LARGEST_FIELDS);
            size += bytes.length + name.length();
            if (size >= LARGEST_FIELDS) {
                throw OssError.FIELD_ITEM_TOO_LONG.exception();
            }
            fields.put(name, new String(bytes, StandardCharsets.UTF_8));
        }
        throw OssError.INCORRECT_NUMBER_OF_FILES.exception();
    }

    private void take(Exchange exchange, Map<String, String> fields, FormReader.Part file)
            throws IOException {
        var bucket =
                store.bucket(exchange.bucket())
                        .orElseThrow(() -> Access.noSuchBucket(exchange.bucket()));
        var policy = policy(fields, bucket.acl(), bucket.name());
        var key = key(fields, file.file());
        try (var draft = UploadBody.receive(store, exchange, file.content())) {
            if (policy.isPresent()) {
                policy.get().checkSize(draft.size());
            }
            boolean once = "true".equals(fields.get("x-oss-forbid-overwrite"));
            var label = new ObjectLabel(bucket.name(), key, "", headers(fields, file), once);
            var object = draft.commit(label).orElseThrow(UploadBody::alreadyExists);
            answer(exchange, fields, object);
        }
    }

    private Optional<PostPolicy> policy(Map<String, String> fields, String acl, String bucket) {
        var text = fields.get("policy");
        if (text == null) {
            if (!acl.equals("public-read-write")) {
                throw OssError.ACCESS_DENIED.because(
                        "You have no right to access this object because of bucket acl: a form without a policy is anonymous.");
            }
            return Optional.empty();
        }
        signatures.form(fields, text);
        var policy = PostPolicy.read(text, clock.instant());
        policy.check(bucket, fields);
        return Optional.of(policy);
    }

    private static String key(Map<String, String> fields, String file) {
        var key = fields.getOrDefault("key", "").replace("${filename}", name(file));
        if (key.isEmpty()) {
            throw OssError.INVALID_ARGUMENT.because("The form's field key is missing or empty.");
        }
        Address.checkKey(key);
        return key;
    }

    /// Without the folders that some browsers send with it.
    private static String name(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    private static Map<String, String> headers(Map<String, String> fields, FormReader.Part file) {
        var given = new HashMap<>(fields);
        var own = fields.getOrDefault("x-oss-content-type", "");
        var type = own.isEmpty() ? file.headers().getOrDefault("content-type", "") : own;
        if (!type.isEmpty()) {
            given.put("content-type", type);
        }
        var headers = new HashMap<>(UploadBody.headers(given));
        headers.put("x-oss-object-type", "Normal");
        return headers;
    }

    private static void answer(Exchange exchange, Map<String, String> fields, StoredObject object)
            throws IOException {
        exchange.answer("ETag", "\"" + object.etag() + "\"");
        exchange.answer("x-oss-hash-crc64ecma", Long.toUnsignedString(object.crc()));
        var place =
                "http://%s/%s"
                        .formatted(
                                exchange.header("host"),
                                Percent.encode(object.bucket() + "/" + object.key(), true));
        exchange.answer("Location", place);
        var redirect = fields.getOrDefault("success_action_redirect", "");
        if (redirect.matches("https?://[^\\s]+")) {
            var more =
                    "bucket=%s&etag=%s&key=%s"
                            .formatted(
                                    object.bucket(),
                                    Percent.encode("\"" + object.etag() + "\"", false),
                                    Percent.encode(object.key(), false));
            exchange.answer("Location", redirect + (redirect.contains("?") ? "&" : "?") + more);
            exchange.empty(303);
            return;
        }
        switch (fields.getOrDefault("success_action_status", "204")) {
            case "200" -> exchange.empty(200);
            case "201" -> {
                exchange.status(201);
                exchange.xml(
                        XmlText.of(
                                "PostResponse",
                                xml ->
                                        xml.add("Bucket", object.bucket())
                                                .add("Key", object.key())
                                                .add("ETag", "\"" + object.etag() + "\"")
                                                .add("Location", place)));
            }
            default -> exchange.empty(204);
        }
    }
}
