package dev.atelier.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Character references of HTML 5, such as `&amp;` and `&#39;`.
///
/// Source: https://html.spec.whatwg.org/multipage/named-characters.html
final class HtmlEntities {
    private static final Pattern STRICT = Pattern.compile("&#?[0-9A-Za-z]{1,24};");
    private static final Pattern LENIENT =
            Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");

    private final Map<String, String> named = new HashMap<>();
    private final Set<String> legacy = new HashSet<>();

    HtmlEntities() {
        Lines.of("clip/entities.txt.gz")
                .forEach(line -> {
                    var fields = line.split(" ", -1);
                    named.put(fields[0], characters(fields[1]));
                    if (fields.length > 2) {
                        legacy.add(fields[0]);
                    }
                });
    }

    /// Replaces references that end in a semicolon, and leaves unknown ones alone.
    String unescapeStrict(String text) {
        return replace(STRICT, text, Set.of());
    }

    /// Replaces references as a browser does: old names also without a semicolon, even where more
    /// letters follow.
    String unescapeLenient(String text) {
        return replace(LENIENT, text, legacy);
    }

    private String replace(Pattern pattern, String text, Set<String> prefixes) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(resolve(match.group(), prefixes)));
    }

    private String resolve(String reference, Set<String> prefixes) {
        var body = reference.substring(1);
        if (body.startsWith("#")) {
            return numeric(reference, body.substring(1).replace(";", ""));
        }
        if (body.endsWith(";")) {
            var known = named.get(body.substring(0, body.length() - 1));
            if (known != null) {
                return known;
            }
        }
        for (int length = body.length(); length > 1; length--) {
            var name = body.substring(0, length);
            if (prefixes.contains(name)) {
                return named.get(name) + body.substring(length);
            }
        }
        return reference;
    }

    private static String numeric(String reference, String digits) {
        try {
            int code =
                    digits.startsWith("x") || digits.startsWith("X")
                            ? Integer.parseInt(digits.substring(1), 16)
                            : Integer.parseInt(digits);
            return Character.isValidCodePoint(code) ? Character.toString(code) : reference;
        } catch (NumberFormatException e) {
            return reference; // too many digits to be a character
        }
    }

    private static String characters(String codes) {
        var text = new StringBuilder();
        for (var code : codes.split(",", -1)) {
            text.appendCodePoint(Integer.parseInt(code, 16));
        }
        return text.toString();
    }
}
