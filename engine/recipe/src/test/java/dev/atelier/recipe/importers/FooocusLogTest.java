package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Pages as `modules/private_logger.py` of Fooocus writes them: 2.1.8 with `key`, later ones with
/// `label`.
class FooocusLogTest {
    private static String page(String kind, Map<String, String> rows) {
        var html = new StringBuilder("<html><body><p>Fooocus Log 2024-03-09 (private)</p>\n");
        for (var name : List.of("2024-03-09_10-11-12_1234.png", "2024-03-09_10-09-00_9.png")) {
            html.append(
                            "<div id=\"x_png\" class=\"image-container\"><hr><table><tr>\n<td><a href=\"")
                    .append(name)
                    .append("\" target=\"_blank\"><img src='")
                    .append(name)
                    .append("'></a><div>x</div></td><td><table class='metadata'>");
            rows.forEach((key, value) ->
                    html.append(
                            "<tr><td class='%s'>%s</td><td class='value'>%s</td></tr>\n"
                                    .formatted(kind, key, value)));
            html.append("</table></td></tr></table></div>\n\n");
        }
        return html + "<!--fooocus-log-split--></body></html>";
    }

    @Test
    void readsThePageOfADay() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("Prompt", "a red boat </br> &lt;calm&gt; sea");
        rows.put("Negative Prompt", "fog");
        rows.put("Fooocus V2 Expansion", "a red boat, cinematic");
        rows.put("Styles", "['Fooocus V2']");
        rows.put("Performance", "Speed");
        rows.put("Resolution", "(1152, 896)");
        rows.put("Guidance Scale", "4.5");
        rows.put("Base Model", "juggernautXL_v8Rundiffusion.safetensors");
        rows.put("Sampler", "dpmpp_2m_sde_gpu");
        rows.put("Scheduler", "karras");
        rows.put("Seed", "5621433");
        rows.put("LoRA 1", "sd_xl_offset_example-lora_1.0.safetensors : 0.1");

        for (var kind : List.of("key", "label")) {
            var found = FooocusLog.read(page(kind, rows));

            assertEquals(2, found.size());
            var recipe =
                    Optional.ofNullable(found.get("2024-03-09_10-11-12_1234.png"))
                            .orElseThrow()
                            .recipe();
            assertTrue(recipe.prompt().startsWith("a red boat"), recipe.prompt());
            assertTrue(recipe.prompt().contains("<calm> sea"), recipe.prompt());
            assertEquals("fog", recipe.negativePrompt());
            assertEquals(new Size(1152, 896), recipe.size());
            assertEquals(5621433, recipe.seed().bits());
            assertEquals(4.5, recipe.sampling().cfgScale());
            assertEquals("juggernautXL_v8Rundiffusion", recipe.model().orElseThrow().name());
            assertEquals("sd_xl_offset_example-lora_1.0", recipe.loras().getFirst().name());
        }
    }

    @Test
    void readsTheWeightsOfOldLogs() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("Prompt", "a boat");
        rows.put("Base Model", "a.safetensors");
        rows.put("LoRA [ink.safetensors] weight", "0.5");

        var recipe = FooocusLog.read(page("key", rows)).values().iterator().next().recipe();

        assertEquals("ink", recipe.loras().getFirst().name());
        assertEquals(0.5, recipe.loras().getFirst().unetWeight());
    }

    @Test
    void findsNothingInOtherPages() {
        assertEquals(
                Map.of(), FooocusLog.read("<html><div class=\"image-container\"></div></html>"));
        assertEquals(Map.of(), FooocusLog.read(""));
    }
}
