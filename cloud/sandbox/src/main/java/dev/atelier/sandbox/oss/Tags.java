package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.http.Query;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.XmlBody;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.util.List;
import java.util.stream.Collectors;

/// Tags of an object, kept in the form of a query.
final class Tags {
    private static final int MOST = 10;
    private static final int MOST_OF_BUCKET = 20;

    private Tags() {}

    static String check(String query) {
        return text(Query.parse(query).pairs(), MOST);
    }

    static String parse(byte[] document) {
        return parse(document, MOST);
    }

    static String ofBucket(byte[] document) {
        return parse(document, MOST_OF_BUCKET);
    }

    private static String parse(byte[] document, int most) {
        var set = XmlBody.parse(document, "Tagging").all("TagSet");
        return text(
                set.stream()
                        .flatMap(tags -> tags.all("Tag").stream())
                        .map(tag -> new Query.Pair(tag.text("Key"), tag.text("Value")))
                        .toList(),
                most);
    }

    private static String text(List<Query.Pair> tags, int most) {
        boolean bad =
                tags.stream()
                        .anyMatch(tag ->
                                tag.key().isEmpty()
                                        || tag.key().length() > 128
                                        || tag.value().length() > 256);
        if (tags.size() > most || bad) {
            throw OssError.INVALID_TAG.exception();
        }
        return tags.stream()
                .map(tag ->
                        Percent.encode(tag.key(), false) + "=" + Percent.encode(tag.value(), false))
                .collect(Collectors.joining("&"));
    }

    static int count(String query) {
        return Query.parse(query).pairs().size();
    }

    static XmlText document(String query) {
        return XmlText.of(
                "Tagging",
                xml ->
                        xml.inside(
                                "TagSet",
                                set -> {
                                    for (var tag : Query.parse(query).pairs()) {
                                        set.inside(
                                                "Tag",
                                                t ->
                                                        t.add("Key", tag.key())
                                                                .add("Value", tag.value()));
                                    }
                                }));
    }
}
