package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a graph of ComfyUI does and a recipe cannot say, or what it lacks, is listed.
class ComfyLossesTest {
    private static final String GRAPH =
            """
            {"4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sd15.safetensors"}},
            "5":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":640,"batch_size":1}},
            "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a red boat","clip":["4",1]}},
            "7":{"class_type":"CLIPTextEncode","inputs":{"text":"fog","clip":["4",1]}},
            "3":{"class_type":"KSampler","inputs":{"seed":42,"steps":9,"cfg":6.5,
            "sampler_name":"euler","scheduler":"normal","denoise":1.0,"model":["4",0],
            "positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},
            "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
            "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"x","images":["8",0]}},
            "20":{"class_type":"SomebodysNode","inputs":{}},
            "21":{"class_type":"SomebodysSeeds","inputs":{"a":5,"b":7}},
            "22":{"class_type":"LLM Prompt","inputs":{"text":"describe a boat","model":"x"}},
            "23":{"class_type":"StringConcatenate","inputs":{"string_a":"x","string_b":["24",0],"delimiter":""}},
            "24":{"class_type":"StringConcatenate","inputs":{"string_a":"y","string_b":["23",0],"delimiter":""}},
            "25":{"class_type":"ConditioningConcat","inputs":{"conditioning_to":["6",0],"conditioning_from":["26",0]}},
            "26":{"class_type":"ConditioningConcat","inputs":{"conditioning_to":["7",0],"conditioning_from":["25",0]}},
            "60":{"class_type":"ImageUpscaleWithModel","inputs":{"image":["8",0]}}}
            """;

    private static ParsedRecipe read(String from, String to) {
        var changed = GRAPH.replace(from, to);
        return PictureSettings.read(Map.of("prompt", changed)).orElseThrow();
    }

    private static List<String> told(String from, String to) {
        return read(from, to).sentences();
    }

    /// Nobody here knows what such nodes make of their values.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"seed\":42 | \"seed\":[\"21\",0] | SomebodysSeeds | 5 | seed",
                "\"text\":\"a red boat\" | \"text\":[\"22\",0] | LLM Prompt | describe a boat | text",
                "\"text\":\"fog\" | \"text\":[\"22\",0] | LLM Prompt | describe a boat | negative",
            })
    void whatIsTakenFromAnUnknownNodeIsTold(
            String from, String to, String node, String value, String input) {
        var told = told(from, to);
        assertEquals(
                "The node %s is not known here; \"%s\" was taken from it for %s, which may be wrong."
                        .formatted(node, value, input),
                told.getLast());
        assertEquals(2, told.size(), told.toString());
    }

    /// ComfyUI runs no such graph: nothing says what its text would be.
    @Test
    void aCircleGivesNoText() {
        var texts = read("\"text\":\"a red boat\"", "\"text\":[\"23\",0]");
        assertEquals("", texts.recipe().prompt());
        assertEquals("fog", texts.recipe().negativePrompt());
        var told = texts.sentences().toString();
        assertTrue(told.contains("StringConcatenate lead round in a circle"), told);
        assertTrue(told.contains("No prompt was found in the workflow."), told);

        var conditionings = read("\"positive\":[\"6\",0]", "\"positive\":[\"25\",0]");
        assertEquals("", conditionings.recipe().prompt());
        told = conditionings.sentences().toString();
        assertTrue(told.contains("ConditioningConcat lead round in a circle"), told);
    }

    @Test
    void aSizeThatIsNotFoundIsTold() {
        var expected = "No size was found; 512×512 takes its place.";

        assertEquals(expected, told("\"width\":512", "\"width\":[\"20\",0]").getLast());
        var picture =
                "\"5\":{\"class_type\":\"LoadImage\",\"inputs\":{\"image\":\"a.png\"}},\n\"6\"";
        var loaded = GRAPH.replaceFirst("(?s)\"5\":.*?\"6\"", picture);
        assertTrue(
                PictureSettings.read(Map.of("prompt", loaded))
                        .orElseThrow()
                        .sentences()
                        .contains(expected));
        assertEquals(
                new Size(320, 256),
                PictureSettings.read(Map.of("prompt", loaded), Optional.of(new int[] {320, 256}))
                        .orElseThrow()
                        .recipe()
                        .size());
    }

    @Test
    void aDamagedGraphIsToldFromNone() {
        var cut = GRAPH.substring(0, GRAPH.length() / 2);

        assertEquals(Optional.empty(), PictureSettings.read(Map.of("prompt", cut)));
        assertTrue(PictureSettings.areDamaged(Map.of("prompt", cut)));
        assertFalse(PictureSettings.areDamaged(Map.of("prompt", GRAPH, "workflow", "{}")));
        assertFalse(PictureSettings.areDamaged(Map.of("prompt", "{\"a\":[NaN]}")));
    }

    /// Such as of links to nodes that are not known, or of damage.
    @ParameterizedTest
    @ValueSource(strings = {"\"steps\":9", "\"cfg\":6.5", "\"sampler_name\":\"euler\""})
    void settingsThatAreNotFoundAreTold(String setting) {
        var name = setting.split("\"", -1)[1];
        var expected =
                "No %s was found in the workflow; its usual value takes its place.".formatted(name);
        var graph = "\"%s\":[\"20\",0]".formatted(name);

        assertTrue(told(setting, graph).contains(expected));
    }

    @Test
    void enlargingTheFinishedPictureIsTold() {
        var expected =
                "The node ImageUpscaleWithModel enlarges the finished picture, which was left out.";

        assertEquals(List.of(expected), told("[\"8\",0]}},\n\"20\"", "[\"60\",0]}},\n\"20\""));
    }
}
