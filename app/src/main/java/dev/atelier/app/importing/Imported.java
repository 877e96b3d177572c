package dev.atelier.app.importing;

import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import java.util.List;

/// What a [RecipeImport] led to.
public sealed interface Imported {
    /// A recipe.
    ///
    /// @param issues one for each thing that was not understood; empty when all was
    record Found(Recipe recipe, List<Issue> issues, Source source) implements Imported {
        public Found {
            issues = List.copyOf(issues);
        }

        /// The issues in English.
        public List<String> sentences() {
            return issues.stream().map(Issue::what).toList();
        }
    }

    /// No recipe.
    ///
    /// @param why for the user
    record Nothing(Message why) implements Imported {}

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
