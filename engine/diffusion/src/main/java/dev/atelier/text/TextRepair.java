package dev.atelier.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Repairs text as CLIP's tokenizers expect, following the documented steps of ftfy's `fix_text`
/// (https://ftfy.readthedocs.io): character references, UTF-8 that was read as Windows-1252,
/// ligatures, full-width forms, curly quotes, line ends, control characters, composition.
final class TextRepair {
    /// What Windows-1252 makes of the bytes 0x80 to 0x9F; undefined ones stay control characters.
    private static final String WINDOWS_1252 =
            "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
                    + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private static final Map<Character, Integer> BYTES = new HashMap<>();

    static {
        for (int i = 0x80; i <= 0xFF; i++) {
            BYTES.put(i < 0xA0 ? WINDOWS_1252.charAt(i - 0x80) : (char) i, i);
        }
    }

    // A lead byte and its continuation bytes as Windows-1252 shows them. After a two-byte lead,
    // punctuation that often follows an accented capital does not count: it may be meant.
    private static final String ANY = "[\u0080-\u00bf" + Pattern.quote(WINDOWS_1252) + "]";
    private static final String RARE =
            "[\u0080-\u00bf\u20ac\u0192\u02c6\u0160\u0152\u017d\u02dc\u0161\u0153\u017e\u0178]";
    private static final Pattern MOJIBAKE =
            Pattern.compile(
                    "[\u00c2-\u00df]"
                            + RARE
                            + "|[\u00e0-\u00ef]"
                            + ANY
                            + "{2}|[\u00f0-\u00f4]"
                            + ANY
                            + "{3}");

    private static final Pattern CONTROL =
            Pattern.compile(
                    "[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u206a-\\u206f\\ufeff\\ufff9-\\ufffc]");
    private static final Pattern C1 = Pattern.compile("[\\x80-\\x9f]");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\u0085\\u2028\\u2029]");
    private static final Pattern COMPATIBLE =
            Pattern.compile(
                    "[\\uff01-\\uffef\\u3000\\u0132\\u0133\\u0149\\u01c4-\\u01cc\\u01f1-\\u01f3\\ufb00-\\ufb06]");

    private final HtmlEntities entities;

    TextRepair(HtmlEntities entities) {
        this.entities = entities;
    }

    String repair(String text) {
        var before = text;
        var after = once(text);
        while (!after.equals(before)) {
            before = after;
            after = once(after);
        }
        return Normalizer.normalize(after, Normalizer.Form.NFC);
    }

    private String once(String text) {
        // A text with tags is taken as markup whose references are meant.
        var fixed = text.contains("<") ? text : entities.unescapeStrict(text);
        fixed =
                MOJIBAKE.matcher(fixed)
                        .replaceAll(m -> Matcher.quoteReplacement(decode(m.group())));
        fixed = C1.matcher(fixed).replaceAll(m -> windows1252(m.group().charAt(0)));
        fixed = COMPATIBLE.matcher(fixed).replaceAll(m -> Matcher.quoteReplacement(compatible(m)));
        fixed = fixed.replaceAll("[\u02bc\u2018-\u201b]", "'").replaceAll("[\u201c-\u201f]", "\"");
        fixed = LINE_END.matcher(fixed).replaceAll("\n");
        return CONTROL.matcher(fixed).replaceAll("");
    }

    /// A control character of the range that Windows-1252 uses for letters and punctuation.
    private static String windows1252(char control) {
        return String.valueOf(WINDOWS_1252.charAt(control - 0x80));
    }

    private static String compatible(MatchResult match) {
        return Normalizer.normalize(match.group(), Normalizer.Form.NFKC);
    }

    private static String decode(String mojibake) {
        var bytes = new byte[mojibake.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    (byte) (int) BYTES.getOrDefault(mojibake.charAt(i), (int) mojibake.charAt(i));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return mojibake; // no UTF-8 after all
        }
    }
}
