package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.store.StoredObject;
import dev.atelier.sandbox.oss.wire.Arguments;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.WireDates;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The objects of a bucket, page by page: both versions of the call.
final class ListObjects {
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));
    private final ObjectStore store;

    ListObjects(ObjectStore store) {
        this.store = store;
    }

    /// One page.
    ///
    /// @param last the key or common prefix after which the next page begins
    private record Page(
            List<StoredObject> objects, List<String> prefixes, String last, boolean truncated) {}

    void serve(Exchange exchange) throws IOException {
        var query = exchange.query();
        boolean second = query.text("list-type").equals("2");
        int most = Arguments.number(query, "max-keys", 100, 1, 1000);
        var encoding = query.text("encoding-type");
        if (!encoding.isEmpty() && !encoding.equals("url")) {
            throw OssError.INVALID_ARGUMENT.because("encoding-type must be url");
        }
        var token = query.text("continuation-token");
        var start = second ? query.text("start-after") : query.text("marker");
        var after = second && !token.isEmpty() ? untoken(token) : start;
        var page = page(exchange, after, most);
        boolean url = encoding.equals("url");
        exchange.xml(
                XmlText.of(
                        "ListBucketResult",
                        xml -> {
                            xml.add("Name", exchange.bucket());
                            xml.add("Prefix", text(query.text("prefix"), url));
                            xml.add("MaxKeys", most);
                            xml.add("Delimiter", text(query.text("delimiter"), url));
                            if (url) {
                                xml.add("EncodingType", "url");
                            }
                            xml.add("IsTruncated", page.truncated());
                            if (second) {
                                second(xml, page, token, text(start, url));
                            } else {
                                first(xml, page, text(start, url), url);
                            }
                            boolean owner = !second || query.text("fetch-owner").equals("true");
                            page.objects().forEach(object -> add(xml, object, url, owner));
                            page.prefixes()
                                    .forEach(prefix ->
                                            xml.inside(
                                                    "CommonPrefixes",
                                                    p -> p.add("Prefix", text(prefix, url))));
                        }));
    }

    private static void first(XmlText xml, Page page, String marker, boolean url) {
        xml.add("Marker", marker);
        if (page.truncated()) {
            xml.add("NextMarker", text(page.last(), url));
        }
    }

    private static void second(XmlText xml, Page page, String token, String startAfter) {
        xml.add("KeyCount", page.objects().size() + page.prefixes().size());
        if (!startAfter.isEmpty()) {
            xml.add("StartAfter", startAfter);
        }
        if (!token.isEmpty()) {
            xml.add("ContinuationToken", token);
        }
        if (page.truncated()) {
            var bytes = page.last().getBytes(StandardCharsets.UTF_8);
            xml.add("NextContinuationToken", Base64.getUrlEncoder().encodeToString(bytes));
        }
    }

    private static String untoken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OssError.INVALID_ARGUMENT.because("The continuation-token is not valid.");
        }
    }

    private Page page(Exchange exchange, String after, int most) {
        var prefix = exchange.query().text("prefix");
        var delimiter = exchange.query().text("delimiter");
        var bucket = exchange.bucket();
        var objects = new ArrayList<StoredObject>();
        var prefixes = new ArrayList<String>();
        var last = "";
        var all =
                after.compareTo(prefix) < 0 || after.isEmpty()
                        ? store.from(bucket, prefix, true)
                        : store.from(bucket, after, false);
        while (all.hasNext()) {
            var object = all.next();
            if (!object.key().startsWith(prefix)) {
                break;
            }
            int cut = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
            var folder = cut < 0 ? "" : object.key().substring(0, cut + delimiter.length());
            if (cut >= 0 && folder.equals(after)) {
                all = store.from(bucket, folder + LAST, true);
                continue;
            }
            if (objects.size() + prefixes.size() == most) {
                return new Page(objects, prefixes, last, true);
            }
            if (cut < 0) {
                objects.add(object);
                last = object.key();
            } else {
                prefixes.add(folder);
                last = folder;
                all = store.from(bucket, folder + LAST, true);
            }
        }
        return new Page(objects, prefixes, last, false);
    }

    private static void add(XmlText xml, StoredObject object, boolean url, boolean owner) {
        xml.inside(
                "Contents",
                inside -> {
                    inside.add("Key", text(object.key(), url));
                    inside.add("LastModified", WireDates.date(object.modified()));
                    inside.add("ETag", "\"" + object.etag() + "\"");
                    inside.add(
                            "Type", object.headers().getOrDefault("x-oss-object-type", "Normal"));
                    inside.add("Size", object.size());
                    inside.add("StorageClass", "Standard");
                    if (owner) {
                        ServiceCalls.owner(inside);
                    }
                });
    }

    private static String text(String text, boolean url) {
        return url ? Percent.encode(text, false) : text;
    }
}
