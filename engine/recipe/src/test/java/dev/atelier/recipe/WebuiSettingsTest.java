package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebuiSettingsTest {
    private static final Recipe PLAIN = Recipe.of("a boat", new Size(64, 64));

    @Test
    void whatIsWrittenIsReadBack() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            var recipe = Recipes.random(random);
            var refined =
                    recipe.refiner()
                            .map(it -> new Refiner(it.model(), it.switchAt(), false))
                            .map(it -> PLAIN.withRefiner(Optional.of(it)))
                            .orElse(PLAIN);

            var back = WebuiSettings.read(WebuiSettings.of(recipe), refined);

            assertEquals(WebuiSettings.of(recipe), WebuiSettings.of(back));
            assertEquals(recipe.refiner(), back.refiner());
            assertEquals(recipe.text(), back.text());
            assertEquals(recipe.noise(), back.noise());
        }
    }

    /// All of `SamplerTuning` is either a setting or one of the fields that a call has for it: a
    /// field that is added to the recipe must be added to one of them.
    @Test
    void everyTuningIsASettingOrAFieldOfTheCall() {
        var tuning =
                new SamplerTuning(
                        new SamplerTuning.Stochastic(0.5, 0.25, 0, 0, 0, 1, 31337),
                        new SamplerTuning.SigmaSettings(
                                0.1, 9, 5, true, true, true, true, true, 0.7, 0.8),
                        new SamplerTuning.Guidance(0, true, 0.2),
                        new SamplerTuning.UniPc("bh2", "logSNR", 2, false),
                        new SamplerTuning.ImageInput(1, 0.05, true, true, Optional.of(0.5)),
                        new SamplerTuning.Compatibility(true),
                        new SamplerTuning.VaeMethods(VaeMethod.TAESD, VaeMethod.TAESD));
        var recipe = PLAIN.withSampling(Sampling.DEFAULT.withTuning(tuning));

        var back = WebuiSettings.read(WebuiSettings.of(recipe), PLAIN);

        assertEquals(tuning, back.sampling().tuning());
    }

    @Test
    void namesThatAreNotAboutThePictureArePassedOver() {
        var back = WebuiSettings.read(Map.of("samples_format", "webp", "font", 3), PLAIN);

        assertEquals(PLAIN, back);
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        for (var bad :
                Map.<String, Object>of(
                                "rho",
                                "seven",
                                "img2img_fix_steps",
                                "yes",
                                "uni_pc_order",
                                2.5,
                                "CLIP_stop_at_last_layers",
                                Double.NaN)
                        .entrySet()) {
            var thrown =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> WebuiSettings.read(Map.ofEntries(bad), PLAIN));
            var said = String.valueOf(thrown.getMessage());
            assertTrue(said.startsWith(bad.getKey()), said);
        }
    }
}
