package dev.atelier.app.styles;

/// Words to add to a prompt, under a name.
///
/// @param prompt added behind the prompt, or put around it where it says `{prompt}`
/// @param negativePrompt the same for the negative prompt
public record Style(String name, String prompt, String negativePrompt) {
    private static final String PLACE = "{prompt}";

    public Style {
        if (name.isBlank()) {
            throw new IllegalArgumentException("style: expected a name");
        }
    }

    /// The prompt with this style.
    public String applied(String to) {
        return merged(prompt, to);
    }

    /// The negative prompt with this style.
    public String appliedNegative(String to) {
        return merged(negativePrompt, to);
    }

    private static String merged(String style, String prompt) {
        if (style.contains(PLACE)) {
            return style.replace(PLACE, prompt);
        }
        if (style.isBlank() || prompt.isBlank()) {
            return (prompt + style).strip();
        }
        return prompt.strip() + ", " + style.strip();
    }
}
