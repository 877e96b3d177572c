package dev.atelier.recipe.prompt;

import dev.atelier.recipe.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Emphasis: `(text)` is 1.1 times as strong, `[text]` 1.1 times weaker, `(text:1.5)` as strong as
/// it says; a backslash takes a bracket literally, and BREAK starts a new chunk. Brackets that are
/// never closed count to the end.
public final class Attention {
    private static final double STRONGER = 1.1;
    private static final double WEAKER = 1 / 1.1;
    private static final String BREAK = "BREAK";
    private static final String SPECIAL = "\\()[]:";

    private final String prompt;
    private final List<String> texts = new ArrayList<>();
    private double[] weights = new double[16];
    private final Deque<Integer> round = new ArrayDeque<>();
    private final Deque<Integer> square = new ArrayDeque<>();

    private Attention(String prompt) {
        this.prompt = prompt;
    }

    /// The pieces of `prompt` in order, neighbours of equal weight joined; at least one.
    ///
    /// @throws PromptException when a weight is not a number, such as `1.2.3`
    public static List<Weighted> parse(String prompt) {
        var attention = new Attention(prompt);
        attention.read();
        return attention.merged();
    }

    private void read() {
        int at = 0;
        while (at < prompt.length()) {
            at = token(at);
        }
        round.descendingIterator().forEachRemaining(start -> scale(start, STRONGER));
        square.descendingIterator().forEachRemaining(start -> scale(start, WEAKER));
    }

    /// Reads one token.
    ///
    /// @return where the next begins
    private int token(int at) {
        char first = prompt.charAt(at);
        int next = at + 1;
        switch (first) {
            case '\\' -> {
                boolean escape =
                        next < prompt.length() && "()[]\\".indexOf(prompt.charAt(next)) >= 0;
                next += escape ? 1 : 0;
                piece(prompt.substring(at + 1, next), 1);
            }
            case '(' -> round.push(texts.size());
            case '[' -> square.push(texts.size());
            case ':' -> next = colon(at);
            case ')' -> close(round, STRONGER, ")");
            case ']' -> close(square, WEAKER, "]");
            default -> {
                while (next < prompt.length() && SPECIAL.indexOf(prompt.charAt(next)) < 0) {
                    next++;
                }
                words(prompt.substring(at, next));
            }
        }
        return next;
    }

    private void close(Deque<Integer> open, double factor, String otherwise) {
        if (open.isEmpty()) {
            words(otherwise);
        } else {
            scale(open.pop(), factor);
        }
    }

    /// Reads `: 1.2 )`, else the colon alone.
    private int colon(int at) {
        int start = PythonText.afterSpaces(prompt, at + 1);
        int end = start;
        if (end < prompt.length() && "+-".indexOf(prompt.charAt(end)) >= 0) {
            end++;
        }
        int digits = end;
        while (end < prompt.length() && isOfNumber(prompt.codePointAt(end))) {
            end += Character.charCount(prompt.codePointAt(end));
        }
        int bracket = PythonText.afterSpaces(prompt, end);
        if (end == digits || bracket >= prompt.length() || prompt.charAt(bracket) != ')') {
            words(":");
            return at + 1;
        }
        if (round.isEmpty()) {
            words(prompt.substring(at, bracket + 1));
        } else {
            scale(round.pop(), number(prompt.substring(start, end)));
        }
        return bracket + 1;
    }

    private static boolean isOfNumber(int c) {
        return c == '.' || Character.isDigit(c);
    }

    private void words(String text) {
        int start = 0;
        int mark = PythonText.wholeWord(text, 0, BREAK);
        while (mark >= 0) {
            int end = Math.max(start, PythonText.beforeSpaces(text, mark));
            piece(text.substring(start, end), 1);
            pieceOfBreak();
            start = PythonText.afterSpaces(text, mark + BREAK.length());
            mark = PythonText.wholeWord(text, start, BREAK);
        }
        piece(text.substring(start), 1);
    }

    private void pieceOfBreak() {
        var mark = Weighted.chunkBreak();
        piece(mark.text(), mark.weight());
    }

    private void piece(String text, double weight) {
        if (texts.size() == weights.length) {
            weights = Arrays.copyOf(weights, 2 * weights.length);
        }
        weights[texts.size()] = weight;
        texts.add(text);
    }

    private void scale(int start, double factor) {
        for (int i = start; i < texts.size(); i++) {
            weights[i] *= factor;
        }
    }

    private List<Weighted> merged() {
        var merged = new ArrayList<Weighted>();
        for (int i = 0; i < texts.size(); ) {
            var run = new StringBuilder();
            double weight = weights[i];
            do {
                run.append(texts.get(i));
                i++;
            } while (i < texts.size() && weights[i] == weight);
            merged.add(new Weighted(run.toString(), weight));
        }
        return merged.isEmpty() ? List.of(new Weighted("", 1)) : List.copyOf(merged);
    }

    private static double number(String digits) {
        try {
            return PythonText.number(digits);
        } catch (NumberFormatException e) {
            throw new PromptException(Message.of("prompt.weight", digits), e);
        }
    }
}
