package dev.atelier.cloud.deploy;

import java.util.Map;
import java.util.Optional;

/// Quotation marks and punctuation that word processors, chat programs and Chinese keyboards write
/// in place of JSON's own. What stands within texts and comments stays.
final class Typography {
    private static final String DOUBLE = "\"\u201C\u201D\u201E\u201F\uFF02";
    private static final String SINGLE = "'\u2018\u2019\u201A\u201B\uFF07";

    private static final Map<Character, Character> MARKS =
            Map.of(
                    '：', ':', '，', ',', '｛', '{', '｝', '}', '［', '[', '］', ']', '\u3000', ' ',
                    '\u200B', ' ');

    /// What may follow a text: JSON's marks, theirs, and the begin of a comment.
    private static final String BEHIND = ":,{}[]/#：，｛｝［］";

    private final String text;
    private final StringBuilder out;
    private int at;

    private Typography(String text) {
        this.text = text;
        out = new StringBuilder(text.length() + 16);
    }

    /// The text with JSON's own marks; lines stay lines.
    static String straight(String text) {
        return text.chars().anyMatch(it -> isTypographic((char) it))
                ? new Typography(text).read()
                : text;
    }

    /// The first line that [#straight] changes, 1-based; empty where it changes nothing.
    static Optional<Integer> line(String text) {
        var straight = straight(text);
        for (int i = 0, line = 1; i < text.length(); i++) {
            if (i >= straight.length() || text.charAt(i) != straight.charAt(i)) {
                return Optional.of(line);
            }
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return Optional.empty();
    }

    private static boolean isTypographic(char c) {
        return MARKS.containsKey(c) || (c > '\'' && isQuote(c));
    }

    private static boolean isQuote(char c) {
        return DOUBLE.indexOf(c) >= 0 || SINGLE.indexOf(c) >= 0;
    }

    private String read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            int comment = endOfComment();
            if (comment > at) {
                copyTo(comment);
            } else if (isQuote(c)) {
                string();
            } else {
                out.append((char) MARKS.getOrDefault(c, c));
                at++;
            }
        }
        return out.toString();
    }

    private void copyTo(int end) {
        out.append(text, at, end);
        at = end;
    }

    /// Behind the comment that begins here, or here where none does.
    private int endOfComment() {
        var rest = text.startsWith("/*", at) ? "*/" : "\n";
        boolean begins =
                text.charAt(at) == '#' || text.startsWith("//", at) || text.startsWith("/*", at);
        int end = begins ? text.indexOf(rest, at + 1) : at;
        return end < 0 ? text.length() : end;
    }

    private void string() {
        char open = text.charAt(at);
        int close = close();
        boolean straight = open == '"' || open == '\'';
        if (close < 0) { // it ends nowhere, which is another fault
            out.append(straight ? open : '"');
            at++;
        } else if (straight && text.charAt(close) == open) {
            copyTo(close + 1);
        } else {
            out.append('"');
            escaped(at + 1, close);
            out.append('"');
            at = close + 1;
        }
    }

    /// What a text has within it, as it may stand between straight marks.
    private void escaped(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < to) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"') {
                out.append("\\\"");
            } else {
                out.append(c);
            }
        }
    }

    /// Where the text ends that begins here: at the own mark where that is straight and can be the
    /// end, else at the first mark of its kind that can be; below 0 for nowhere.
    private int close() {
        char open = text.charAt(at);
        var family = DOUBLE.indexOf(open) >= 0 ? DOUBLE : SINGLE;
        int own = -1;
        int first = -1;
        for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (family.indexOf(c) >= 0) {
                boolean ends = canEnd(i);
                if (own < 0 && c == open && (open == '"' || open == '\'')) {
                    if (ends) {
                        return i;
                    }
                    own = i;
                }
                first = first < 0 && ends ? i : first;
            }
        }
        return first >= 0 ? first : own;
    }

    /// Whether JSON goes on behind a mark.
    private boolean canEnd(int mark) {
        int next = mark + 1;
        while (next < text.length()
                && (Character.isWhitespace(text.charAt(next))
                        || Character.isSpaceChar(text.charAt(next)))) {
            next++;
        }
        return next == text.length() || BEHIND.indexOf(text.charAt(next)) >= 0;
    }
}
