package dev.atelier.app.control;

import dev.atelier.app.observe.Observed;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Recipe;
import java.util.List;
import java.util.function.UnaryOperator;

/// The recipe that the user edits, as far as ControlNet units change it. Event thread.
public interface ControlDraft {
    Observed<Recipe> recipe();

    /// Changes it as one step that can be undone.
    ///
    /// @param field changes of one field in a row are one step; empty for a step of its own
    void edit(String field, UnaryOperator<Recipe> change);

    /// The units now.
    default List<ControlUnit> units() {
        return recipe().get().controls();
    }

    /// Changes all units.
    default void units(UnaryOperator<List<ControlUnit>> change) {
        edit("", recipe -> recipe.withControls(change.apply(recipe.controls())));
    }

    /// Changes one unit; nothing where it is gone.
    ///
    /// @param part which field of it, empty for a step of its own
    default void unit(int at, String part, UnaryOperator<ControlUnit> change) {
        var field = part.isEmpty() ? "" : "control " + part + " " + at;
        edit(field, recipe -> recipe.withControls(Units.changed(recipe.controls(), at, change)));
    }
}
