package dev.atelier.recipe.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Emphasis: `(text)` is 1.1 times as strong, `[text]` 1.1 times weaker, `(text:1.5)` as strong as
/// it says; a backslash takes a bracket literally, and BREAK starts a new chunk. Brackets that are
/// never closed count to the end.
public final class Attention {
    private static final double STRONGER = 1.1;
    private static final double WEAKER = 1 / 1.1;

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\\\[()\\[\\]\\\\]|\\\\|\\(|\\[|:\\s*(?<weight>[+-]?[.\\d]+)\\s*\\)|\\)|]"
                            + "|[^\\\\()\\[\\]:]+|:",
                    Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BREAK =
            Pattern.compile("\\s*\\bBREAK\\b\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    private final List<Weighted> pieces = new ArrayList<>();
    private final Deque<Integer> round = new ArrayDeque<>();
    private final Deque<Integer> square = new ArrayDeque<>();

    private Attention() {}

    /// The pieces of `prompt` in order, neighbours of equal weight joined; at least one.
    ///
    /// @throws PromptException when a weight is not a number, such as `1.2.3`
    public static List<Weighted> parse(String prompt) {
        var attention = new Attention();
        attention.read(prompt);
        return attention.merged();
    }

    private void read(String prompt) {
        var matcher = TOKEN.matcher(prompt);
        while (matcher.find()) {
            token(matcher.group(), matcher.group("weight"));
        }
        round.descendingIterator().forEachRemaining(start -> scale(start, STRONGER));
        square.descendingIterator().forEachRemaining(start -> scale(start, WEAKER));
    }

    private void token(String text, @Nullable String weight) {
        if (text.startsWith("\\")) {
            pieces.add(new Weighted(text.substring(1), 1));
        } else if (text.equals("(")) {
            round.push(pieces.size());
        } else if (text.equals("[")) {
            square.push(pieces.size());
        } else if (weight != null && !round.isEmpty()) {
            scale(round.pop(), number(weight));
        } else if (text.equals(")") && !round.isEmpty()) {
            scale(round.pop(), STRONGER);
        } else if (text.equals("]") && !square.isEmpty()) {
            scale(square.pop(), WEAKER);
        } else {
            words(text);
        }
    }

    private void words(String text) {
        var parts = BREAK.split(text, -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                pieces.add(Weighted.chunkBreak());
            }
            pieces.add(new Weighted(parts[i], 1));
        }
    }

    private void scale(int start, double factor) {
        for (int i = start; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            pieces.set(i, new Weighted(piece.text(), piece.weight() * factor));
        }
    }

    private List<Weighted> merged() {
        var merged = new ArrayList<Weighted>();
        for (var piece : pieces) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.weight() == piece.weight()) {
                merged.set(
                        merged.size() - 1,
                        new Weighted(last.text() + piece.text(), piece.weight()));
            } else {
                merged.add(piece);
            }
        }
        return merged.isEmpty() ? List.of(new Weighted("", 1)) : List.copyOf(merged);
    }

    /// Reads digits of any script, as Python's `float` does.
    private static double number(String digits) {
        var ascii = new StringBuilder();
        digits.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(ascii::appendCodePoint);
        try {
            return Double.parseDouble(ascii.toString());
        } catch (NumberFormatException e) {
            throw new PromptException("\"" + digits + "\" is not a weight", e);
        }
    }
}
