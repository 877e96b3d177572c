package dev.atelier.recipe.prompt;

/// What Python takes for a letter, a blank and a number, since A1111 reads its texts with Python's
/// `str` and `re`. Java's own methods and patterns differ, above all outside of ASCII.
public final class PythonText {
    private PythonText() {}

    /// `\w`: letters and numbers of every script (`str.isalnum`), and the low line. Marks are none.
    public static boolean isWord(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER ->
                    true;
            default -> codePoint == '_';
        };
    }

    /// `\s`, which is also what `str.strip` takes off. All are single chars.
    public static boolean isSpace(int codePoint) {
        return (codePoint >= '\t' && codePoint <= '\r')
                || (codePoint >= 0x1C && codePoint <= ' ')
                || codePoint == 0x85
                || (codePoint > 0x85
                        && switch (Character.getType(codePoint)) {
                            case Character.SPACE_SEPARATOR,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR ->
                                    true;
                            default -> false;
                        });
    }

    /// `str.strip`.
    public static String strip(String text) {
        int end = beforeSpaces(text, text.length());
        int start = afterSpaces(text, 0);
        return start >= end ? "" : text.substring(start, end);
    }

    /// The place behind the blanks that begin at `from`.
    public static int afterSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The place before the blanks that end at `to`.
    static int beforeSpaces(String text, int to) {
        int at = to;
        while (at > 0 && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /// Whether a whole word stands here (`\bword\b`), `word` being of letters.
    static boolean isWholeWord(String text, int at, String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (at == 0 || !isWord(text.codePointBefore(at)))
                && (end == text.length() || !isWord(text.codePointAt(end)));
    }

    /// The next whole word from a place on, or -1.
    static int wholeWord(String text, int from, String word) {
        int at = text.indexOf(word, from);
        while (at >= 0 && !isWholeWord(text, at, word)) {
            at = text.indexOf(word, at + 1);
        }
        return at;
    }

    /// `float(text)`, without infinities: digits of any script, none of Java's suffixes.
    ///
    /// @throws NumberFormatException where Python refuses it
    public static double number(String text) {
        var ascii = new StringBuilder();
        strip(text)
                .codePoints()
                .forEach(c -> {
                    boolean digit = Character.isDigit(c);
                    if (!digit && "+-.eE".indexOf(c) < 0) {
                        throw new NumberFormatException("no number: " + text);
                    }
                    ascii.appendCodePoint(digit ? '0' + Character.digit(c, 10) : c);
                });
        return Double.parseDouble(ascii.toString());
    }
}
