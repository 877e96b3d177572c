package dev.atelier.recipe;

import java.util.Locale;

/// The parts of a recipe that a generator may not honour.
public enum RecipeField {
    PROMPT,
    NEGATIVE_PROMPT,
    SIZE,
    SAMPLER,
    MODEL,
    VAE,
    MASK,
    HIRES,
    HIRES_UPSCALER,
    HIRES_SCHEDULE,
    LORAS,
    CONTROLS,
    REFINER,
    /// A setting of the webui that has no field of its own.
    SETTINGS;

    /// The name of the field in a recipe's JSON, as issues give it.
    public String where() {
        return switch (this) {
            case NEGATIVE_PROMPT -> "negativePrompt";
            case HIRES_UPSCALER -> "hires.upscaler";
            case HIRES_SCHEDULE -> "hires.schedule";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
