package dev.atelier.app.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.shell.UndoHistory;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypingRunTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`a re` # `a red` # true",
                "`a red` # `a red ` # true",
                "`a red ` # `a red b` # false",
                "`a red` # `a re` # true",
                "`a` # `a red boat` # false",
                "`a red boat` # `` # false",
                "`` # `a` # false",
            })
    void goesOnInsideOfAWord(String was, String is, boolean goesOn) {
        assertEquals(goesOn, TypingRun.goesOn(was, is));
    }

    @Test
    void undoTakesBackAWordAtATimeAndWhatWasTypedAfterAPause() {
        var nanos = new AtomicLong();
        var draft = new DraftModel(Recipe.of("", new Size(64, 64)), new UndoHistory(), nanos::get);
        var prompt = draft.field("prompt", Recipe::prompt, Recipe::withPrompt);
        var typed = "a red boat";
        for (int i = 1; i <= typed.length(); i++) {
            nanos.addAndGet(100_000_000);
            prompt.set(typed.substring(0, i));
        }
        nanos.addAndGet(2_000_000_000L);
        prompt.set("a red boats");

        var seen = new ArrayList<String>();
        while (draft.history().canUndo().get()) {
            draft.history().undo();
            seen.add(prompt.get());
        }

        assertEquals(List.of("a red boat", "a red ", "a ", ""), seen);
    }

    @Test
    void aNumberThatTheRecipeRoundsIsShownRounded() {
        var draft = new DraftModel(Recipe.of("", new Size(64, 64)), new UndoHistory());
        var width =
                draft.field(
                        "width",
                        r -> (double) r.size().width(),
                        (r, v) ->
                                r.withSize(
                                        new Size(
                                                (int) (8 * Math.round(v / 8)), r.size().height())));

        width.set(65.0);

        assertEquals(64.0, width.get());
    }
}
