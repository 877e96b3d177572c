package dev.atelier.app.create;

import dev.atelier.app.control.ControlDraft;
import dev.atelier.app.observe.Observed;
import dev.atelier.recipe.Recipe;
import java.util.function.UnaryOperator;

/// The draft for the cards of ControlNet units.
record ControlEdits(DraftModel draft) implements ControlDraft {
    @Override
    public Observed<Recipe> recipe() {
        return draft.recipe();
    }

    @Override
    public void edit(String field, UnaryOperator<Recipe> change) {
        draft.edit(field, change);
    }
}
