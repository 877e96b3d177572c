package dev.atelier.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalReadingTest {
    private static final Recipe BOAT = Recipe.of("a boat", new Size(64, 64));

    @Test
    void whatTheEngineWouldRefuseIsTakenOutAndTold() {
        var recipe =
                BOAT.withLoras(List.of(new LoraUse("ink", 0.8, 0.8)))
                        .withRefiner(Optional.of(new Refiner(new ModelRef("xl", ""), 0.8, false)));

        var reading = LocalReading.of(ParsedRecipe.of(recipe, List.of("Something else.")));

        assertEquals(BOAT, reading.recipe());
        assertEquals(
                List.of(
                        "Something else.",
                        "The LoRA ink is left out: the local engine does not draw with it.",
                        "The refiner xl is left out: the local engine does not draw with it."),
                reading.sentences());
    }

    @Test
    void tagsStayInTheWordsAndAreTold() {
        var recipe = BOAT.withPrompt("a boat <lora:ink:0.8>, <hypernet:old:1>");

        var reading = LocalReading.of(ParsedRecipe.of(recipe, List.of()));

        assertEquals(recipe, reading.recipe());
        assertEquals(
                List.of(
                        "The tag <lora:ink:0.8> does nothing on the local engine.",
                        "The tag <hypernet:old:1> does nothing on the local engine."),
                reading.sentences());
    }

    @Test
    void whatCanBeDrawnStaysAsItIs() {
        var reading = LocalReading.of(ParsedRecipe.of(BOAT, List.of()));

        assertEquals(ParsedRecipe.of(BOAT, List.of()), reading);
    }
}
