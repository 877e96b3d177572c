package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every text that A1111 v1.10.1 wrote, and every one that it read, in both directions.
class InfotextGoldenTest {
    private static final String FILE = "infotext/infotext.json";
    private static final String WRITER = "v1.10.1";

    /// What A1111 fills in for fields that a text lacks, where a recipe has no such field.
    private static final Map<String, String> FILLED_IN =
            Map.of(
                    "VAE Encoder", "Full",
                    "VAE Decoder", "Full",
                    "FP8 weight", "Disable",
                    "Hires checkpoint", "Use same checkpoint");

    @TestFactory
    Stream<DynamicTest> writesWhatA1111WroteForTheSameSettings() {
        return Golden.tests(
                FILE,
                "generated",
                "name",
                row -> {
                    var texts = row.get("infotexts");
                    for (int i = 0; i < texts.size(); i++) {
                        var recipe = A1111Row.recipe(row, i);
                        assertEquals(asFloats(row, texts.get(i).asText()), write(row, recipe));
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> writesAgainWhatItRead() {
        return Golden.tests(
                FILE,
                "generated",
                "name",
                row ->
                        row.get("infotexts")
                                .forEach(text ->
                                        assertEquals(
                                                asFloats(row, stripped(text.asText())),
                                                write(
                                                        row,
                                                        InfotextReader.read(text.asText())
                                                                .recipe()))));
    }

    @TestFactory
    Stream<DynamicTest> readsWhatA1111ReadsFromItsOwnTexts() {
        return Golden.tests(
                FILE,
                "generated",
                "name",
                row -> agrees(InfotextReader.read(row.at("/infotexts/0").asText()), row));
    }

    @TestFactory
    Stream<DynamicTest> readsWhatA1111ReadsFromOtherTexts() {
        return Golden.tests(
                FILE,
                "parse_only",
                "text",
                row -> agrees(InfotextReader.read(row.get("text").asText()), row));
    }

    @TestFactory
    Stream<DynamicTest> namesSamplersAsA1111() {
        return Golden.rows(FILE, "get_sampler_and_scheduler")
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.toString(),
                                () -> {
                                    var choice =
                                            SamplerChoice.of(
                                                    row.get(0).asText(""), row.get(1).asText(""));
                                    assertEquals(row.at("/2/0").asText(), choice.sampler().label());
                                    assertEquals(
                                            row.at("/2/1").asText(), choice.schedule().label());
                                }));
    }

    private static String write(JsonNode row, Recipe recipe) {
        boolean versioned = row.get("parsed").has("Version");
        return InfotextWriter.write(recipe, versioned ? WRITER : "");
    }

    /// A1111's own window writes a whole CFG scale as 7, its API as 7.0; a recipe knows one number.
    private static String asFloats(JsonNode row, String text) {
        var cfg = row.at("/params/cfg_scale");
        return cfg.isInt()
                ? text.replace("CFG scale: " + cfg + ",", "CFG scale: " + cfg + ".0,")
                : text;
    }

    /// Both readers drop spaces at the ends of lines.
    private static String stripped(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static void agrees(ParsedRecipe reading, JsonNode row) {
        var parsed = row.get("parsed");
        var choice =
                SamplerChoice.of(
                        parsed.path("Sampler").asText(), parsed.path("Schedule type").asText());
        assertEquals(choice.sampler(), reading.recipe().sampling().sampler());
        assertEquals(choice.schedule(), reading.recipe().sampling().schedule());
        parsed.properties()
                .forEach(field -> {
                    var key = field.getKey();
                    var expected = field.getValue().asText();
                    var value = ParsedKeys.value(reading.recipe(), key);
                    if (value != null) {
                        assertEquals(number(expected), number(value.toString()), key);
                    } else if (!read(key, expected)) {
                        assertTrue(
                                reading.sentences().stream()
                                        .anyMatch(l -> l.contains("\"" + key + ": ")),
                                () -> key + " is neither read nor listed: " + reading.sentences());
                    }
                });
    }

    /// Fields whose place is elsewhere: the two names of the sampler, parts of the prompt.
    private static boolean read(String key, String value) {
        return switch (key) {
            case "Sampler", "Schedule type", "Version" -> true;
            case "Hypernet", "Hypernet strength", "First pass size-1", "First pass size-2" -> true;
            default -> value.equals(FILLED_IN.get(key));
        };
    }

    private static Object number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text.equals("True") ? "true" : text;
        }
    }
}
