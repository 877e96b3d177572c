package dev.atelier.app.create.words;

import dev.atelier.recipe.Recipe;
import java.util.List;

/// What a [RecipeImport] led to.
public sealed interface Imported {
    /// A recipe.
    ///
    /// @param losses one sentence for each thing that was not understood; empty when all was
    record Found(Recipe recipe, List<String> losses, Source source) implements Imported {
        public Found {
            losses = List.copyOf(losses);
        }
    }

    /// No recipe.
    ///
    /// @param sentence why, for the user
    record Nothing(String sentence) implements Imported {}

    /// Where a recipe was found.
    enum Source {
        /// A picture of this program.
        PICTURE_RECIPE,
        /// A picture of A1111 or of a program that writes like it.
        PICTURE_INFOTEXT,
        /// A text as A1111 shows it below its pictures.
        INFOTEXT,
        /// A recipe file.
        JSON
    }
}
