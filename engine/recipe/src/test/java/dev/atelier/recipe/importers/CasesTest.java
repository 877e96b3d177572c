package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings.Padding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Small pictures with settings of other programs that were once read wrongly; what is right comes
/// from those programs' own code and documents.
class CasesTest {
    private static ParsedRecipe read(String name) throws IOException {
        try (var in = CasesTest.class.getResourceAsStream(name)) {
            return PictureSettings.read(in.readAllBytes()).orElseThrow();
        }
    }

    private static Recipe recipe(String name) throws IOException {
        return read(name).recipe();
    }

    private static void sampled(Recipe recipe, String how) {
        var s = recipe.sampling();
        assertEquals(
                how,
                "%s, %s, %d, %s, %s"
                        .formatted(
                                s.sampler().label(),
                                s.schedule().label(),
                                s.steps(),
                                WeightedText.number(s.cfgScale()),
                                recipe.seed().value()));
    }

    @Test
    void promptsBehindAnAdvancedControlNetAreThoseOfItsOutputs() throws IOException {
        var reading = read("comfy_controlnet_advanced.png");
        var recipe = reading.recipe();

        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        sampled(recipe, "Euler, Normal, 9, 6.5, 42");
        assertEquals(new Size(128, 192), recipe.size());
        assertEquals(List.of("x"), recipe.controls().stream().map(ControlUnit::model).toList());
        var issues = reading.sentences().toString();
        assertTrue(issues.contains("ControlNet \"x\"") && issues.contains("pose.png"), issues);
        assertEquals("node 50 (ControlNetApplyAdvanced)", reading.issues().getFirst().where());
        assertEquals(1, reading.issues().size(), issues);
    }

    @Test
    void aCustomSamplerIsReadFromItsNodes() throws IOException {
        var reading = read("comfy_sampler_custom_advanced.png");
        var recipe = reading.recipe();

        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        sampled(recipe, "Euler, Karras, 11, 5, 77");
        assertEquals(new Size(128, 192), recipe.size());
        assertEquals(List.of(), reading.sentences());
    }

    @Test
    void textsArePutTogetherAsTheirNodeDoes() throws IOException {
        assertEquals("a red boat, on the sea", recipe("comfy_string_concatenate.png").prompt());
        assertEquals(
                "a red boat BREAK on the sea", recipe("comfy_conditioning_concat.png").prompt());
    }

    @Test
    void aPromptOfZerosIsEmptyAndListed() throws IOException {
        var reading = read("comfy_zero_out.png");

        assertEquals("a red boat", reading.recipe().prompt());
        assertEquals("", reading.recipe().negativePrompt());
        assertEquals(List.of("A prompt of zeros became an empty one."), reading.sentences());
    }

    @Test
    void aSecondCheckpointOnTheWayIsARefiner() throws IOException {
        var reading = read("comfy_refiner.png");
        var recipe = reading.recipe();

        assertEquals(
                Optional.of(new Refiner(new ModelRef("refiner", ""), 0.8, true)), recipe.refiner());
        assertEquals(Optional.empty(), recipe.hires());
        assertEquals(Optional.of("starter"), recipe.model().map(ModelRef::name));
        sampled(recipe, "Euler, Normal, 25, 8, 42");
        assertEquals(List.of(), reading.sentences());
    }

    @Test
    void embeddingsGoByTheirNames() throws IOException {
        assertEquals(
                "EasyNegative, (bad-hands:1.2), fog",
                recipe("comfy_embedding.png").negativePrompt());
    }

    @Test
    void numbersAreThoseOfPython() throws IOException {
        sampled(recipe("comfy_infinity.png"), "DPM++ 2M, Karras, 9, 6.5, 42");
        sampled(recipe("comfy_seed_2e63.png"), "Euler, Normal, 9, 6.5, 12345678901234567890");
    }

    @Test
    void civitaisGraphsAreReadWhereverTheyAre() throws IOException {
        for (var name : List.of("civitai_smz.png", "civitai_usercomment.jpg")) {
            var recipe = recipe(name);

            assertEquals("a red boat", recipe.prompt(), name);
            assertEquals("fog", recipe.negativePrompt(), name);
            sampled(recipe, "Euler, Normal, 20, 7, 42");
            assertEquals(new Size(512, 512), recipe.size(), name);
        }
    }

    @Test
    void novelAiOf2022KeepsItsPromptInTheDescription() throws IOException {
        var recipe = recipe("nai_2022_description.png");

        assertEquals("a (red:1.05) boat", recipe.prompt());
        assertEquals("lowres", recipe.negativePrompt());
        sampled(recipe, "Euler a, Automatic, 28, 11, 42");
        assertEquals(new Size(64, 64), recipe.size());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals(31337, recipe.sampling().tuning().stochastic().ensd());
    }

    @Test
    void invokesNamesSayTheSchedule() throws IOException {
        var recipe = recipe("invoke_dpmpp_2m_without_k.png");
        assertEquals(SamplerId.DPMPP_2M, recipe.sampling().sampler());
        assertEquals(ScheduleId.UNIFORM, recipe.sampling().schedule());
        assertEquals(Optional.empty(), Words.sampler("dpmpp_2s"), "single step, not ancestral");
    }

    @Test
    void invokesWeightsAreWrittenAsA1111sAndItsFunctionsListed() throws IOException {
        var reading = read("invoke_compel.png");

        var prompt = reading.recipe().prompt();
        assertEquals("a (red:1.21) boat, (tiny sail:1.4), (fog:0.81), a cat, a cat", prompt);
        var issues = reading.sentences().toString();
        assertTrue(issues.contains(".and()") && issues.contains(".swap(dog)"), issues);
        assertEquals(ScheduleId.KARRAS, reading.recipe().sampling().schedule());
    }

    @Test
    void swarmSaysNothingWhereItsDefaultsStand() throws IOException {
        var reading = read("swarm_default_sampler.png");

        sampled(reading.recipe(), "Euler, Normal, 4, 6.5, 42");
        assertEquals(List.of(), reading.sentences());
    }

    @Test
    void fooocusNamesTheCheckpointsOwnVae() throws IOException {
        var reading = read("fooocus_a1111_scheme.png");

        assertEquals(Optional.empty(), reading.recipe().vae());
        sampled(reading.recipe(), "DPM++ 2M SDE, Karras, 4, 4, 7");
        assertFalse(reading.sentences().toString().contains("Scheduler"));
        assertTrue(reading.sentences().toString().contains("Sharpness"));
    }

    @Test
    void jpegsMayHaveFillBytes() throws IOException {
        for (var name : List.of("a1111.jpg", "jpeg_fill_bytes.jpg")) {
            var recipe = recipe(name);

            assertEquals("a red boat, 日本 é", recipe.prompt(), name);
            sampled(recipe, "Euler a, Automatic, 3, 7, 42");
        }
    }

    @Test
    void aReleaseCandidateIsOlderThanItsRelease() throws IOException {
        var recipe = recipe("a1111_v1.6.0-RC.png");

        assertTrue(recipe.text().oldEditing());
        assertEquals(Padding.REPEAT_LAST, recipe.text().padding());
        assertTrue(recipe.sampling().tuning().compatibility().downcastAlphas());
    }
}
