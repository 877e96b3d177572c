package dev.atelier.sandbox.oss.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which pages may use a bucket: its `CORSConfiguration`.
///
/// @param rules the first that fits counts
public record CorsRules(List<Rule> rules) {
    private static final int MOST = 20;
    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE", "POST", "HEAD");

    /// @param headers that a page may send, `*` in place of any letters
    /// @param exposed headers of answers that a page may read
    public record Rule(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposed,
            String maxAgeSeconds) {
        private boolean fits(String origin, String method, List<String> asked) {
            return origins.stream().anyMatch(pattern -> like(pattern, origin))
                    && methods.contains(method)
                    && asked.stream()
                            .allMatch(name ->
                                    headers.stream()
                                            .anyMatch(pattern ->
                                                    like(
                                                            pattern.toLowerCase(Locale.ROOT),
                                                            name.toLowerCase(Locale.ROOT))));
        }
    }

    public CorsRules {
        rules = List.copyOf(rules);
    }

    /// @throws OssException on a document that OSS would not take
    public static CorsRules parse(byte[] document) {
        var rules =
                XmlBody.parse(document, "CORSConfiguration").all("CORSRule").stream()
                        .map(rule ->
                                new Rule(
                                        texts(rule, "AllowedOrigin"),
                                        texts(rule, "AllowedMethod"),
                                        texts(rule, "AllowedHeader"),
                                        texts(rule, "ExposeHeader"),
                                        rule.text("MaxAgeSeconds").strip()))
                        .toList();
        boolean bad =
                rules.stream()
                        .anyMatch(rule ->
                                rule.origins.isEmpty()
                                        || rule.methods.isEmpty()
                                        || !METHODS.containsAll(rule.methods)
                                        || !rule.maxAgeSeconds.matches("[0-9]{0,9}"));
        if (rules.isEmpty() || rules.size() > MOST || bad) {
            throw OssError.MALFORMED_XML.exception();
        }
        return new CorsRules(rules);
    }

    private static List<String> texts(XmlBody rule, String name) {
        return rule.all(name).stream().map(XmlBody::text).map(String::strip).toList();
    }

    /// The rule for a call of a page.
    ///
    /// @param asked the value of `Access-Control-Request-Headers`, may be empty
    public Optional<Rule> forCall(String origin, String method, String asked) {
        var names =
                Arrays.stream(asked.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        return rules.stream().filter(rule -> rule.fits(origin, method, names)).findFirst();
    }

    /// At most one `*` stands for any letters.
    private static boolean like(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        var head = pattern.substring(0, star);
        var tail = pattern.substring(star + 1);
        return text.length() >= head.length() + tail.length()
                && text.startsWith(head)
                && text.endsWith(tail);
    }
}
