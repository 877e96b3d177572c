package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ControlUnit.Scope;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Requests of A1111's API in files; fields and defaults are those of its `/docs`.
class WebuiRequestTest {
    private static ParsedRecipe read(String json) {
        return PictureSettings.readText(json.replace('\'', '"')).orElseThrow();
    }

    @Test
    void readsEveryFieldOfTextToImage() {
        var reading =
                read(
                        """
                        {'prompt':'a','negative_prompt':'b','seed':18446744073709551615,'subseed':3,
                        'subseed_strength':0.25,'sampler_name':'DPM++ 2M','scheduler':'Karras',
                        'batch_size':2,'n_iter':3,'steps':9,'cfg_scale':4.5,'width':256,'height':192,
                        'tiling':true,'eta':0.5,'s_min_uncond':0.1,'refiner_checkpoint':'r.safetensors [0123456789]',
                        'refiner_switch_at':0.8,'send_images':true,'do_not_save_grid':true,
                        'override_settings':{'CLIP_stop_at_last_layers':2,'sd_vae':'v.pt',
                        'sd_model_checkpoint':'m.safetensors [abcdef0123]'}}\
                        """);
        var recipe = reading.recipe();

        assertEquals("[]", reading.issues().toString());
        assertEquals("a", recipe.prompt());
        assertEquals("b", recipe.negativePrompt());
        assertEquals("18446744073709551615", recipe.seed().value().toString());
        assertEquals(3, recipe.seed().variationBits());
        assertEquals(0.25, recipe.seed().strength());
        assertEquals(SamplerId.DPMPP_2M, recipe.sampling().sampler());
        assertEquals(9, recipe.sampling().steps());
        assertEquals(4.5, recipe.sampling().cfgScale());
        assertEquals(0.5, recipe.sampling().tuning().stochastic().eta());
        assertEquals(0.1, recipe.sampling().tuning().guidance().ngms());
        assertEquals(new Batch(2, 3), recipe.batch());
        assertEquals(new Size(256, 192), recipe.size());
        assertTrue(recipe.tiling());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals(Optional.of("v"), recipe.vae());
        assertEquals(Optional.of(new ModelRef("m", "abcdef0123")), recipe.model());
        assertEquals(0.8, recipe.refiner().orElseThrow().switchAt());
    }

    @Test
    void hasTheDefaultsOfTheApi() {
        var recipe = read("{'prompt':'a','cfg_scale':7}").recipe();

        assertEquals(50, recipe.sampling().steps());
        assertEquals(SamplerId.EULER, recipe.sampling().sampler());
        assertEquals(ScheduleId.AUTOMATIC, recipe.sampling().schedule());
        assertEquals(new Size(512, 512), recipe.size());
    }

    @Test
    void readsASecondPassThatChangesNothing() {
        var pass =
                read("{'prompt':'a','enable_hr':true,'hr_scale':1.5,'hr_upscaler':'Latent','denoising_strength':0,'hr_second_pass_steps':2}")
                        .recipe()
                        .hires()
                        .orElseThrow();

        assertEquals(0, pass.denoising());
        assertEquals(1.5, pass.scale());
        assertEquals(2, pass.steps());
    }

    @Test
    void listsPicturesAndWhatARecipeCannotSay() {
        var reading =
                read(
                        """
                        {'prompt':'a','init_images':['iVBOR'],'mask':'iVBOR','denoising_strength':0.4,
                        'mask_blur':7,'inpainting_fill':1,'inpaint_full_res':false,'restore_faces':true,
                        'alwayson_scripts':{'ADetailer':{'args':[]}},'override_settings':{'eta_noise':1}}\
                        """);

        var mode = (Mode.Inpaint) reading.recipe().mode();
        assertEquals(0.4, mode.denoising());
        assertEquals(7, mode.settings().blur());
        assertEquals(Mode.Fill.ORIGINAL, mode.settings().fill());
        assertEquals(Optional.empty(), mode.settings().onlyMasked());
        var where = reading.issues().stream().map(it -> it.where()).sorted().toList();
        assertEquals(
                "[alwayson_scripts.ADetailer, init_images, override_settings.eta_noise, restore_faces]",
                where.toString());
    }

    /// The fields of sd-webui-controlnet 1.1.455, and what PAI-EAS takes beside them.
    @Test
    void readsTheUnitsOfControlNet() {
        var reading =
                read(
                        """
                        {'prompt':'a','steps':4,'alwayson_scripts':{'ControlNet':{'args':[
                        {'enabled':true,'module':'canny','model':'control_canny [abcd1234]','weight':0.75,
                        'image':'iVBOR','resize_mode':'Resize and Fill','lowvram':false,'processor_res':640,
                        'threshold_a':90,'threshold_b':210,'guidance_start':0.1,'guidance_end':0.8,
                        'control_mode':2,'pixel_perfect':true,'hr_option':'High res only',
                        'save_detected_map':false,'weird':'x'},
                        {'enabled':false,'model':'off'}, null,
                        {'enabled':true,'module':'none','model':'tile','resize_mode':0,'guidance':0.5,
                        'control_mode':'sideways'}]},
                        'sd_model_checkpoint':'m.safetensors [abcdef0123]','uid':'7'}}\
                        """);
        var recipe = reading.recipe();

        assertEquals(
                List.of(
                        new ControlUnit(
                                "control_canny [abcd1234]",
                                new Preprocessing("canny", Fit.FILL, 640, 90, 210, true),
                                "",
                                0.75,
                                0.1,
                                0.8,
                                Balance.CONTROL,
                                new Scope(Passes.SECOND, "", "", false)),
                        new ControlUnit(
                                "tile",
                                new Preprocessing("none", Fit.STRETCH, -1, -1, -1, false),
                                "",
                                1,
                                0,
                                0.5,
                                Balance.BALANCED)),
                recipe.controls());
        assertEquals(Optional.of(new ModelRef("m", "abcdef0123")), recipe.model());
        assertEquals(
                List.of(
                        "The picture of the ControlNet \"control_canny [abcd1234]\" was left out; give it as a file.",
                        "\"alwayson_scripts.ControlNet.args[0].weird: x\" is not understood.",
                        "\"alwayson_scripts.ControlNet.args[3].control_mode: sideways\" is not understood."),
                reading.sentences());
    }
}
