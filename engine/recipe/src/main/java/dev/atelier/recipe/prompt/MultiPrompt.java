package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.List;

/// Prompts joined by AND, each with a weight: `a cat :1.2 AND a dog`. Each is followed for itself.
public final class MultiPrompt {
    private static final String AND = "AND";

    private MultiPrompt() {}

    /// The parts in order, at least one; a prompt without AND is one part of weight 1. AND counts
    /// as a whole word only: letters of every script beside it make it part of another.
    public static List<Weighted> parse(String prompt) {
        var parts = new ArrayList<Weighted>();
        int start = 0;
        int and = PythonText.wholeWord(prompt, 0, AND);
        while (and >= 0) {
            parts.add(weighted(prompt.substring(start, and)));
            start = and + AND.length();
            and = PythonText.wholeWord(prompt, start, AND);
        }
        parts.add(weighted(prompt.substring(start)));
        return List.copyOf(parts);
    }

    /// Takes `: number` off the end of a part, and the blanks around it.
    private static Weighted weighted(String part) {
        int end = PythonText.beforeSpaces(part, part.length());
        int digits = end;
        int points = 0;
        while (digits > 0 && isOfNumber(part.codePointBefore(digits))) {
            int c = part.codePointBefore(digits);
            points += c == '.' ? 1 : 0;
            digits -= Character.charCount(c);
        }
        boolean number = digits < end && points <= 1 && !part.substring(digits, end).equals(".");
        if (number) {
            int sign = digits > 0 && "+-".indexOf(part.charAt(digits - 1)) >= 0 ? 1 : 0;
            int colon = PythonText.beforeSpaces(part, digits - sign) - 1;
            if (colon >= 0 && part.charAt(colon) == ':') {
                var text = part.substring(0, PythonText.beforeSpaces(part, colon));
                return new Weighted(text, PythonText.number(part.substring(digits - sign, end)));
            }
        }
        return new Weighted(part.substring(0, end), 1);
    }

    private static boolean isOfNumber(int c) {
        return c == '.' || Character.isDigit(c);
    }
}
