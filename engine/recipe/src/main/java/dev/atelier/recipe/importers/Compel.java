package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The prompts of InvokeAI's library compel: `word++` and `(words)--` are factors of 1.1 and 0.9
/// each, `(words)1.4` a number, brackets alone nothing. Its functions have no equal in A1111.
final class Compel {
    private static final double STRONGER = 1.1;
    private static final double WEAKER = 0.9;
    private static final int DEEPEST = 60;

    private static final Pattern SUFFIX =
            Pattern.compile("(\\++|-+|\\d{1,4}(?:\\.\\d{1,8})?|\\.\\d{1,8})(?![\\w.])");
    private static final Pattern FUNCTION = Pattern.compile("\\.(and|swap|blend)\\(");
    private static final Pattern SIGNED_WORD =
            Pattern.compile(
                    "([^\\s,;.:!?()\"\\\\+-][^\\s,()\"\\\\+]{0,80}?)(\\++|-+)(?=[\\s,;.:!?()]|$)");

    private final String prompt;
    private final int[] closing;
    private final WeightedText text = new WeightedText();
    private final Set<String> functions = new LinkedHashSet<>();

    private Compel(String prompt) {
        this.prompt = prompt;
        closing = closing(prompt);
    }

    /// In A1111's grammar.
    ///
    /// @param issues takes a sentence for each function that was left out
    static String toA1111(String prompt, Consumer<Message> issues) {
        var compel = new Compel(prompt);
        compel.read(0, prompt.length(), 1, 0);
        compel.functions.forEach(name -> issues.accept(Message.of("issue.prompt-function", name)));
        return compel.text.text();
    }

    /// Where the bracket or the quote that opens at each place closes; 0 where none does.
    private static int[] closing(String prompt) {
        var closing = new int[prompt.length()];
        var open = new ArrayDeque<Integer>();
        int quote = -1;
        for (int i = 0; i < prompt.length(); i++) {
            char c = prompt.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                open.push(i);
            } else if (c == ')' && !open.isEmpty()) {
                closing[open.pop()] = i;
            } else if (c == '"') {
                if (quote >= 0) {
                    closing[quote] = i;
                }
                quote = quote >= 0 ? -1 : i;
            }
        }
        return closing;
    }

    private void read(int from, int end, double weight, int depth) {
        var word = SIGNED_WORD.matcher(prompt).region(from, end);
        boolean start = true;
        for (int i = from; i < end; ) {
            char c = prompt.charAt(i);
            if (c == '\\' && i + 1 < end) {
                text.add(prompt.charAt(i + 1), weight);
                i += 2;
            } else if ((c == '(' || c == '"')
                    && closing[i] > i
                    && closing[i] < end
                    && depth < DEEPEST) {
                i = group(i, end, weight, depth);
            } else if (start && word.region(i, end).lookingAt()) {
                text.add(word.group(1), weight * factor(word.group(2)));
                i = word.end();
            } else {
                text.add(c, weight);
                i++;
            }
            start = i >= prompt.length() || !Character.isLetterOrDigit(prompt.charAt(i - 1));
        }
    }

    /// A bracket or quotation with what follows it.
    private int group(int open, int end, double weight, int depth) {
        int close = closing[open];
        int at = close + 1;
        double factor = 1;
        var suffix = SUFFIX.matcher(prompt).region(at, end);
        if (suffix.lookingAt()) {
            factor = factor(suffix.group(1));
            at = suffix.end();
        }
        Matcher function = FUNCTION.matcher(prompt).region(at, end);
        if (function.lookingAt() && closing[function.end() - 1] > 0) {
            at = Math.min(closing[function.end() - 1] + 1, end);
            functions.add("." + function.group(1) + prompt.substring(function.end() - 1, at));
        }
        boolean plainQuote = prompt.charAt(open) == '"' && at == close + 1 && depth == 0;
        if (plainQuote) {
            text.add('"', weight);
        }
        read(open + 1, close, weight * factor, depth + 1);
        if (plainQuote) {
            text.add('"', weight);
        }
        return at;
    }

    private static double factor(String suffix) {
        return switch (suffix.charAt(0)) {
            case '+' -> Math.pow(STRONGER, suffix.length());
            case '-' -> Math.pow(WEAKER, suffix.length());
            default -> Double.parseDouble(suffix);
        };
    }
}
