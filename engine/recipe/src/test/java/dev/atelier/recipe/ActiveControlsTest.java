package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.json.RecipeJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A control unit that is switched off stays in the recipe and does nothing.
class ActiveControlsTest {
    private static final ControlUnit ON = unit("first");
    private static final Recipe RECIPE =
            Recipe.of("a boat", new Size(64, 64))
                    .withControls(List.of(unit("second").switched(false), ON));

    private static ControlUnit unit(String model) {
        return new ControlUnit(model, Preprocessing.NONE, "", 1, 0, 1, Balance.BALANCED);
    }

    @Test
    void leavesOutWhatIsOff() {
        assertEquals(List.of(ON), RECIPE.activeControls());
        assertEquals(ON, ON.switched(false).switched(true));
    }

    @Test
    void countsOnlyWhatIsOnInTheInfotext() {
        var text = InfotextWriter.write(RECIPE, "v1.10.1");
        assertTrue(text.contains("ControlNet 0: \"Module: none, Model: first"), text);
        assertFalse(text.contains("ControlNet 1"), text);
    }

    @Test
    void keepsItInTheFile() {
        assertEquals(RECIPE, RecipeJson.read(RecipeJson.write(RECIPE)).recipe());
        var older = RecipeJson.write(RECIPE).replaceAll(",\\s*\"on\" : (true|false)", "");
        var read = RecipeJson.read(older);
        assertEquals(List.of(), read.issues());
        assertEquals(2, read.recipe().activeControls().size());
    }
}
