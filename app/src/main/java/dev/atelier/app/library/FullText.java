package dev.atelier.app.library;

/// Texts as the full-text index takes them. Its tokens are words between spaces and signs; Chinese,
/// Japanese and Korean have none, so each of their characters is made a word, and a search for some
/// in a row is a phrase.
final class FullText {
    private FullText() {}

    static String spaced(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    if (isAlone(c)) {
                        out.append(' ').appendCodePoint(c).append(' ');
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        return out.toString();
    }

    private static boolean isAlone(int c) {
        if (c < 0x1100) {
            return false;
        }
        var script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL;
    }

    /// A phrase for FTS5's `MATCH`; empty where the text has no letter or digit to look for.
    ///
    /// @param start whether its last word may go on
    static String phrase(String text, boolean start) {
        var words = spaced(text).replace('"', ' ').strip();
        if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        return '"' + words + '"' + (start ? "*" : "");
    }
}
