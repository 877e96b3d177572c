package dev.atelier.app.prompt;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// Ctrl+Up and Ctrl+Down in a prompt: more or less weight for the selection, else for the bracket
/// around the caret, else for the word at the caret. Steps of 0.1, of 0.05 inside `<lora:…>`; the
/// brackets go when the weight is 1. What was weighted stays selected, so that the key can be
/// pressed again.
///
/// As A1111 1.10.1 with its default options does it
/// (https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/v1.10.1/javascript/edit-attention.js),
/// except where that breaks the prompt:
/// - `[from:to:when]` and `[a|b]` are no emphasis, so the word in them is weighted;
/// - `\(` and `\)` are letters, not brackets;
/// - a selection that only begins behind a bracket gets a bracket of its own instead of nothing.
public final class WeightKeys {
    /// Which key.
    public enum Direction {
        UP,
        DOWN
    }

    private static final BigDecimal STEP = new BigDecimal("0.1");
    private static final BigDecimal TAG_STEP = new BigDecimal("0.05");

    /// One more pair of old brackets is a factor of 1.1.
    private static final BigDecimal OLD_BRACKET = new BigDecimal("1.1");

    /// A1111's `keyedit_delimiters` and its white space, and the signs of schedules.
    private static final String DELIMITERS = ".,\\/!?%^*;:{}=`~() \t\r\n[]|";

    private static final String NUMBER = "-?(?:\\d{1,9}(?:\\.\\d{0,12})?|\\.\\d{1,12})";
    private static final Pattern WEIGHT = Pattern.compile(":\\s{0,9}(" + NUMBER + ")\\s{0,9}");
    private static final Pattern WEIGHTED =
            Pattern.compile("(.*):\\s{0,9}" + NUMBER + "\\s{0,9}", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\w+:[^<>]*");

    private WeightKeys() {}

    /// The passage after one press. One without anything to weigh comes back as it was.
    public static TextSelection press(TextSelection passage, Direction key) {
        var target = passage.isCaret() ? target(passage) : passage;
        if (target.charBefore(1) == '<') {
            return weight(target, ">:")
                    .map(found -> replaced(target, found, moved(found.value(), TAG_STEP, key)))
                    .orElse(passage);
        }
        if (target.charBefore(1) == '(' && weight(target, ")").isPresent()) {
            return emphasis(target, key);
        }
        boolean squared = stands(target, '[', ']') && !isSchedule(target);
        if (squared || stands(target, '(', ')')) {
            return emphasis(modern(target), key);
        }
        var words = withoutTrailingSpaces(target);
        return words.isCaret() ? passage : emphasis(bracketed(words, 0, "1.0"), key);
    }

    /// What a caret stands for.
    private static TextSelection target(TextSelection caret) {
        return inside(caret, '<', '>')
                .filter(tag -> TAG.matcher(tag.selected()).matches())
                .or(() -> inside(caret, '(', ')'))
                .or(() -> inside(caret, '[', ']').filter(bracket -> !isSchedule(bracket)))
                .map(WeightKeys::withoutWeight)
                .orElseGet(() -> word(caret));
    }

    /// The contents of the brackets around the caret, if none of their kind stand between.
    private static Optional<TextSelection> inside(TextSelection caret, char open, char close) {
        int from = caret.start() - 1;
        while (from >= 0 && !isBracket(caret.text(), from, open, close)) {
            from--;
        }
        int to = caret.start();
        while (to < caret.text().length() && !isBracket(caret.text(), to, open, close)) {
            to++;
        }
        boolean enclosed =
                from >= 0
                        && to < caret.text().length()
                        && caret.text().charAt(from) == open
                        && caret.text().charAt(to) == close;
        return enclosed ? Optional.of(caret.select(from + 1, to)) : Optional.empty();
    }

    private static boolean isBracket(String text, int at, char open, char close) {
        char letter = text.charAt(at);
        return (letter == open || letter == close) && !isEscaped(text, at);
    }

    private static boolean isEscaped(String text, int at) {
        int backslashes = 0;
        while (backslashes < at && text.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static boolean isSchedule(TextSelection contents) {
        return contents.selected().indexOf(':') >= 0 || contents.selected().indexOf('|') >= 0;
    }

    private static TextSelection withoutWeight(TextSelection contents) {
        var weighted = WEIGHTED.matcher(contents.selected());
        return weighted.matches()
                ? contents.select(contents.start(), contents.start() + weighted.end(1))
                : contents;
    }

    private static TextSelection word(TextSelection caret) {
        int from = caret.start();
        while (from > 0 && DELIMITERS.indexOf(caret.text().charAt(from - 1)) < 0) {
            from--;
        }
        int to = caret.start();
        while (to < caret.text().length() && DELIMITERS.indexOf(caret.text().charAt(to)) < 0) {
            to++;
        }
        return caret.select(from, to);
    }

    private static TextSelection withoutTrailingSpaces(TextSelection words) {
        int end = words.end();
        while (end > words.start() && words.text().charAt(end - 1) == ' ') {
            end--;
        }
        return words.select(words.start(), end);
    }

    private static boolean stands(TextSelection contents, char open, char close) {
        return contents.charBefore(1) == open
                && contents.charAfter(0) == close
                && !isEscaped(contents.text(), contents.start() - 1)
                && !isEscaped(contents.text(), contents.end());
    }

    /// `((a))` as `(a:1.2)` and `[a]` as `(a:0.9)`.
    private static TextSelection modern(TextSelection contents) {
        char open = contents.charBefore(1);
        char close = contents.charAfter(0);
        int pairs = 1;
        while (contents.charBefore(pairs + 1) == open && contents.charAfter(pairs) == close) {
            pairs++;
        }
        var factor = OLD_BRACKET.pow(Math.min(pairs, 99));
        var weight =
                open == '('
                        ? factor.setScale(1, RoundingMode.HALF_UP)
                        : BigDecimal.ONE.divide(factor, 1, RoundingMode.HALF_UP);
        return bracketed(contents, pairs, weight.toPlainString());
    }

    /// The words in a bracket with a weight, in place of `pairs` old brackets around them.
    private static TextSelection bracketed(TextSelection words, int pairs, String weight) {
        var before = words.text().substring(0, words.start() - pairs);
        var after = words.text().substring(words.end() + pairs);
        var text = "%s(%s:%s)%s".formatted(before, words.selected(), weight, after);
        int from = before.length() + 1;
        return new TextSelection(text, from, from + words.selected().length());
    }

    /// A weight behind the target.
    ///
    /// @param end index in the text behind it
    private record Weight(BigDecimal value, int end) {}

    private static Optional<Weight> weight(TextSelection target, String closers) {
        var found = WEIGHT.matcher(target.text()).region(target.end(), target.text().length());
        if (!found.lookingAt()
                || found.end() == target.text().length()
                || closers.indexOf(target.text().charAt(found.end())) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Weight(new BigDecimal(found.group(1)), found.end()));
    }

    private static TextSelection emphasis(TextSelection target, Direction key) {
        var found = weight(target, ")").orElseThrow();
        var next = moved(found.value(), STEP, key);
        if (next.compareTo(BigDecimal.ONE) != 0) {
            return replaced(target, found, next);
        }
        var before = target.text().substring(0, target.start() - 1);
        var after = target.text().substring(found.end() + 1);
        return new TextSelection(
                before + target.selected() + after, target.start() - 1, target.end() - 1);
    }

    private static BigDecimal moved(BigDecimal weight, BigDecimal step, Direction key) {
        var next =
                switch (key) {
                    case UP -> weight.add(step);
                    case DOWN -> weight.subtract(step);
                };
        return next.round(new MathContext(12));
    }

    private static TextSelection replaced(TextSelection target, Weight old, BigDecimal weight) {
        var after = target.text().substring(old.end());
        var text = target.before() + target.selected() + ":" + written(weight) + after;
        return new TextSelection(text, target.start(), target.end());
    }

    /// Without needless zeros, but never without a fraction, as A1111 writes it.
    private static String written(BigDecimal weight) {
        var stripped = weight.stripTrailingZeros();
        return stripped.scale() < 1
                ? stripped.setScale(1, RoundingMode.UNNECESSARY).toPlainString()
                : stripped.toPlainString();
    }
}
