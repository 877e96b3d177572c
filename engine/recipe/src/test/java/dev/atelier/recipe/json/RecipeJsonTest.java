package dev.atelier.recipe.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Recipes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecipeJsonTest {
    @Test
    void readsBackWhatItWrote() {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            var recipe = Recipes.random(random);
            assertEquals(new Reading(recipe, List.of()), RecipeJson.read(RecipeJson.write(recipe)));
        }
    }

    @Test
    void keepsTheDefaultOfAFieldItCannotUse() {
        var reading =
                RecipeJson.read(
                        """
                        {"schema": 1, "prompt": "a", "sampling": {"steps": "many", "cfgScale": 3},
                         "size": {"width": 100}, "colour": "red"}""");

        assertEquals("a", reading.recipe().prompt());
        assertEquals(20, reading.recipe().sampling().steps());
        assertEquals(3, reading.recipe().sampling().cfgScale());
        assertEquals(Recipe.DEFAULT.size(), reading.recipe().size());
        assertEquals(
                List.of(
                        "\"size.\": size: expected multiples of 8, got 100x512.",
                        "\"sampling.steps\" is not a whole number.",
                        "\"colour\" is unknown."),
                reading.losses());
    }

    @Test
    void saysThatANewerVersionWroteIt() {
        assertTrue(RecipeJson.read("{\"schema\": 99}").losses().getFirst().contains("newer"));
    }

    @Test
    void survivesAnyText() {
        var random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder(RecipeJson.write(Recipes.random(random)));
            for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
            }
            assertFalse(RecipeJson.read(text.toString()).recipe().prompt() == null);
        }
    }
}
