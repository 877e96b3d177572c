package dev.atelier.app.draft;

import dev.atelier.app.observe.Observed;
import dev.atelier.recipe.Recipe;
import java.util.function.UnaryOperator;

/// The recipe that the user edits, for those that change a part of it. Event thread.
public interface RecipeDraft {
    Observed<Recipe> recipe();

    /// Changes it as one step that can be undone.
    ///
    /// @param field what is changed; changes of one field in a row are one step; empty for a step
    ///   of its own
    void edit(String field, UnaryOperator<Recipe> change);

    /// Changes the prompt.
    default void editPrompt(String field, UnaryOperator<String> change) {
        edit(field, recipe -> recipe.withPrompt(change.apply(recipe.prompt())));
    }
}
