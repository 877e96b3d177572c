package dev.atelier.recipe.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Recipes;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeJsonTest {
    @Test
    void readsBackWhatItWrote() {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            var recipe = Recipes.random(random);
            assertEquals(
                    ParsedRecipe.of(recipe, List.of()), RecipeJson.read(RecipeJson.write(recipe)));
        }
    }

    /// Recipes that version 0.1.0 of November 2026 wrote before its classes were renamed: random
    /// ones in which every name of schema 1 occurs. They are in pictures, queues and drafts.
    @Test
    void readsWhatAnEarlierVersionWrote() throws IOException {
        try (var stream = RecipeJsonTest.class.getResourceAsStream("recipes-schema-1.jsonl")) {
            var lines = new String(stream.readAllBytes(), UTF_8).lines().toList();
            assertEquals(25, lines.size());
            for (var line : lines) {
                var reading = RecipeJson.read(line);
                assertEquals(List.of(), reading.sentences());
                assertEquals(
                        JsonText.object(line), JsonText.object(RecipeJson.write(reading.recipe())));
            }
        }
    }

    @Test
    void keepsTheDefaultOfAFieldItCannotUse() {
        var reading =
                RecipeJson.read(
                        """
                        {"schema": 1, "prompt": "a", "sampling": {"steps": "many", "cfgScale": 3},
                         "size": {"width": 100}, "colour": "red"}\
                        """);

        assertEquals("a", reading.recipe().prompt());
        assertEquals(20, reading.recipe().sampling().steps());
        assertEquals(3, reading.recipe().sampling().cfgScale());
        assertEquals(Recipe.DEFAULT.size(), reading.recipe().size());
        assertEquals(
                List.of(
                        "\"size.width\": size: expected multiples of 8, got 100x512.",
                        "\"sampling.steps\" is not a whole number.",
                        "\"colour\" is unknown."),
                reading.sentences());
    }

    /// The form of 28 November 2026, before sizes were written whole: only what was not 512.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"schema\": 1, \"size\": {\"width\": 768}} | 768 | 512",
                "{\"schema\": 1, \"size\": {\"height\": 768}} | 512 | 768",
                "{\"size\": {\"height\": 768}} | 512 | 768",
                "{\"schema\": 1, \"size\": {\"width\": 640, \"height\": 384}} | 640 | 384"
            })
    void readsHalfASize(String json, int width, int height) {
        var reading = RecipeJson.read(json);

        assertEquals(List.of(), reading.sentences());
        assertEquals(new Size(width, height), reading.recipe().size());
    }

    /// The form of before units could be limited to a pass, a mask or switched off.
    @Test
    void aUnitWithoutAScopeCountsEverywhere() {
        var reading =
                RecipeJson.read(
                        """
                        {"schema": 1, "controls": [
                         {"model": "canny", "image": "a.png", "weight": 1, "start": 0, "end": 1,
                          "balance": "BALANCED", "preprocessing": {"module": "none",
                          "fit": "CROP", "resolution": 512, "thresholdA": 0, "thresholdB": 0,
                          "pixelPerfect": false}},
                         {"model": "depth", "image": "a.png", "weight": 1, "start": 0, "end": 1,
                          "balance": "BALANCED", "preprocessing": {"module": "none",
                          "fit": "CROP", "resolution": 512, "thresholdA": 0, "thresholdB": 0,
                          "pixelPerfect": false}, "scope": {"passes": "FIRST", "mask": "m.png",
                          "region": "", "shown": false}}]}\
                        """);

        assertEquals(List.of(), reading.sentences());
        var units = reading.recipe().controls();
        assertEquals(ControlUnit.Scope.ALL, units.getFirst().scope());
        assertEquals(ControlUnit.Passes.FIRST, units.getLast().scope().passes());
        assertTrue(units.getLast().scope().on());
    }

    /// A step belongs to the schema it leaves: a later one that lacks a field lacks it.
    @Test
    void doesNotFillInWhatANewerFormLeftOut() {
        var reading = RecipeJson.read("{\"schema\": 2, \"controls\": [{\"model\": \"a\"}]}");

        assertEquals(
                "It was written by a newer version of the program.",
                reading.sentences().getFirst());
        assertEquals(0, reading.recipe().controls().size());
    }

    @Test
    void saysThatANewerVersionWroteIt() {
        assertEquals(
                List.of("It was written by a newer version of the program."),
                RecipeJson.read("{\"schema\": 99}").sentences());
        assertEquals(List.of(), RecipeJson.read("{\"schema\": 1}").sentences());
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

    @Test
    void refusesNumbersWithoutAFiniteValue() {
        var reading =
                RecipeJson.read(
                        """
                        {"sampling": {"cfgScale": 1e999, "tuning": {"sigmas": {"max": -1e999}}}}\
                        """);

        assertEquals(Recipe.DEFAULT, reading.recipe());
        assertEquals(2, reading.sentences().size());
    }

    @Test
    void losesOnlyTheFieldThatIsOutOfRange() {
        var reading =
                RecipeJson.read(
                        """
                        {"sampling": {"tuning": {"uniPc": {"variant": "bh3", "order": 2}}}}\
                        """);

        assertEquals(
                new SamplerTuning.UniPc("bh1", "time_uniform", 2, true),
                reading.recipe().sampling().tuning().uniPc());
        assertEquals(
                List.of(
                        "\"sampling.tuning.uniPc.variant\": UniPC variant: "
                                + "expected bh1, bh2 or vary_coeff, got bh3."),
                reading.sentences());
    }

    @Test
    void listsUnknownFieldsOfElements() {
        var reading =
                RecipeJson.read(
                        """
                        {"loras": [{"name": "a", "textWeight": 1, "unetWeight": 1, "colour": 2}]}\
                        """);

        assertEquals(1, reading.recipe().loras().size());
        assertEquals(List.of("\"loras[0].colour\" is unknown."), reading.sentences());
    }

    @Test
    void readsAnyShapeOfJson() {
        var random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            var fields = new StringBuilder("{\"schema\": 1");
            for (var component : Recipe.class.getRecordComponents()) {
                fields.append(", \"").append(component.getName()).append("\": ");
                fields.append(shape(random, 4));
            }
            var reading = RecipeJson.read(fields.append('}').toString());
            assertEquals(
                    ParsedRecipe.of(reading.recipe(), List.of()),
                    RecipeJson.read(RecipeJson.write(reading.recipe())));
        }
    }

    /// Any JSON value, its objects with names that recipes know.
    private static String shape(Random random, int depth) {
        var leaves =
                List.of(
                        "null",
                        "true",
                        "-1",
                        "1e999",
                        "99999999999999999999",
                        "0.5",
                        "\"EULER\"",
                        "\"\"");
        var names =
                List.of(
                        "kind", "width", "steps", "tuning", "sigmas", "max", "image", "mask",
                        "name");
        var kinds = List.of("\"Inpaint\"", "\"ImageToImage\"", "\"TextToImage\"", "7");
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> leaves.get(random.nextInt(leaves.size()));
            case 1 -> kinds.get(random.nextInt(kinds.size()));
            case 2 -> "[" + shape(random, depth - 1) + ", " + shape(random, depth - 1) + "]";
            default ->
                    "{\"%s\": %s, \"%s\": %s}"
                            .formatted(
                                    names.get(random.nextInt(names.size())),
                                    shape(random, depth - 1),
                                    names.get(random.nextInt(names.size())),
                                    shape(random, depth - 1));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890", "18446744073709551615"})
    void keepsSeedsOf64Bits(String seed) {
        var reading = RecipeJson.read("{\"seed\": {\"value\": %s}}".formatted(seed));

        assertEquals(List.of(), reading.sentences());
        assertEquals(seed, reading.recipe().seed().value().toString());
        assertTrue(RecipeJson.write(reading.recipe()).contains("\"value\" : " + seed));
    }

    @Test
    void namesTheRangeOfASeedThatIsTooLarge() {
        var reading = RecipeJson.read("{\"seed\": {\"value\": 18446744073709551616}}");

        assertTrue(reading.recipe().seed().isRandom());
        assertEquals(
                List.of(
                        "\"seed.value\": seed: expected 0 to 18446744073709551615, or -1 for a random one, got 18446744073709551616."),
                reading.sentences());
    }
}
