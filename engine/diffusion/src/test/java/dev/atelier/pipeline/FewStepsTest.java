package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.latent.Resampling;
import dev.atelier.latent.Window;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One or two steps and hardly any denoising, where schedules have one level or none. The samplers
/// alone are in `SamplerPropertiesTest`.
class FewStepsTest {
    private static final Size SIZE = new Size(32, 32);

    private static Model model;
    private static RunModels models;

    @TempDir private static Path folder;

    @BeforeAll
    static void load() throws IOException {
        model = TinyModels.load("tiny-sd1");
        models = RunModels.of(model, ModelText.encoders(model, List.of()));
        var grey = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            grey.setRGB(i % 32, i / 32, 0x010101 * (i / 4));
        }
        ImageIO.write(grey, "png", folder.resolve("init.png").toFile());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @EnumSource
    void drawsFromWords(SamplerId sampler) throws GenerationException {
        for (int steps = 1; steps <= last(sampler); steps++) {
            assertSound(latents(recipe(sampler, steps)), sampler + ", " + steps);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DPM_FAST", "DPM_ADAPTIVE", "UNIPC", "DDIM", "EULER_A"})
    void drawsFromAPicture(SamplerId sampler) throws GenerationException {
        for (int steps = 1; steps <= last(sampler); steps++) {
            for (double denoising : new double[] {0, 0.01}) {
                var image = folder.resolve("init.png").toString();
                var mode = new Mode.ImageToImage(image, denoising, Mode.Fit.STRETCH);
                assertSound(
                        latents(recipe(sampler, steps).withMode(mode)),
                        sampler + ", " + steps + ", " + denoising);
            }
        }
    }

    /// Of a schedule without a step A1111 is left with the final sigma of 0: the picture as it was
    /// enlarged.
    @ParameterizedTest
    @EnumSource
    void aSecondPassWithoutDenoisingGivesTheEnlargedPicture(SamplerId sampler)
            throws GenerationException {
        var recipe = recipe(SamplerId.EULER, 1);

        var made = latents(recipe.withHires(Optional.of(hires(sampler, 0, 2))));

        var small = latents(recipe);
        var enlarged = Resampling.BILINEAR.resize(small, Window.whole(6, 6));
        assertArrayEquals(enlarged.values(), made.values());
    }

    @ParameterizedTest
    @EnumSource(names = {"DPM_FAST", "DPM_ADAPTIVE", "UNIPC", "DDIM", "PLMS", "EULER_A"})
    void aSecondPassWithLittleDenoisingIsSound(SamplerId sampler) throws GenerationException {
        for (int steps = 1; steps <= last(sampler); steps++) {
            var recipe =
                    recipe(SamplerId.EULER, 1).withHires(Optional.of(hires(sampler, 0.001, steps)));
            assertSound(latents(recipe), sampler + ", " + steps);
        }
    }

    /// Every schedule of one and two steps, from words and by the end of it from a picture.
    @ParameterizedTest
    @EnumSource
    void everyScheduleIsSound(ScheduleId schedule) throws GenerationException {
        for (int steps = 1; steps <= 2; steps++) {
            var sampling = Sampling.DEFAULT.withSteps(steps).withSchedule(schedule);
            var recipe = recipe(SamplerId.DPMPP_2M, steps).withSampling(sampling);
            assertSound(latents(recipe), schedule + ", " + steps);
            assertSound(
                    latents(recipe.withHires(Optional.of(hires(SamplerId.DPMPP_2M, 0, steps)))),
                    "0");
        }
    }

    @Test
    void refusesASchedulesThatNoMemoryHolds() {
        var recipe =
                recipe(SamplerId.EULER, 20)
                        .withHires(Optional.of(hires(SamplerId.EULER, 1e-7, 20)));

        var thrown = assertThrows(GenerationException.class, () -> draw(recipe));

        assertEquals(
                "So little denoising in so many steps needs a schedule of 200000000 steps,"
                        + " at most 100000 are possible.",
                thrown.failure().sentence());
    }

    /// A1111's `calculate_target_resolution` and the cut of `sample_hr_pass`, worked out by hand.
    @ParameterizedTest
    @CsvSource({
        "128x128, 192, 0, 192x192, 24x24",
        "128x128, 0, 192, 192x192, 24x24",
        "512x768, 1024, 0, 1024x1536, 128x192",
        "512x768, 0, 1024, 682x1024, 85x128",
        "512x768, 1024, 1024, 1024x1536, 128x128",
        "768x512, 1024, 1024, 1536x1024, 128x128",
        "512x512, 1024, 1536, 1536x1536, 128x192",
        "640x360, 1280, 720, 1280x720, 160x90",
        "104x64, 168, 104, 169x104, 21x13"
    })
    void reachesTheSizeOfA1111(String first, int x, int y, String size, String latents) {
        int cross = first.indexOf('x');
        int width = Integer.parseInt(first.substring(0, cross));
        int height = Integer.parseInt(first.substring(cross + 1));
        var target = HiresRun.Target.of(new Size(width, height), x, y, 8);

        assertEquals(size, target.toString());
        var latent = Latent.zeros(new Latent.Shape(1, 1, target.height() / 8, target.width() / 8));
        var cut = target.window().of(latent);
        assertEquals(latents, cut.width() + "x" + cut.height());
    }

    @Test
    void refusesASecondPassBeyondTheLargestSizeBeforeAnythingIsDone() {
        var recipe =
                recipe(SamplerId.EULER, 1)
                        .withSize(new Size(4096, 64))
                        .withHires(Optional.of(hires(SamplerId.EULER, 0.5, 1, 8)));

        var thrown = assertThrows(GenerationException.class, () -> draw(recipe));

        assertTrue(thrown.failure() instanceof Failure.BadRecipe);
        assertTrue(thrown.failure().sentence().contains("32768x512"), thrown.failure().sentence());
    }

    @Test
    void refusesASecondPassOfMorePixelsThanAnyMachineDraws() {
        for (var goal : new Size[] {new Size(16384, 16384), new Size(8192, 8200)}) {
            var recipe = recipe(SamplerId.EULER, 1).withHires(Optional.of(reaching(goal)));

            var thrown = assertThrows(GenerationException.class, () -> draw(recipe));

            var sentence = thrown.failure().sentence();
            assertTrue(thrown.failure() instanceof Failure.BadRecipe, sentence);
            assertTrue(sentence.contains("64 megapixels"), sentence);
        }
    }

    /// The adaptive sampler takes its own steps, and many.
    private static int last(SamplerId sampler) {
        return sampler == SamplerId.DPM_ADAPTIVE ? 1 : 2;
    }

    private static HiresPass hires(SamplerId sampler, double denoising, int steps) {
        return hires(sampler, denoising, steps, 1.5);
    }

    private static HiresPass hires(SamplerId sampler, double denoising, int steps, double scale) {
        return new HiresPass(
                scale,
                Optional.empty(),
                "Latent",
                steps,
                denoising,
                Optional.of(sampler),
                Optional.empty(),
                "",
                "");
    }

    private static HiresPass reaching(Size goal) {
        var pass = HiresPass.DEFAULT;
        return new HiresPass(
                pass.scale(),
                Optional.of(goal),
                pass.upscaler(),
                1,
                pass.denoising(),
                pass.sampler(),
                pass.schedule(),
                "",
                "");
    }

    private static Recipe recipe(SamplerId sampler, int steps) {
        return Recipe.of("a boat", SIZE)
                .withSeed(Seed.of(3))
                .withSampling(Sampling.DEFAULT.withSampler(sampler).withSteps(steps));
    }

    private static Latent latents(Recipe recipe) throws GenerationException {
        var source = LocalGenerator.source(recipe);
        return new BatchRun(models, recipe, source, new Silent()).latents(0);
    }

    private static Bitmap draw(Recipe recipe) throws GenerationException {
        var picture =
                new LocalGenerator(model)
                        .generate(recipe, Observer.NONE, new Cancellation())
                        .getFirst();
        return new Bitmap(picture.size().width(), picture.size().height(), 3, picture.rgb());
    }

    private static void assertSound(Latent latents, String what) {
        for (double value : latents.values()) {
            assertTrue(Double.isFinite(value), what);
        }
    }

    private static final class Silent implements CfgDenoiser.Listener {
        @Override
        public void begin() {}

        @Override
        public void before() {}

        @Override
        public void after(int calls, Latent denoised) {}
    }
}
