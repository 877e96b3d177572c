package dev.atelier.app.library;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.RecipeJson;
import java.util.List;

/// Texts by which pictures of one recipe are found among others.
public final class RecipeKey {
    private RecipeKey() {}

    /// The same for all pictures of one recipe, whatever made them: the model by its name, no
    /// hashes, no fields that decide nothing.
    public static String exact(Recipe recipe) {
        return RecipeJson.write(bare(recipe));
    }

    /// The same for pictures that show one motif, such as before and after a change of the sampler:
    /// prompt, seed and size.
    public static String motif(Recipe recipe) {
        return recipe.seed().acting() + " " + recipe.size() + " " + recipe.prompt();
    }

    /// The recipe without what decides nothing.
    static Recipe bare(Recipe recipe) {
        return recipe.withSeed(recipe.seed().acting())
                .withResourceHashes(List.of())
                .withExtras(List.of())
                .withModel(recipe.model().map(it -> new ModelRef(it.name(), "")))
                .withBatch(Batch.ONE);
    }
}
