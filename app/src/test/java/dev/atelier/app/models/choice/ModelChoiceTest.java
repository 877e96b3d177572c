package dev.atelier.app.models.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {
    @Test
    void theSizeFollowsTheModelUnlessItWasChosen() {
        var small = new ModelChoice("starter", "", 128, "");
        var large = new ModelChoice("large", "", 512, "");
        var draft = new DraftModel(Recipe.of("a cat", new Size(128, 128)), new UndoHistory());

        draft.edit("", r -> large.chosenFor(r, List.of(small, large)));
        assertEquals(new Size(512, 512), draft.recipe().get().size());
        draft.history().undo();
        assertEquals(Optional.empty(), draft.recipe().get().model());

        draft.edit("", r -> r.withSize(new Size(128, 192)));
        draft.edit("", r -> large.chosenFor(r, List.of(small, large)));
        assertEquals(new Size(128, 192), draft.recipe().get().size());
    }
}
