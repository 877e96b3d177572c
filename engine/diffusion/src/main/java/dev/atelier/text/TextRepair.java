package dev.atelier.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Repairs text as CLIP's tokenizers expect, following the documented steps of ftfy's `fix_text`
/// (https://ftfy.readthedocs.io): character references, UTF-8 that was read as Windows-1252,
/// ligatures, full-width forms, curly quotes, line ends, terminal escapes, control characters,
/// composition.
///
/// How ftfy recognises misread text is its own; the rule here is ours and narrower. It leaves alone
/// what somebody may have typed, and does not undo code pages other than Windows-1252.
final class TextRepair {
    // A lead byte and its continuation bytes as Windows-1252 shows them. After a two-byte lead,
    // punctuation that often follows an accented capital does not count: it may be meant.
    private static final String ANY =
            "[\u0080-\u00bf" + Pattern.quote(Windows1252.HIGH_CONTROLS) + "]";
    private static final String RARE =
            "[\u0080-\u00bf\u20ac\u0192\u02c6\u0160\u0152\u017d\u02dc\u0161\u0153\u017e\u0178]";
    private static final Pattern MISREAD =
            Pattern.compile(
                    "(?:[\u00c2-\u00df]%s|[\u00e0-\u00ef]%s{2}|[\u00f0-\u00f4]%s{3})++"
                            .formatted(RARE, ANY, ANY));

    // What nobody types: control characters, the marks of misread Latin letters, of misread
    // punctuation and of misread emoji.
    private static final Pattern NEVER_TYPED =
            Pattern.compile("[\u0080-\u009f]|[\u00c2\u00c3]|\u00e2\u20ac|\u00f0\u0178");

    private static final Pattern LINE_START = Pattern.compile("(?<=\\n)");
    private static final Pattern C1 = Pattern.compile("[\\x80-\\x9f]");
    private static final Pattern SINGLE_QUOTE = Pattern.compile("[\u02bc\u2018-\u201b]");
    private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\u201c-\u201f]");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\u0085\\u2028\\u2029]");
    private static final Pattern LONE_SURROGATE = Pattern.compile("[\\x{d800}-\\x{dfff}]");
    private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\\x1b\\[[\\d;]*[a-zA-Z]");
    private static final Pattern CONTROL =
            Pattern.compile(
                    "[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u206a-\\u206f\\ufeff\\ufff9-\\ufffc]");
    private static final Pattern COMPATIBLE =
            Pattern.compile(
                    "[\\uff01-\\uffef\\u3000\\u0132\\u0133\\u0149\\u01c4-\\u01cc\\u01f1-\\u01f3"
                            + "\\ufb00-\\ufb04\\ufb06]");

    private final HtmlEntities entities;

    TextRepair(HtmlEntities entities) {
        this.entities = entities;
    }

    String repair(String text) {
        var repaired = new StringBuilder();
        boolean markup = false;
        for (var line : LINE_START.split(text, -1)) {
            // A text with tags is taken from here on as markup whose references are meant.
            markup |= line.contains("<");
            repaired.append(repairLine(line, markup));
        }
        return repaired.toString();
    }

    private String repairLine(String line, boolean markup) {
        var before = line;
        var after = once(line, markup);
        while (!after.equals(before)) {
            before = after;
            after = once(after, markup);
        }
        return after;
    }

    private String once(String text, boolean markup) {
        var fixed = markup ? text : entities.unescapeStrict(text);
        fixed = replace(MISREAD, fixed, m -> reread(m.group()));
        fixed = replace(C1, fixed, m -> "" + Windows1252.character(m.group().charAt(0)));
        fixed = replace(COMPATIBLE, fixed, TextRepair::compatible);
        fixed = fixed.replace("\ufb05", "\u017ft"); // a long s is kept, unlike in NFKC
        fixed = SINGLE_QUOTE.matcher(fixed).replaceAll("'");
        fixed = DOUBLE_QUOTE.matcher(fixed).replaceAll("\"");
        fixed = LINE_END.matcher(fixed).replaceAll("\n");
        fixed = LONE_SURROGATE.matcher(fixed).replaceAll("\ufffd");
        fixed = TERMINAL_ESCAPE.matcher(fixed).replaceAll("");
        fixed = CONTROL.matcher(fixed).replaceAll("");
        return Normalizer.normalize(fixed, Normalizer.Form.NFC);
    }

    private interface Replacement {
        String of(MatchResult match);
    }

    private static String replace(Pattern pattern, String text, Replacement replacement) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(replacement.of(match)));
    }

    private static String compatible(MatchResult match) {
        return Normalizer.normalize(match.group(), Normalizer.Form.NFKC);
    }

    /// What a run of suspects says as UTF-8. A single one is believed only if nobody types it.
    private static String reread(String suspects) {
        String meant;
        try {
            var bytes = ByteBuffer.wrap(Windows1252.bytes(suspects));
            meant = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return suspects; // no UTF-8 after all
        }
        boolean several = meant.codePointCount(0, meant.length()) > 1;
        return several || NEVER_TYPED.matcher(suspects).find() ? meant : suspects;
    }
}
