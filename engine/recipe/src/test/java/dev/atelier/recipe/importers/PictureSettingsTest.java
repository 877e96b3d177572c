package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The texts are written by hand after the forms that each program writes: ComfyUI's API format,
/// InvokeAI's metadata schema, SwarmUI's `sui_image_params`, Fooocus's `fooocus` scheme and
/// NovelAI's comment. No picture of anybody is among them.
class PictureSettingsTest {
    private static final String COMFY =
            """
            {"3":{"class_type":"KSampler","inputs":{"seed":156680208700286,"steps":20,"cfg":8.0,
               "sampler_name":"dpmpp_2m","scheduler":"karras","denoise":1.0,
               "model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]},
               "is_changed":[NaN]},
             "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sd15/v1-5-pruned.safetensors"}},
             "5":{"class_type":"EmptyLatentImage","inputs":{"width":640,"height":512,"batch_size":2}},
             "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a red boat","clip":["12",0]}},
             "7":{"class_type":"CLIPTextEncode","inputs":{"text":["20",0],"clip":["12",0]}},
             "8":{"class_type":"VAEDecode","inputs":{"samples":["30",0],"vae":["9",0]}},
             "9":{"class_type":"VAELoader","inputs":{"vae_name":"vae-ft-mse.safetensors"}},
             "10":{"class_type":"LoraLoader","inputs":{"lora_name":"ink.safetensors","strength_model":0.8,
               "strength_clip":0.6,"model":["4",0],"clip":["4",1]}},
             "12":{"class_type":"CLIPSetLastLayer","inputs":{"stop_at_clip_layer":-2,"clip":["10",1]}},
             "20":{"class_type":"PrimitiveString","inputs":{"value":"blurry"}},
             "29":{"class_type":"LatentUpscale","inputs":{"samples":["3",0],"width":1280,"height":1024,
               "upscale_method":"nearest-exact","crop":"disabled"}},
             "30":{"class_type":"KSampler","inputs":{"seed":1,"steps":14,"cfg":8,"sampler_name":"euler",
               "scheduler":"simple","denoise":0.5,"model":["10",0],"positive":["6",0],
               "negative":["7",0],"latent_image":["29",0]}}}
            """;

    private static final String INVOKE =
            """
            {"app_version":"4.2.9","generation_mode":"txt2img","positive_prompt":"a red boat",
             "negative_prompt":"blurry","width":512,"height":768,"seed":1234,"rand_device":"cpu",
             "cfg_scale":7.5,"steps":30,"scheduler":"dpmpp_2m_k","clip_skip":1,"seamless_x":true,"seamless_y":true,
             "model":{"key":"k","hash":"blake3:aa","name":"dreamshaper-8","base":"sd-1","type":"main"},
             "vae":{"name":"sd-vae-ft-mse"},
             "loras":[{"model":{"name":"ink"},"weight":0.75}],
             "controlnets":[{"control_model":{"name":"canny"}}]}
            """;

    private static final String INVOKE_2 =
            """
            {"model":"stable diffusion","model_weights":"stable-diffusion-1.5","image":
             {"prompt":[{"prompt":"a red boat [blurry]","weight":1.0}],"steps":50,"cfg_scale":7.5,
              "seed":42,"width":512,"height":512,"sampler":"k_euler_a"}}
            """;

    private static final String SWARM =
            """
            {"sui_image_params":{"prompt":"a red boat","negativeprompt":"blurry","model":"OfficialSD/sd15",
             "seed":99,"steps":24,"cfgscale":6.5,"width":512,"height":640,"sampler":"dpmpp_sde",
             "scheduler":"karras","loras":["ink","folder/gouache"],"loraweights":["0.5","1"],
             "variationseed":7,"variationseedstrength":0.25,"clipstopatlayer":-2,
             "swarm_version":"0.9.3.0"},"sui_extra_data":{"date":"2025-01-01"}}
            """;

    private static final String FOOOCUS =
            """
            {"adm_guidance":"(1.5, 0.8, 0.3)","base_model":"juggernautXL_v8","base_model_hash":"aeb7e9e689",
             "full_prompt":["a red boat","cinematic"],"full_negative_prompt":["blurry"],
             "guidance_scale":4,"loras":[["offset.safetensors",0.1,"4852686128"]],"metadata_scheme":"fooocus",
             "negative_prompt":"blurry","performance":"Speed","prompt":"a red boat","refiner_model":"None",
             "resolution":"(1152, 896)","sampler":"dpmpp_2m_sde_gpu","scheduler":"karras",
             "seed":"124356","sharpness":2,"steps":30,"styles":"['Fooocus V2']","vae":"Default (model)",
             "version":"Fooocus v2.5.5"}
            """;

    private static final String NOVEL =
            """
            {"prompt":"a {{red}} boat, [blurry] (sic), 1.5::moon::","steps":28,"height":832,"width":1216,
             "scale":5.0,"seed":3735928559,"noise_schedule":"karras","sampler":"k_euler_ancestral",
             "uc":"lowres","sm":true,"sm_dyn":false}
            """;

    private static ParsedRecipe read(Map<String, String> texts) {
        return PictureSettings.read(texts).orElseThrow();
    }

    @Test
    void readsAGraphOfComfyUi() {
        var reading = read(Map.of("prompt", COMFY, "workflow", "{}"));
        var recipe = reading.recipe();

        assertEquals("a red boat", recipe.prompt());
        assertEquals("blurry", recipe.negativePrompt());
        assertEquals(156680208700286L, recipe.seed().bits());
        assertEquals(new Size(640, 512), recipe.size());
        assertEquals(2, recipe.batch().size());
        assertEquals(SamplerId.DPMPP_2M, recipe.sampling().sampler());
        assertEquals(ScheduleId.KARRAS, recipe.sampling().schedule());
        assertEquals(8, recipe.sampling().cfgScale());
        assertEquals(20, recipe.sampling().steps());
        assertEquals(Optional.of(new ModelRef("v1-5-pruned", "")), recipe.model());
        assertEquals(Optional.of("vae-ft-mse"), recipe.vae());
        assertEquals(List.of(new LoraUse("ink", 0.6, 0.8)), recipe.loras());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals(NoiseSource.CPU, recipe.noise());
        var hires = recipe.hires().orElseThrow();
        assertEquals(Optional.of(new Size(1280, 1024)), hires.resize());
        assertEquals(14, hires.steps());
        assertEquals(0.5, hires.denoising());
        assertEquals(Optional.of(SamplerId.EULER), hires.sampler());
        assertEquals(
                List.of(
                        "ComfyUI draws the noise of a batch at once, so only its first picture is that of the seed.",
                        "The second pass enlarges as ComfyUI does, which is not quite a hires fix.",
                        "The second pass has a seed of its own (1), which was left out."),
                reading.sentences());
    }

    @Test
    void saysWhatOfAGraphARecipeCannotSay() {
        var odd =
                COMFY.replace("dpmpp_2m", "res_multistep")
                        .replace("\"EmptyLatentImage\"", "\"LoadImage\"");
        var issues = read(Map.of("prompt", odd)).sentences().toString();

        assertTrue(issues.contains("res_multistep"), issues);
        assertTrue(issues.contains("starts from a picture"), issues);
    }

    @Test
    void readsInvokeAi() {
        var reading = read(Map.of("invokeai_metadata", INVOKE));
        var recipe = reading.recipe();

        assertEquals("a red boat", recipe.prompt());
        assertEquals(new Size(512, 768), recipe.size());
        assertEquals(1234, recipe.seed().bits());
        assertEquals(SamplerId.DPMPP_2M, recipe.sampling().sampler());
        assertEquals(ScheduleId.KARRAS, recipe.sampling().schedule());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals(Optional.of("dreamshaper-8"), recipe.model().map(ModelRef::name));
        assertEquals(List.of(new LoraUse("ink", 0.75, 0.75)), recipe.loras());
        assertTrue(recipe.tiling());
        assertEquals(
                List.of("Its control layers (controlnets) were left out."), reading.sentences());
    }

    /// InvokeAI leaves out what its high resolution fix did not use.
    @Test
    void saysOfAFixWhatIsThere() {
        for (var pair :
                Map.of(
                                "", "Its high resolution fix was left out.",
                                ",\"hrf_method\":\"bilinear\"",
                                        "Its high resolution fix (bilinear) was left out.",
                                ",\"hrf_method\":\"ESRGAN\",\"hrf_strength\":0.45",
                                        "Its high resolution fix (ESRGAN, 0.45) was left out.")
                        .entrySet()) {
            var json =
                    INVOKE.replace(
                            "\"seed\":1234", "\"seed\":1234,\"hrf_enabled\":true" + pair.getKey());

            var told = read(Map.of("invokeai_metadata", json)).sentences();

            assertTrue(told.contains(pair.getValue()), told.toString());
        }
    }

    @Test
    void readsInvokeAiOfOldTimes() {
        var recipe = read(Map.of("sd-metadata", INVOKE_2)).recipe();

        assertEquals("a red boat", recipe.prompt());
        assertEquals("blurry", recipe.negativePrompt());
        assertEquals(SamplerId.EULER_A, recipe.sampling().sampler());
        assertEquals(42, recipe.seed().bits());
    }

    @Test
    void readsSwarmUi() {
        var reading = read(Map.of("parameters", SWARM));
        var recipe = reading.recipe();

        assertEquals("blurry", recipe.negativePrompt());
        assertEquals(6.5, recipe.sampling().cfgScale());
        assertEquals(SamplerId.DPMPP_SDE, recipe.sampling().sampler());
        assertEquals(Optional.of("sd15"), recipe.model().map(ModelRef::name));
        assertEquals(
                List.of(new LoraUse("ink", 0.5, 0.5), new LoraUse("gouache", 1, 1)),
                recipe.loras());
        assertEquals(7, recipe.seed().variationBits());
        assertEquals(0.25, recipe.seed().strength());
        assertEquals(List.of(), reading.sentences());
    }

    @Test
    void readsFooocus() {
        var recipe = read(Map.of("parameters", FOOOCUS, "fooocus_scheme", "fooocus")).recipe();

        assertEquals("a red boat, cinematic", recipe.prompt());
        assertEquals(new Size(1152, 896), recipe.size());
        assertEquals(124356, recipe.seed().bits());
        assertEquals(SamplerId.DPMPP_2M_SDE, recipe.sampling().sampler());
        assertEquals(Optional.of(new ModelRef("juggernautXL_v8", "aeb7e9e689")), recipe.model());
        assertEquals(List.of(new LoraUse("offset", 0.1, 0.1)), recipe.loras());
        assertEquals(Optional.empty(), recipe.vae());
    }

    @Test
    void readsNovelAiAndItsWeights() {
        var reading = read(Map.of("Software", "NovelAI", "Comment", NOVEL));

        assertEquals(
                "a (red:1.1025) boat, (blurry:0.9524) \\(sic\\), (moon:1.5)",
                reading.recipe().prompt());
        assertEquals(SamplerId.EULER_A, reading.recipe().sampling().sampler());
        assertEquals(3735928559L, reading.recipe().seed().bits());
        assertTrue(reading.sentences().toString().contains("SMEA"), reading.sentences().toString());
    }

    @Test
    void prefersInfotextToAGraphBesideIt() {
        var infotext = "a star\nSteps: 5, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 64x64";
        assertEquals(
                "a star", read(Map.of("parameters", infotext, "prompt", COMFY)).recipe().prompt());
        assertEquals(Optional.empty(), PictureSettings.read(Map.of("Software", "GIMP")));
        assertEquals(Optional.empty(), PictureSettings.read(Map.of("prompt", "{\"a\":1}")));
    }

    /// Links in a circle, wrong shapes, cut texts: a reading or none, never a failure or a hang.
    @Test
    void survivesDamage() {
        var random = new Random(5);
        var circle = COMFY.replace("[\"5\",0]", "[\"3\",0]").replace("[\"4\",1]", "[\"12\",0]");
        PictureSettings.read(Map.of("prompt", circle));
        for (var text : List.of(COMFY, INVOKE, INVOKE_2, SWARM, FOOOCUS, NOVEL)) {
            for (int i = 0; i < 300; i++) {
                var letters = new StringBuilder(text);
                for (int j = 0; j < 6; j++) {
                    letters.setCharAt(
                            random.nextInt(letters.length()),
                            "[]{}\",:0-9e".charAt(random.nextInt(11)));
                }
                var texts = new HashMap<String, String>();
                for (var key :
                        List.of(
                                "prompt",
                                "parameters",
                                "invokeai_metadata",
                                "sd-metadata",
                                "Comment")) {
                    texts.put(
                            key,
                            i % 2 == 0
                                    ? letters.toString()
                                    : text.substring(0, i * text.length() / 300));
                }
                texts.put("Software", "NovelAI");
                PictureSettings.read(texts);
                texts.remove("parameters");
                PictureSettings.read(texts);
                texts.remove("invokeai_metadata");
                texts.remove("sd-metadata");
                PictureSettings.read(texts);
                texts.remove("Comment");
                PictureSettings.read(texts);
            }
        }
        assertEquals(Optional.empty(), PictureSettings.read(Map.of("prompt", "[".repeat(100_000))));
    }
}
