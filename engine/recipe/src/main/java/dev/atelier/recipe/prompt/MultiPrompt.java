package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Prompts joined by AND, each with a weight: `a cat :1.2 AND a dog`. Each is followed for itself.
public final class MultiPrompt {
    private static final Pattern AND = Pattern.compile("\\bAND\\b");
    private static final Pattern WEIGHTED =
            Pattern.compile(
                    "^(?<text>.*?)(?:\\s*:\\s*(?<weight>[-+]?(?:\\d+\\.?|\\d*\\.\\d+)))?\\s*$",
                    Pattern.DOTALL);

    private MultiPrompt() {}

    /// The parts in order, at least one; a prompt without AND is one part of weight 1.
    public static List<Weighted> parse(String prompt) {
        var parts = new ArrayList<Weighted>();
        for (var part : AND.split(prompt, -1)) {
            var matcher = WEIGHTED.matcher(part);
            if (matcher.find()) {
                var weight = matcher.group("weight");
                var text = String.valueOf(matcher.group("text"));
                parts.add(new Weighted(text, weight == null ? 1 : Double.parseDouble(weight)));
            } else {
                parts.add(new Weighted(part, 1));
            }
        }
        return List.copyOf(parts);
    }
}
