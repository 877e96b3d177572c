package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pictures of the starter model, looked at: what was requested must be in them. Judged by amounts
/// of a colour against the opposite prompt, so that no threshold has to be guessed.
class MeaningTest {
    private static LocalEngine starter;

    /// Which of the three primary colours leads in a pixel, and by a clear margin.
    private enum Hue {
        RED(0, 1, 2),
        BLUE(2, 0, 1);

        private final int lead;
        private final int second;
        private final int third;

        Hue(int lead, int second, int third) {
            this.lead = lead;
            this.second = second;
            this.third = third;
        }

        boolean of(int[] pixel) {
            return pixel[lead] > pixel[second] + 60 && pixel[lead] > pixel[third] + 60;
        }
    }

    @BeforeAll
    static void loadStarter() throws GenerationException {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = LocalEngine.ofStarter(home);
    }

    @AfterAll
    static void close() {
        starter.close();
    }

    @Test
    void drawsTheColourThatWasAskedFor() throws GenerationException {
        var red = draw("a red circle on a white background");
        var blue = draw("a blue circle on a white background");

        assertTrue(share(red, Hue.RED) > 0.02 && share(red, Hue.BLUE) < 0.005);
        assertTrue(share(blue, Hue.BLUE) > 0.02 && share(blue, Hue.RED) < 0.005);
    }

    @Test
    void drawsTheBackgroundThatWasAskedFor() throws GenerationException {
        assertTrue(share(draw("a yellow star on a blue background"), Hue.BLUE) > 0.5);
        assertTrue(share(draw("a yellow star on a white background"), Hue.BLUE) < 0.05);
    }

    @Test
    void putsThingsWhereTheyWereAskedFor() throws GenerationException {
        double left = centre(draw("a small red circle on the left"), Hue.RED);
        double right = centre(draw("a small red circle on the right"), Hue.RED);

        assertTrue(left < 0.5 && right > 0.5, "centres at %s and %s".formatted(left, right));
    }

    @Test
    void followsThePromptMoreCloselyWithGuidance() throws GenerationException {
        var prompt = "a red circle on a blue background";
        var loose =
                draw(recipe(prompt, SamplerId.EULER, 1).withSampling(sampling(SamplerId.EULER, 1)));
        var close =
                draw(recipe(prompt, SamplerId.EULER, 1).withSampling(sampling(SamplerId.EULER, 7)));

        assertFalse(Arrays.equals(loose.rgb(), close.rgb()));
        assertTrue(share(close, Hue.BLUE) > 0.4);
    }

    @Test
    void drawsAnotherPictureFromAnotherSeedAndTheSameFromTheSame() throws GenerationException {
        var first = draw(recipe("a red boat", SamplerId.EULER, 1));

        assertFalse(
                Arrays.equals(first.rgb(), draw(recipe("a red boat", SamplerId.EULER, 2)).rgb()));
        assertTrue(
                Arrays.equals(first.rgb(), draw(recipe("a red boat", SamplerId.EULER, 1)).rgb()));
    }

    @ParameterizedTest
    @EnumSource
    void reachesTheSameColourWithEverySampler(SamplerId sampler) throws GenerationException {
        var recipe = recipe("a big red circle on a white background", sampler, 1);
        double cfg = sampler == SamplerId.LCM ? 2 : 6; // LCM is made for little guidance
        var picture = draw(recipe.withSampling(sampling(sampler, cfg)));

        assertTrue(share(picture, Hue.RED) > 0.01, "red " + share(picture, Hue.RED));
        assertTrue(share(picture, Hue.BLUE) < 0.005, "blue " + share(picture, Hue.BLUE));
    }

    @Test
    void makesBatchesOfThePicturesThatSingleRunsMake() throws GenerationException {
        var batch =
                starter.generate(
                        recipe("a red boat", SamplerId.EULER, 5).withBatch(new Batch(2, 1)),
                        Observer.NONE,
                        new Cancellation());

        assertEquals(List.of(5L, 6L), batch.stream().map(p -> p.recipe().seed().bits()).toList());
        var single = draw(recipe("a red boat", SamplerId.EULER, 6));
        // The shapes of a batch's products differ, and with them their rounding.
        assertTrue(
                difference(single, batch.get(1)) < 2,
                "differ by " + difference(single, batch.get(1)));
    }

    /// The bundled LoRA, by its tag; against the same pictures without it.
    @Test
    void theNightPaletteDarkensAndItsNegativeBrightens() throws GenerationException {
        double night = 0;
        double plain = 0;
        double day = 0;
        for (var prompt :
                List.of(
                        "a yellow triangle above a green hill",
                        "a red cat on a green background")) {
            night += brightness(draw(prompt + " <lora:night-palette:1>"));
            plain += brightness(draw(prompt));
            day += brightness(draw(prompt + " <lora:night-palette:-0.6>"));
        }

        assertTrue(night < 0.8 * plain, "%s without, %s with it".formatted(plain, night));
        assertTrue(day > plain, "%s without, %s with its negative".formatted(plain, day));
    }

    /// The mean of all bytes.
    private static double brightness(Picture picture) {
        long sum = 0;
        for (byte value : picture.rgb()) {
            sum += value & 0xFF;
        }
        return (double) sum / picture.rgb().length;
    }

    private static Picture draw(String prompt) throws GenerationException {
        return draw(recipe(prompt, SamplerId.EULER, 1));
    }

    private static Picture draw(Recipe recipe) throws GenerationException {
        return starter.generate(recipe, Observer.NONE, new Cancellation()).getFirst();
    }

    private static Recipe recipe(String prompt, SamplerId sampler, long seed) {
        return Recipe.of(prompt, new Size(128, 128))
                .withNoise(NoiseSource.NV)
                .withSeed(Seed.of(seed))
                .withSampling(sampling(sampler, 6));
    }

    private static Sampling sampling(SamplerId sampler, double cfg) {
        return Sampling.DEFAULT.withSampler(sampler).withSteps(20).withCfgScale(cfg);
    }

    private static double share(Picture picture, Hue hue) {
        int count = 0;
        int pixels = picture.rgb().length / 3;
        for (int i = 0; i < pixels; i++) {
            count += hue.of(pixel(picture, i)) ? 1 : 0;
        }
        return (double) count / pixels;
    }

    /// The mean horizontal place of a hue, 0 left to 1 right.
    private static double centre(Picture picture, Hue hue) {
        double sum = 0;
        int count = 0;
        int width = picture.size().width();
        for (int i = 0; i < picture.rgb().length / 3; i++) {
            if (hue.of(pixel(picture, i))) {
                sum += i % width;
                count++;
            }
        }
        return sum / count / width;
    }

    /// Mean difference of all bytes.
    private static double difference(Picture one, Picture other) {
        long sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF));
        }
        return (double) sum / one.rgb().length;
    }

    private static int[] pixel(Picture picture, int i) {
        var rgb = picture.rgb();
        return new int[] {rgb[3 * i] & 0xFF, rgb[3 * i + 1] & 0xFF, rgb[3 * i + 2] & 0xFF};
    }
}
