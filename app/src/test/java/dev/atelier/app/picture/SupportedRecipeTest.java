package dev.atelier.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.pipeline.LocalLimits;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupportedRecipeTest {
    private static final Generator LOCAL =
            new Generator() {
                @Override
                public List<Picture> generate(
                        Recipe recipe, Observer observer, Cancellation cancellation) {
                    throw new AssertionError("nothing is drawn");
                }

                @Override
                public List<Unsupported> unsupported(Recipe recipe) {
                    var found = new ArrayList<>(LocalLimits.unsupported(recipe));
                    for (var lora : recipe.loras()) {
                        found.add(
                                Unsupported.refused(
                                        RecipeField.LORAS,
                                        Message.of("unsupported.lora", lora.name()),
                                        Message.of("unsupported.remove")));
                    }
                    return found;
                }
            };

    private static final Recipe BOAT = Recipe.of("a boat", new Size(64, 64));

    @Test
    void whatTheEngineWouldRefuseIsTakenOutAndReported() throws GenerationException {
        var recipe = BOAT.withLoras(List.of(new LoraUse("ink", 0.8, 0.8)));

        var reading =
                SupportedRecipe.by(LOCAL, ParsedRecipe.of(recipe, List.of("Something else.")));

        assertEquals(BOAT, reading.recipe());
        assertEquals(
                List.of("Something else.", "The LoRA ink was not found."), reading.sentences());
    }

    @Test
    void tagsStayInTheWordsAndAreReported() throws GenerationException {
        var recipe = BOAT.withPrompt("a boat <lora:ink:0.8>, <hypernet:old:1>");

        var reading = SupportedRecipe.by(LOCAL, ParsedRecipe.of(recipe, List.of()));

        assertEquals(recipe, reading.recipe());
        assertEquals(
                List.of("The tag <hypernet:old:1> does nothing on the local engine."),
                reading.sentences());
    }

    @Test
    void whatCanBeDrawnStaysAsItIs() throws GenerationException {
        var reading = SupportedRecipe.by(LOCAL, ParsedRecipe.of(BOAT, List.of()));

        assertEquals(ParsedRecipe.of(BOAT, List.of()), reading);
    }
}
