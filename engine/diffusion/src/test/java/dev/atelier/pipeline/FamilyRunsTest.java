package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.EditedFile;
import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.checkpoint.Variant;
import dev.atelier.golden.Golden;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.Conditioning;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models whose UNet sees more than noise and text, that take over from others, or whose file keeps
/// something to itself: reference checkpoints with some weights changed, so that what has to come
/// out is known.
class FamilyRunsTest {
    private static final String INPUT = "model.diffusion_model.input_blocks.0.0.weight";
    private static final String OUTPUT = "model.diffusion_model.out.2.";
    private static final Torch TORCH = Torch.startOnCpu();
    private static final Compute EXACT =
            new Compute(TORCH, Strategy.PACKED_F32, Attention.FUSED, "test");

    /// Heads cannot be inferred from shapes, and nothing else is said.
    private static final String HEADS =
            """
            {"config":{"model":{"params":{"unet_config":{"params":{"num_head_channels":8}}}}},
             "text_encoder":{"heads":4}}
            """;

    @TempDir private Path folder;

    private static Recipe recipe() {
        return Recipe.of("a (cat:1.2)", new Size(64, 64))
                .withNegativePrompt("bad")
                .withNoise(NoiseSource.NV)
                .withSeed(Seed.of(7))
                .withSampling(Recipe.DEFAULT.sampling().withSteps(4));
    }

    private static Model load(Path file) throws IOException {
        return load(file, EXACT);
    }

    private static Model load(Path file, Compute compute) throws IOException {
        try (var checkpoint = Checkpoint.openComplete(file)) {
            var name = String.valueOf(file.getFileName()).replace(".safetensors", "");
            return Model.load(checkpoint, compute, new Model.Id(name, ""));
        }
    }

    private static double[] latents(RunModels models, Recipe recipe) throws GenerationException {
        var source = LocalGenerator.source(recipe);
        return new BatchRun(models, recipe, source, new Silent()).latents(0).values();
    }

    private static double[] latents(Model model, Recipe recipe) throws GenerationException {
        return latents(RunModels.of(model, ModelText.encoders(model, List.of())), recipe);
    }

    /// The file with further input channels, all weights of which are one number.
    private Path widened(String name, int more, float weight) throws IOException {
        var edited = EditedFile.of(name);
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file(name))) {
            var shape = file.info(INPUT).sizes();
            var own = file.floats(INPUT);
            int kernel = (int) (shape[2] * shape[3]);
            int from = (int) shape[1] * kernel;
            int to = ((int) shape[1] + more) * kernel;
            var wide = new float[(int) shape[0] * to];
            Arrays.fill(wide, weight);
            for (int row = 0; row < shape[0]; row++) {
                System.arraycopy(own, row * from, wide, row * to, from);
            }
            var sizes = List.of(shape[0], shape[1] + more, shape[2], shape[3]);
            edited.with(INPUT, sizes, wide);
        }
        return edited.write(folder.resolve(name + "-" + more + "-" + weight + ".safetensors"));
    }

    private static Mode.ImageToImage image(double denoising) {
        var file = Golden.need("e2e/init64.png").toString();
        return new Mode.ImageToImage(file, denoising, Mode.Fit.STRETCH);
    }

    /// What the network sees besides noise makes no difference where its weights are zero, and one
    /// where they are not.
    @ParameterizedTest
    @CsvSource({
        "tiny-sd1, 5, INPAINTING",
        "tiny-sd2-v, 5, INPAINTING",
        "tiny-sdxl, 5, INPAINTING",
        "tiny-sd1, 4, EDITING",
        "tiny-sdxl, 4, EDITING"
    })
    void aUnetWithMoreInputsSeesThePicture(String name, int more, Variant variant)
            throws IOException, GenerationException {
        var recipe = recipe().withMode(image(0.6));
        double[] plain;
        try (var model = load(GoldenCheckpoints.file(name))) {
            plain = latents(model, recipe);
        }
        try (var blind = load(widened(name, more, 0));
                var seeing = load(widened(name, more, 0.2f))) {
            assertEquals(variant, blind.config().variant());
            Golden.assertClose(plain, latents(blind, recipe), 1e-2);
            var seen = latents(seeing, recipe);
            assertTrue(distance(plain, seen) > 0.1);
            assertArrayEquals(seen, latents(seeing, recipe));
        }
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    /// `uncond + cfg (cond - image) + imageCfg (image - uncond)`, InstructPix2Pix equation 3.
    @Test
    void anEditingModelIsGuidedByTextAndPicture() throws IOException, GenerationException {
        try (var model = load(widened("tiny-sd1", 4, 0.2f))) {
            var encoders = ModelText.encoders(model, List.of());
            var recipe = recipe();
            var pass = new RunModels.Pass(recipe.size(), new Steps(4, 0, false));
            var words = new PromptConditioning.Words("a cat", "bad");
            var prompts = RunModels.of(model, encoders).prompts(words, recipe, pass).base();
            var x = filled(0.5);
            var adapter =
                    new DenoiserAdapter(
                            model,
                            model.trained(),
                            model.trained(),
                            false,
                            Optional.of(filled(2)),
                            ControlRun.NONE.pass(new StepClock(1)));
            var guidance =
                    recipe.sampling().tuning().guidance().withImageCfgScale(Optional.of(1.7));
            var denoiser =
                    new CfgDenoiser(
                            new CfgDenoiser.Stage(adapter, prompts),
                            Optional.empty(),
                            new CfgDenoiser.Settings(6, guidance, 4),
                            Optional.empty(),
                            new Silent());

            var made = denoiser.denoise(x, 3);

            var step = prompts.at(0);
            var cond = one(adapter, x, step.parts().getFirst(), false);
            var imageOnly = one(adapter, x, step.negative(), false);
            var none = one(adapter, x, step.negative(), true);
            var expected =
                    none.plusScaled(cond.minus(imageOnly), 6)
                            .plusScaled(imageOnly.minus(none), 1.7);
            Golden.assertClose(expected.values(), made.values(), 1e-3);
            assertTrue(distance(imageOnly.values(), none.values()) > 0.01);
        }
    }

    private static Latent one(DenoiserAdapter adapter, Latent x, Conditioning text, boolean blind) {
        return adapter.denoised(x, 3, List.of(new DenoiserAdapter.Text(text, !blind, blind)))
                .getFirst();
    }

    private static Latent filled(double scale) {
        var values = new double[4 * 8 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * Math.sin(i);
        }
        return Latent.of(new Latent.Shape(1, 4, 8, 8), values);
    }

    @Test
    void anEditingModelAsksForAPicture() throws IOException {
        try (var model = load(widened("tiny-sd1", 4, 0))) {
            var thrown =
                    assertThrows(
                            GenerationException.class,
                            () ->
                                    new LocalGenerator(model)
                                            .generate(recipe(), Observer.NONE, new Cancellation()));

            assertEquals(
                    "tiny-sd1-4-0.0 edits pictures by instruction, and there is no picture.",
                    thrown.failure().sentence());
        }
    }

    /// A1111's test of SD2 files: the mean answer to pure noise at the last timestep.
    @ParameterizedTest
    @CsvSource({"-2, V", "0, EPSILON", "-0.4, EPSILON", "-0.6, V"})
    void anSd2FileThatDoesNotTellIsAskedWhatItPredicts(float bias, Prediction expected)
            throws IOException {
        var file =
                EditedFile.of("tiny-sd2-v")
                        .with(OUTPUT + "weight", List.of(4L, 32L, 3L, 3L), new float[4 * 32 * 9])
                        .with(OUTPUT + "bias", List.of(4L), new float[] {bias, bias, bias, bias})
                        .write(folder.resolve("silent.safetensors"));
        Files.writeString(folder.resolve("silent.safetensors.json"), HEADS);

        try (var model = load(file)) {
            assertEquals(Family.SD2, model.config().family());
            assertEquals(expected, model.config().training().prediction());
        }
    }

    /// As NoobAI's and other trainers' files say it, and ComfyUI and A1111 read it.
    @Test
    void emptyTensorsTellVPredictionAndZeroTerminalSnr() throws IOException {
        var file =
                EditedFile.of("tiny-sdxl")
                        .with("v_pred", List.of(0L), new float[0])
                        .with("ztsnr", List.of(0L), new float[0])
                        .write(folder.resolve("vpred.safetensors"));
        Files.writeString(folder.resolve("vpred.safetensors.json"), HEADS_OF_TWO);

        try (var model = load(file)) {
            var training = model.config().training();
            assertEquals(Prediction.V, training.prediction());
            assertTrue(training.zeroTerminalSnr());
            var sigmas = model.schedule(recipe().sampling().tuning()).sigmas();
            assertTrue(sigmas[sigmas.length - 1] > 4000, "almost no signal is left");
        }
    }

    private static final String HEADS_OF_TWO =
            """
            {"config":{"model":{"params":{"unet_config":{"params":{"num_head_channels":8}}}}},
             "text_encoder":{"l":{"heads":4},"g":{"heads":4}}}
            """;

    /// Half precision ends at 65504; a picture must come out all the same.
    @Test
    void aVaeThatOverflows16BitsDecodesInFloat32() throws Exception {
        var key = "first_stage_model.decoder.conv_in.weight";
        float[] large;
        List<Long> shape;
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sdxl"))) {
            shape = file.info(key).shape();
            large = file.floats(key);
        }
        for (int i = 0; i < large.length; i++) {
            large[i] *= 1e6f;
        }
        var file =
                EditedFile.of("tiny-sdxl")
                        .with(key, shape, large)
                        .write(folder.resolve("loud.safetensors"));
        var half = new Compute(TORCH, Strategy.CUDA_F16, Attention.FUSED, "test");

        try (var model = load(file, half);
                var exact = load(file)) {
            var made =
                    new LocalGenerator(model)
                            .generate(recipe(), Observer.NONE, new Cancellation())
                            .getFirst();

            assertEquals(
                    "float32, since 16 bits did not hold its numbers",
                    made.facts().get("vae precision"));
            var z = filled(1);
            var pixels = model.decoded(z);
            assertTrue(pixels.exact());
            assertFalse(exact.decoded(z).exact());
            var expected = exact.decoded(z).picture().bytes();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i] & 0xFF, pixels.picture().bytes()[i] & 0xFF, 1);
            }
        }
    }

    private Path biased(String name, float bias) throws IOException {
        return EditedFile.of("tiny-sd1")
                .with(OUTPUT + "bias", List.of(4L), new float[] {bias, bias, bias, bias})
                .write(folder.resolve(name + ".safetensors"));
    }

    @Test
    void aRefinerTakesOverWhereTheRecipeSays() throws IOException, GenerationException {
        try (var base = load(biased("base", 0));
                var other = load(biased("other", 0.5f))) {
            var models = new RunModels(reading(base), Optional.of(reading(other)));
            var alone = latents(base, recipe());

            assertArrayEquals(alone, latents(models, refined(1, false)));
            assertArrayEquals(latents(other, recipe()), latents(models, refined(0, false)));
            var half = latents(models, refined(0.5, true));
            assertNotEquals(0, distance(alone, half));
            // Four steps at the timesteps 999, 666, 333 and 0: 0.334 of the noise are gone before
            // the second is over, half before the third.
            assertArrayEquals(half, latents(models, refined(0.5, false)));
            assertArrayEquals(
                    latents(models, refined(0.25, true)), latents(models, refined(0.3, false)));
            assertTrue(distance(half, latents(models, refined(0.25, true))) > 0);
        }
    }

    private static RunModels.Conditioned reading(Model model) {
        return new RunModels.Conditioned(model, ModelText.encoders(model, List.of()));
    }

    private static Recipe refined(double at, boolean bySteps) {
        return recipe().withRefiner(
                        Optional.of(new Refiner(new ModelRef("other", ""), at, bySteps)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-sdxl"})
    void aRefinerOfAnotherFamilyIsRefused(String name) throws IOException {
        try (var base = load(biased("base", 0));
                var other = load(GoldenCheckpoints.file(name))) {
            var generator = new LocalGenerator(base, List.of(), Optional.of(other));

            var thrown =
                    assertThrows(
                            GenerationException.class,
                            () ->
                                    generator.generate(
                                            refined(0.5, true), Observer.NONE, new Cancellation()));

            assertEquals(
                    "The refiner other is Stable Diffusion XL and cannot go on with what base,"
                            + " Stable Diffusion 1, begins.",
                    thrown.failure().sentence());
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
