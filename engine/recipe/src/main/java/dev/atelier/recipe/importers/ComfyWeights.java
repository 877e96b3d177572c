package dev.atelier.recipe.importers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// ComfyUI's emphasis: brackets are factors of 1.1, a number in them is the weight itself, whatever
/// stands around; square brackets and A1111's two words mean nothing.
final class ComfyWeights {
    private static final double STRONGER = 1.1;
    private static final int DEEPEST = 100;
    private static final Pattern EMBEDDING =
            Pattern.compile("(?i)embedding:([^\\s,():\\[\\]]+(?::(?![\\d.])[^\\s,():\\[\\]]+)?)");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*");

    private final WeightedText text = new WeightedText();

    private ComfyWeights() {}

    /// @param weighted whether any word weighs more or less than others
    record Said(String text, boolean weighted) {}

    /// The same in A1111's grammar; embeddings go by their bare names.
    static Said toA1111(String prompt) {
        var named =
                EMBEDDING
                        .matcher(prompt)
                        .replaceAll(
                                name -> Matcher.quoteReplacement(Words.fileName(name.group(1))));
        var weights = new ComfyWeights();
        weights.read(named, 0, named.length(), new Nesting(1, 0));
        boolean weighted = weights.text.isWeighted();
        return new Said(weights.text.textOr(named), weighted);
    }

    private record Nesting(double weight, int depth) {}

    private void read(String prompt, int from, int end, Nesting nesting) {
        int at = from;
        while (at < end) {
            char c = prompt.charAt(at);
            if (c == '\\'
                    && at + 1 < end
                    && (prompt.charAt(at + 1) == '(' || prompt.charAt(at + 1) == ')')) {
                text.add(prompt.charAt(at + 1), nesting.weight);
                at += 2;
                continue;
            }
            int close = c == '(' && nesting.depth < DEEPEST ? closing(prompt, at, end) : -1;
            if (close < 0) {
                text.add(c, nesting.weight);
                at++;
                continue;
            }
            int colon = lastColon(prompt, at, close);
            boolean number =
                    colon > at + 1 && NUMBER.matcher(prompt).region(colon + 1, close).matches();
            double weight =
                    number
                            ? Double.parseDouble(prompt.substring(colon + 1, close).strip())
                            : nesting.weight * STRONGER;
            read(prompt, at + 1, number ? colon : close, new Nesting(weight, nesting.depth + 1));
            at = close + 1;
        }
    }

    /// Of a bracket's own words only: the search must not reach back over all that was read.
    private static int lastColon(String prompt, int open, int close) {
        int at = close;
        while (at > open && prompt.charAt(at) != ':') {
            at--;
        }
        return at;
    }

    private int steps;

    /// Where a bracket closes; -1 where it does not, or the brackets are too many to follow.
    private int closing(String prompt, int open, int end) {
        int depth = 0;
        for (int i = open; i < end && steps < 20_000_000; i++, steps++) {
            char c = prompt.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
