package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            "60":{"class_type":"ImageUpscaleWithModel","inputs":{"image":["8",0]}}}
            """;

    private static List<String> told(String from, String to) {
        var changed = GRAPH.replace(from, to);
        return PictureSettings.read(Map.of("prompt", changed)).orElseThrow().sentences();
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
