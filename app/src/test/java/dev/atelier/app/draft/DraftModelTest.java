package dev.atelier.app.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.shell.UndoHistory;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import org.junit.jupiter.api.Test;

class DraftModelTest {
    private final DraftModel draft =
            new DraftModel(Recipe.of("a boat", new Size(512, 768)), new UndoHistory());

    @Test
    void takesConsecutiveEditsOfOneFieldAsOneStep() {
        draft.edit("prompt", r -> r.withPrompt("a boat u"));
        draft.edit("prompt", r -> r.withPrompt("a boat under"));
        draft.edit("steps", r -> r.withSampling(r.sampling().withSteps(30)));

        draft.history().undo();
        assertEquals("a boat under", draft.recipe().get().prompt());
        draft.history().undo();
        assertEquals("a boat", draft.recipe().get().prompt());
        assertFalse(draft.history().canUndo().get());
        draft.history().redo();
        draft.history().redo();
        assertEquals(30, draft.recipe().get().sampling().steps());
        assertFalse(draft.history().canRedo().get());
    }

    @Test
    void forgetsWhatWasUndoneAfterANewEdit() {
        draft.edit("", r -> r.withPrompt("a cat"));
        draft.history().undo();

        draft.edit("", r -> r.withPrompt("a dog"));

        assertFalse(draft.history().canRedo().get());
        assertTrue(draft.history().canUndo().get());
    }

    @Test
    void fieldsFollowTheRecipeAndChangeIt() {
        var steps =
                draft.field(
                        "steps",
                        r -> r.sampling().steps(),
                        (r, v) -> r.withSampling(r.sampling().withSteps(v)));

        steps.set(33);
        assertEquals(33, draft.recipe().get().sampling().steps());
        draft.history().undo();
        assertEquals(20, steps.get());
    }

    @Test
    void keepsTheAreaWhenTheRatioChanges() {
        draft.ratio(3, 2);

        var size = draft.recipe().get().size();
        assertEquals(1.5, (double) size.width() / size.height(), 0.05);
        assertEquals(512.0 * 768, (double) size.width() * size.height(), 512 * 768 * 0.02);
    }

    @Test
    void swapsWidthAndHeight() {
        draft.swapSize();

        assertEquals(new Size(768, 512), draft.recipe().get().size());
    }
}
