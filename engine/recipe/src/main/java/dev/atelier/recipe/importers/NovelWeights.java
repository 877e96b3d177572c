package dev.atelier.recipe.importers;

import java.util.regex.Pattern;

/// NovelAI's emphasis: braces strengthen by 1.05, brackets weaken by as much, `1.5::words::` gives
/// a weight by number up to the next two colons. Round brackets mean nothing.
final class NovelWeights {
    private static final double STEP = 1.05;
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:\\d{1,4}(?:\\.\\d{0,6})?|\\.\\d{1,6})::");

    private NovelWeights() {}

    /// The same in A1111's grammar.
    static String toA1111(String prompt) {
        var text = new WeightedText();
        int steps = 0;
        double number = 1;
        boolean numbered = false;
        var weight = NUMBER.matcher(prompt);
        for (int i = 0; i < prompt.length(); ) {
            char c = prompt.charAt(i);
            boolean starts = i == 0 || !Character.isLetterOrDigit(prompt.charAt(i - 1));
            if (starts && weight.region(i, prompt.length()).lookingAt()) {
                number = Double.parseDouble(prompt.substring(i, weight.end() - 2));
                numbered = true;
                i = weight.end();
            } else if (numbered && prompt.startsWith("::", i)) {
                number = 1;
                numbered = false;
                i += 2;
            } else {
                switch (c) {
                    case '{', ']' -> steps++;
                    case '}', '[' -> steps--;
                    default -> text.add(c, number * Math.pow(STEP, steps));
                }
                i++;
            }
        }
        return text.text();
    }
}
