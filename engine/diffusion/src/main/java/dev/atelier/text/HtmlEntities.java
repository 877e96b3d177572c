package dev.atelier.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Character references of HTML 5, such as `&amp;` and `&#39;`.
///
/// Sources: https://html.spec.whatwg.org/multipage/named-characters.html and, for numbers,
/// https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state with
/// the deviations of Python's `html.unescape`
final class HtmlEntities {
    private static final Pattern STRICT = Pattern.compile("&#?[0-9A-Za-z]{1,24};");
    private static final Pattern NUMBER = Pattern.compile("#(?:[0-9]+|[xX][0-9a-fA-F]+)");
    private static final Pattern LENIENT =
            Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");

    /// Read with the first reference: most texts have none.
    private static final class Names {
        static final Map<String, String> ALL = new HashMap<>();
        static final Set<String> LEGACY = new HashSet<>();

        static {
            for (var line : AssetLines.of("clip/entities.txt.gz")) {
                var fields = line.split(" ", -1);
                ALL.put(fields[0], characters(fields[1]));
                if (fields.length > 2) {
                    LEGACY.add(fields[0]);
                }
            }
        }

        private Names() {}

        private static String characters(String codes) {
            var text = new StringBuilder();
            for (var code : codes.split(",", -1)) {
                text.appendCodePoint(Integer.parseInt(code, 16));
            }
            return text.toString();
        }
    }

    /// Replaces references that end in a semicolon and leaves unknown ones alone. Names that HTML
    /// writes small are also read in capitals, and then stand for the capital.
    String unescapeStrict(String text) {
        return replace(STRICT, text, this::strict);
    }

    /// Replaces references as a browser does: old names also without a semicolon, even where more
    /// letters follow.
    String unescapeLenient(String text) {
        return replace(LENIENT, text, this::lenient);
    }

    private static String replace(Pattern pattern, String text, UnaryOperator<String> resolve) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(resolve.apply(match.group())));
    }

    private String strict(String reference) {
        var name = reference.substring(1, reference.length() - 1);
        if (NUMBER.matcher(name).matches()) {
            var character = numeric(name);
            return character.equals(";") ? reference : character;
        }
        var known = Names.ALL.get(name);
        if (known != null) {
            return known;
        }
        var small = name.toLowerCase(Locale.ROOT);
        var meant = Names.ALL.get(small);
        boolean capitals = name.equals(small.toUpperCase(Locale.ROOT)) && legacyPrefix(name) == 0;
        return meant != null && capitals ? meant.toUpperCase(Locale.ROOT) : reference;
    }

    private String lenient(String reference) {
        boolean closed = reference.endsWith(";");
        var name = reference.substring(1, reference.length() - (closed ? 1 : 0));
        if (name.startsWith("#")) {
            return numeric(name);
        }
        var known = closed ? Names.ALL.get(name) : null;
        if (known != null) {
            return known;
        }
        int length = legacyPrefix(name);
        return length == 0
                ? reference
                : Names.ALL.get(name.substring(0, length)) + reference.substring(1 + length);
    }

    /// The length of the longest old name that `name` begins with, or 0.
    private int legacyPrefix(String name) {
        for (int length = name.length(); length > 1; length--) {
            if (Names.LEGACY.contains(name.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }

    /// The character of `#65` or `#x41`: controls as Windows-1252 has them, nothing for what is no
    /// character, and a replacement mark for what is out of range.
    private static String numeric(String number) {
        int code = code(number.substring(1).toLowerCase(Locale.ROOT));
        if (code == 0 || code > Character.MAX_CODE_POINT || isSurrogate(code)) {
            return "\ufffd";
        }
        if (code == '\r' || (code >= 0x80 && code <= 0x9f)) {
            return String.valueOf(Windows1252.character(code));
        }
        return isNoCharacter(code) ? "" : Character.toString(code);
    }

    private static int code(String digits) {
        try {
            return digits.startsWith("x")
                    ? Integer.parseInt(digits.substring(1), 16)
                    : Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE; // too many digits to be a character
        }
    }

    private static boolean isSurrogate(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }

    private static boolean isNoCharacter(int code) {
        boolean control =
                (code < ' ' && code != '\t' && code != '\n' && code != '\f') || code == 0x7f;
        return control || (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
    }
}
