package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings.Padding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts as A1111 v1.10.1 and its extensions write them, which are written again as they were.
class InfotextCasesTest {
    private static final String START =
            "a\nSteps: 20, Sampler: Euler, Schedule type: Automatic, CFG scale: 7.0, Seed: 1, Size: 64x64, ";

    private static final String CONTROL =
            "Module: none, Model: \\\"m_x [1a2b3c4d]\\\", Weight: 0.35, Resize Mode: Crop and Resize, Guidance Start: 0.1, Guidance End: 0.9";

    private static Recipe read(String settings) {
        return InfotextReader.read(START + settings).recipe();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RNG: NV, NGMS: 3.0, NGMS all steps: True",
                "RNG: NV, Skip Early CFG: 0.2",
                "RNG: NV, Pad conds: True",
                "RNG: NV, Pad conds v0: True",
                "RNG: NV, Zeta: 1.5, x-y: \"v: w\", Same, Version: v1.10.1",
                "Model hash: 0123456789, Model: m, RNG: NV, ADetailer model: face_yolov8n.pt, ADetailer prompt: \"a, b\", TI hashes: \"e: 0123456789ab\", Version: v1.10.1",
                "Denoising strength: 0.5, Init image hash: 0123456789ab, RNG: NV, Version: v1.10.1",
                "Token merging ratio: 0.5, RNG: NV",
                "Denoising strength: 0.5, RNG: NV, Zeta: 1, Hires sampler: DPM++ 2M, Hires prompt: b, Hires negative prompt: c, Hires schedule type: Karras, Hires resize: 192x128, Hires steps: 4, Hires upscaler: Latent, Version: v1.10.1",
                "Denoising strength: 0.5, Hires resize: 192x0, Hires upscaler: Latent",
                "Denoising strength: 0.5, Hires resize: 0x96, Hires upscaler: Latent",
                "RNG: NV, Lora hashes: \"l: 0123456789ab\", TI hashes: \"e: 0123456789ab\", ControlNet 0: \""
                        + CONTROL
                        + "\", Version: v1.10.1",
            })
    void writesAgainWhatItRead(String settings) {
        var recipe = read(settings);
        var version = settings.contains("Version") ? "v1.10.1" : "";

        assertEquals(START + settings, InfotextWriter.write(recipe, version));
    }

    @Test
    void readsWhatGuidanceLeavesOut() {
        var guidance =
                read("NGMS: 3, NGMS all steps: True, Skip Early CFG: 0.2")
                        .sampling()
                        .tuning()
                        .guidance();

        assertEquals(3, guidance.ngms());
        assertTrue(guidance.ngmsAllSteps());
        assertEquals(0.2, guidance.skipEarly());
        assertEquals(Padding.EMPTY_CHUNKS, read("Pad conds: True").text().padding());
        assertEquals(Padding.REPEAT_LAST, read("Pad conds v0: True").text().padding());
    }

    @Test
    void listsWhatItKeepsWithoutUnderstandingItAtItsField() {
        var issues = InfotextReader.read(START + "Zeta: 1.5, Same").issues();

        assertEquals("Zeta", issues.getFirst().where());
        assertEquals("\"Zeta: 1.5\" is not understood.", issues.getFirst().what());
        assertEquals("\"Same\" is not understood.", issues.getLast().what());
    }

    @Test
    void aSideOfZeroFollowsFromTheShape() {
        var size = "a\nSteps: 1, Seed: 1, Size: 128x64, Hires resize: %s, Hires upscaler: Latent";

        var wide = InfotextReader.read(size.formatted("192x0"));
        assertEquals(List.of(), wide.sentences());
        assertEquals(Optional.of(new Size(192, 96)), wide.recipe().hires().orElseThrow().resize());
        var high = InfotextReader.read(size.formatted("0x96")).recipe().hires().orElseThrow();
        assertEquals(Optional.of(new Size(192, 96)), high.resize());
        var none = InfotextReader.read(size.formatted("0x0")).recipe().hires().orElseThrow();
        assertEquals(Optional.empty(), none.resize());
    }

    @Test
    void aControlUnitThatIsLeftOutIsNotWritten() {
        var recipe = read("ControlNet 0: \"" + CONTROL + "\"");

        assertEquals(0.35, recipe.controls().getFirst().weight());
        assertEquals("m_x [1a2b3c4d]", recipe.controls().getFirst().model());
        var without = InfotextWriter.write(recipe.withControls(List.of()), "");
        assertTrue(!without.contains("ControlNet"), without);
    }

    @ParameterizedTest
    @CsvSource({
        "k_euler_a, DPM++ 2M, Automatic, false",
        "euler, DPM++ 2M, Automatic, false",
        "Euler a, Euler a, Automatic, true",
        "DPM++ 2M Karras, DPM++ 2M, Automatic, true",
        "Foo Exponential, DPM++ 2M, Exponential, false",
        "DPM++ SDE sgm_uniform, DPM++ SDE, SGM Uniform, true",
    })
    void resolvesSamplersAsA1111(String name, String sampler, String schedule, boolean known) {
        var reading = InfotextReader.read("a\nSteps: 8.0, Sampler: %s, Seed: 1".formatted(name));

        var sampling = reading.recipe().sampling();
        assertEquals(8, sampling.steps());
        assertEquals(SamplerId.ofLabel(sampler), Optional.of(sampling.sampler()));
        assertEquals(ScheduleId.ofLabel(schedule), Optional.of(sampling.schedule()));
        assertEquals(known, reading.sentences().isEmpty(), reading.sentences().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Negative prompt:", "Negative prompt: ", "Negative prompt:\u3000"})
    void anEmptyNegativePromptIsNone(String line) {
        var reading = InfotextReader.read("a\n" + line + "\nSteps: 20, Seed: 1, CFG scale: 7");

        assertEquals(List.of(), reading.sentences());
        assertEquals("a", reading.recipe().prompt());
        assertEquals("", reading.recipe().negativePrompt());
        assertEquals(1, reading.recipe().seed().bits());
    }

    @Test
    void settingsThatAreNotOnTheLastLineAreLostAndThatIsSaid() {
        var reading =
                InfotextReader.read(
                        "a\nSteps: 20, Sampler: Euler, Seed: 1, Size: 64x64\nmore words");

        assertEquals(
                "a\nSteps: 20, Sampler: Euler, Seed: 1, Size: 64x64\nmore words",
                reading.recipe().prompt());
        assertTrue(reading.recipe().seed().isRandom());
        assertEquals("line 2", reading.issues().getFirst().where());
    }

    @Test
    void keysAreOfAnyScriptAndValuesMayHoldAnything() {
        var recipe = read("提示词: 一, Key with spaces/slash-dash: v, 1abc: 2, _u: \"a \\\"b\\\", c\"");

        assertEquals(
                List.of("提示词=一", "Key with spaces/slash-dash=v", "1abc=2", "_u=a \"b\", c"),
                recipe.extras().stream().map(e -> e.name() + "=" + e.value()).toList());
    }
}
