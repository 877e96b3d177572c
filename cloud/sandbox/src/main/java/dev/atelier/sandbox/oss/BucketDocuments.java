package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.CorsRules;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Documents that a bucket keeps: its CORS rules, as they came, and its tags.
final class BucketDocuments {
    private static final String TAGGING = "tagging";
    private final ObjectStore store;
    private final Access access;

    BucketDocuments(ObjectStore store) {
        this.store = store;
        access = new Access(store);
    }

    void put(Exchange exchange, byte[] document) throws IOException {
        var bucket = access.checkBucket(exchange.bucket());
        UploadBody.checkMd5(exchange, UploadBody.md5(document));
        if (exchange.query().has(TAGGING)) {
            store.save(bucket.with(TAGGING, Tags.ofBucket(document)));
        } else {
            CorsRules.parse(document);
            store.save(bucket.with(Cors.DOCUMENT, new String(document, StandardCharsets.UTF_8)));
        }
        exchange.empty(200);
    }

    void get(Exchange exchange, Bucket bucket) throws IOException {
        if (exchange.query().has(TAGGING)) {
            exchange.xml(Tags.document(bucket.document(TAGGING).orElse("")));
            return;
        }
        var rules =
                bucket.document(Cors.DOCUMENT)
                        .map(text -> CorsRules.parse(text.getBytes(StandardCharsets.UTF_8)))
                        .orElseThrow(() ->
                                OssError.NO_SUCH_CORS_CONFIGURATION.with(
                                        "BucketName", bucket.name()));
        exchange.xml(
                XmlText.of("CORSConfiguration", xml -> rules.rules().forEach(r -> rule(xml, r))));
    }

    private static void rule(XmlText xml, CorsRules.Rule rule) {
        xml.inside(
                "CORSRule",
                inside -> {
                    rule.origins().forEach(text -> inside.add("AllowedOrigin", text));
                    rule.methods().forEach(text -> inside.add("AllowedMethod", text));
                    rule.headers().forEach(text -> inside.add("AllowedHeader", text));
                    rule.exposed().forEach(text -> inside.add("ExposeHeader", text));
                    if (!rule.maxAgeSeconds().isEmpty()) {
                        inside.add("MaxAgeSeconds", rule.maxAgeSeconds());
                    }
                });
    }

    void delete(Exchange exchange) throws IOException {
        var bucket = access.checkBucket(exchange.bucket());
        var name = exchange.query().has(TAGGING) ? TAGGING : Cors.DOCUMENT;
        store.save(bucket.with(name, ""));
        exchange.empty(204);
    }
}
