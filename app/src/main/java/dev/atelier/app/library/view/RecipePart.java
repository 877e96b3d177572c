package dev.atelier.app.library.view;

import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;

/// What can be taken from the recipe of one picture into another.
public enum RecipePart {
    ALL,
    /// All but the seed.
    REMIX,
    PROMPT,
    NEGATIVE,
    MODEL,
    SEED,
    SIZE,
    /// Sampler, schedule, steps and guidance.
    SAMPLING;

    /// The recipe with this part of another.
    Recipe taken(Recipe from, Recipe into) {
        return switch (this) {
            case ALL -> from.withBatch(into.batch());
            case REMIX -> from.withBatch(into.batch()).withSeed(Seed.DEFAULT);
            case PROMPT -> into.withPrompt(from.prompt());
            case NEGATIVE -> into.withNegativePrompt(from.negativePrompt());
            case MODEL -> into.withModel(from.model());
            case SEED -> into.withSeed(from.seed());
            case SIZE -> into.withSize(from.size());
            case SAMPLING -> into.withSampling(from.sampling());
        };
    }
}
