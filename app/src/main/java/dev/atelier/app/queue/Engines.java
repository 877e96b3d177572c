package dev.atelier.app.queue;

import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Recipe;

/// Where the queue gets its generators from. Used in the computing lane only.
public interface Engines {
    /// The generator for a recipe's model, loading it if need be; blocks. Valid until the next
    /// call.
    Generator generatorFor(Recipe recipe) throws GenerationException;

    /// Gives back the memory of what is loaded.
    void free();
}
