package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts in the forms that each program's own code writes.
class ProgramsTest {
    private static ParsedRecipe read(String key, String text) {
        return PictureSettings.read(Map.of(key, text)).orElseThrow();
    }

    @Test
    void invokesCommandLine() {
        var recipe =
                read(
                                "Dream",
                                "\"a red++ boat [fog]\" -s 50 -S 42 -W 512 -H 768 -C 7.5 -A k_euler_a")
                        .recipe();
        assertEquals("a (red:1.21) boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(new Size(512, 768), recipe.size());
        assertEquals(SamplerId.EULER_A, recipe.sampling().sampler());
        assertEquals(50, recipe.sampling().steps());
    }

    @Test
    void invokesPicturesToStartFromAndUnknownFields() {
        var reading =
                read(
                        "invokeai_metadata",
                        """
                        {"generation_mode":"img2img","positive_prompt":"a","width":512,"height":512,"seed":1,"steps":9,
                         "scheduler":"dpmpp_2s_k","strength":0.4,"init_image":"x.png","cfg_rescale_multiplier":0.7,
                         "negative_prompt":"","zeta":3}
                        """);
        assertEquals(new Mode.ImageToImage("", 0.4, Mode.Fit.STRETCH), reading.recipe().mode());
        var issues = reading.sentences().toString();
        for (var part : List.of("dpmpp_2s", "x.png", "0.7", "\"zeta: 3\"")) {
            assertTrue(issues.contains(part), part + " in " + issues);
        }
    }

    @Test
    void swarmsOlderNamesTagsAndSecondPass() {
        var reading =
                read(
                        "parameters",
                        """
                        {"sui_image_params":{"prompt":"a <alternate:cat, dog> <fromto[0.3]:sun, moon> <embed:x/Easy.pt> <segment:face>","model":"m",
                         "seed":1,"steps":20,"cfgscale":7,"width":512,"height":512,"comfyuisampler":"dpmpp_2m","comfyuischeduler":"karras",
                         "refinercontrolpercentage":0.4,"refinermethod":"PostApply","refinerupscale":1.5,"refinerupscalemethod":"model-4x-UltraSharp.pth",
                         "freeubone":1.1}}
                        """);
        var recipe = reading.recipe();
        assertEquals("a [cat|dog] [sun:moon:0.3] Easy ", recipe.prompt());
        assertEquals(SamplerId.DPMPP_2M, recipe.sampling().sampler());
        assertEquals(ScheduleId.KARRAS, recipe.sampling().schedule());
        var hires = recipe.hires().orElseThrow();
        assertEquals("4x-UltraSharp", hires.upscaler());
        assertEquals(8, hires.steps());
        assertEquals(0.4, hires.denoising());
        assertTrue(reading.sentences().toString().contains("<segment:face>"));
        assertTrue(reading.sentences().toString().contains("freeubone"));
    }

    @Test
    void novelAisPartedPrompts() {
        var recipe =
                PictureSettings.read(
                                Map.of(
                                        "Software",
                                        "NovelAI",
                                        "Comment",
                                        """
                                        {"prompt":"1.2::sky ::, [cloud] AND more","steps":28,"scale":5,"seed":1,"sampler":"k_euler","width":832,"height":1216,
                                         "noise_schedule":"karras","v4_prompt":{"caption":{"base_caption":"1.2::sky ::, [cloud] AND more","char_captions":[{"char_caption":"girl"}]}},
                                         "v4_negative_prompt":{"caption":{"base_caption":"-1::hat::","char_captions":[]}}}
                                        """))
                        .orElseThrow()
                        .recipe();
        assertEquals("(sky :1.2), (cloud:0.9524) and more, girl", recipe.prompt());
        assertEquals("(hat:-1)", recipe.negativePrompt());
        assertEquals(ScheduleId.KARRAS, recipe.sampling().schedule());
    }

    @Test
    void civitaisResources() {
        var text =
                "a boat\nNegative prompt: fog\nSteps: 25, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x768, Created Date: 2024-05-05T1010, "
                        + "Civitai resources: [{\"type\":\"checkpoint\",\"modelVersionId\":1,\"modelName\":\"Dream\"},{\"type\":\"lora\",\"weight\":0.8,\"modelName\":\"Ink, [x]\"}], Civitai metadata: {\"a\":{}}";
        var reading = read("parameters", text);
        assertEquals("a boat", reading.recipe().prompt());
        assertEquals(Optional.of(new ModelRef("Dream", "")), reading.recipe().model());
        assertEquals(List.of(new LoraUse("Ink, [x]", 0.8, 0.8)), reading.recipe().loras());
        assertEquals(new Size(512, 768), reading.recipe().size());
        assertEquals(List.of(), reading.sentences());

        var more = text.replace("{\"a\":{}}", "{\"remixOfId\":123,\"note\":\"a, b\"}");
        assertEquals(
                List.of(
                        "\"remixOfId: 123\" of Civitai's metadata was left out.",
                        "\"note: a, b\" of Civitai's metadata was left out."),
                read("parameters", more).sentences());
    }

    @Test
    void easyDiffusionsTextsAndDrawThings() {
        var easy =
                PictureSettings.read(
                                Map.of(
                                        "prompt",
                                        "a boat++",
                                        "negative_prompt",
                                        "fog",
                                        "seed",
                                        "7",
                                        "use_stable_diffusion_model",
                                        "C:\\m\\sd15.ckpt",
                                        "sampler_name",
                                        "euler_a",
                                        "num_inference_steps",
                                        "25",
                                        "guidance_scale",
                                        "7.5",
                                        "width",
                                        "512",
                                        "height",
                                        "640"))
                        .orElseThrow()
                        .recipe();
        assertEquals("a (boat:1.21)", easy.prompt());
        assertEquals(new Size(512, 640), easy.size());
        assertEquals(SamplerId.EULER_A, easy.sampling().sampler());
        assertEquals(Optional.of("sd15"), easy.model().map(ModelRef::name));

        var things =
                read(
                                "parameters",
                                "{\"c\":\"a boat\",\"uc\":\"fog\",\"size\":\"512x640\",\"seed\":7,\"steps\":25,\"scale\":7.5,\"sampler\":\"DPM++ 2M Karras\",\"model\":\"sd15.ckpt\",\"strength\":1}")
                        .recipe();
        assertEquals("a boat", things.prompt());
        assertEquals(SamplerId.DPMPP_2M, things.sampling().sampler());
        assertEquals(ScheduleId.KARRAS, things.sampling().schedule());
    }

    /// compel's own grammar: signs are factors, a bracket alone is nothing.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a red++ boat            | a (red:1.21) boat
                    a red- boat             | a (red:0.9) boat
                    a (red boat) b          | a red boat b
                    (red boat)1.3           | (red boat:1.3)
                    (a (b)1.5)2             | (a :2)(b:3)
                    well-known, a - b       | well-known, a - b
                    a [b] (c                | a \\\\[b\\\\] \\\\(c
                    say "hello"             | say "hello"
                    """)
    void compel(String invoke, String a1111) {
        assertEquals(a1111.replace("\\\\", "\\"), Compel.toA1111(invoke, loss -> {}));
    }

    /// A PNG whose settings stand in XMP only, as Draw Things leaves them.
    @Test
    void xmpInPng() throws IOException {
        var packet =
                "<x:xmpmeta><rdf:RDF><exif:UserComment><rdf:Alt><rdf:li xml:lang=\"x-default\">{&quot;c&quot;:&quot;a &amp; b&quot;,&quot;uc&quot;:&quot;&quot;,&quot;steps&quot;:9,&quot;scale&quot;:5}</rdf:li></rdf:Alt></exif:UserComment></rdf:RDF></x:xmpmeta>";
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB), "png", bytes);
        var png = PngText.write(bytes.toByteArray(), Map.of("XML:com.adobe.xmp", packet));

        assertEquals("a & b", PictureSettings.read(png).orElseThrow().recipe().prompt());
        assertEquals(32, PictureText.size(png).orElseThrow()[1]);
    }
}
