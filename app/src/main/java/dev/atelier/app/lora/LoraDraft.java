package dev.atelier.app.lora;

import dev.atelier.app.observe.Observed;
import dev.atelier.recipe.Recipe;
import java.util.function.UnaryOperator;

/// The recipe that the user edits, as far as LoRAs change it. Event thread.
public interface LoraDraft {
    Observed<Recipe> recipe();

    /// Changes it as one step that can be undone.
    ///
    /// @param field changes of one field in a row are one step; empty for a step of its own
    void edit(String field, UnaryOperator<Recipe> change);

    /// Changes the prompt.
    default void prompt(String field, UnaryOperator<String> change) {
        edit(field, recipe -> recipe.withPrompt(change.apply(recipe.prompt())));
    }
}
