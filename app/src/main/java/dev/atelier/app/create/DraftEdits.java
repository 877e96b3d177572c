package dev.atelier.app.create;

import dev.atelier.app.lora.LoraDraft;
import dev.atelier.app.observe.Observed;
import dev.atelier.recipe.Recipe;
import java.util.function.UnaryOperator;

/// The draft for those that change a part of it.
record DraftEdits(DraftModel draft) implements LoraDraft {
    static LoraDraft of(DraftModel draft) {
        return new DraftEdits(draft);
    }

    @Override
    public Observed<Recipe> recipe() {
        return draft.recipe();
    }

    @Override
    public void edit(String field, UnaryOperator<Recipe> change) {
        draft.edit(field, change);
    }
}
