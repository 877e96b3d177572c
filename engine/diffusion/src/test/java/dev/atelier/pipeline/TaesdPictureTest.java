package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.checkpoint.RandomTaesd;
import dev.atelier.checkpoint.RandomTaesd.Maps;
import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.image.Bitmap;
import dev.atelier.image.Resize;
import dev.atelier.latent.Latent;
import dev.atelier.network.Taesd;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.SamplerTuning.VaeMethods;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.VaeMethod;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures by TAESD instead of the autoencoder: a reference checkpoint with a TAESD of random
/// weights.
class TaesdPictureTest {
    @TempDir private Path folder;
    private Model model;
    private final RandomTaesd decoder = RandomTaesd.decoder(8);
    private final RandomTaesd encoder = RandomTaesd.encoder(8);

    @BeforeEach
    void load() throws IOException {
        model = TinyModels.load("tiny-sd1");
    }

    @AfterEach
    void close() {
        model.approximations().tiny().ifPresent(Taesd::close);
        model.close();
    }

    private Model with(RandomTaesd... halves) throws IOException {
        var taesd = Taesd.empty(model.compute());
        for (var half : halves) {
            try (var file = TaesdFile.open(half.write(folder.resolve("half.safetensors"), "", 0))) {
                taesd.load(file);
            }
        }
        model = model.with(Optional.of(taesd), Optional.empty());
        return model;
    }

    private static Recipe recipe(VaeMethod encode, VaeMethod decode) {
        var tuning = SamplerTuning.DEFAULT.withVae(new VaeMethods(encode, decode));
        return Recipe.of("a boat", new Size(64, 64))
                .withSeed(Seed.of(3))
                .withSampling(Sampling.DEFAULT.withSteps(2).withTuning(tuning));
    }

    private Picture draw(Recipe recipe, Observer observer) throws GenerationException {
        return new LocalGenerator(model).generate(recipe, observer, new Cancellation()).getFirst();
    }

    @Test
    void theFinishedLatentIsDecodedByTaesd() throws IOException, GenerationException {
        with(decoder);
        var recipe = recipe(VaeMethod.FULL, VaeMethod.TAESD);

        var picture = draw(recipe, Observer.NONE);

        assertBytes(decoder.apply(maps(latents(recipe))), picture.rgb(), 1);
        assertEquals(VaeMethod.TAESD, picture.recipe().sampling().tuning().vae().decode());
        assertFalse(
                Arrays.equals(
                        picture.rgb(),
                        draw(recipe(VaeMethod.FULL, VaeMethod.FULL), Observer.NONE).rgb()));
    }

    private Latent latents(Recipe recipe) throws GenerationException {
        var models = RunModels.of(model, ModelText.encoders(model, List.of()));
        var monitor = new RunMonitor(model, recipe, Observer.NONE, new Cancellation());
        var source = LocalGenerator.source(recipe);
        return new BatchRun(models, recipe, source, monitor).latents(0);
    }

    private static Maps maps(Latent latent) {
        return new Maps(
                latent.channels(), latent.height(), latent.width(), latent.values().clone());
    }

    private static void assertBytes(Maps expected, byte[] rgb, int off) {
        int plane = expected.height() * expected.width();
        for (int i = 0; i < rgb.length; i++) {
            double share = expected.values()[i % 3 * plane + i / 3];
            int level = (int) (255 * Math.clamp(share, 0, 1));
            assertEquals(level, rgb[i] & 0xFF, off);
        }
    }

    /// As A1111, TAESD takes the picture as it is, without the scale factor.
    @Test
    void aPictureToStartFromIsEncodedByTaesd() throws IOException {
        with(encoder);
        var picture = ColourFit.patches(5);
        var small = Resize.to(picture, 48, 40, Resize.Filter.BICUBIC);

        var latent = Autoencoder.of(model, recipe(VaeMethod.TAESD, VaeMethod.FULL)).encode(small);

        var values = new double[3 * 48 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i % 3 * 48 * 40 + i / 3] = (small.bytes()[i] & 0xFF) / 255.0;
        }
        var expected = encoder.apply(new Maps(3, 40, 48, values));
        assertArrayEquals(expected.values(), latent.values(), 1e-3);
    }

    @Test
    void imageToImageAndEnlargedPicturesUseBothHalves() throws IOException, GenerationException {
        with(decoder, encoder);
        var file = folder.resolve("start.png").toString();
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                "png",
                Path.of(file).toFile());
        var full = recipe(VaeMethod.FULL, VaeMethod.FULL);
        var tiny = recipe(VaeMethod.TAESD, VaeMethod.FULL);
        var start = new Mode.ImageToImage(file, 0.5, Mode.Fit.STRETCH);

        assertFalse(
                Arrays.equals(
                        draw(full.withMode(start), Observer.NONE).rgb(),
                        draw(tiny.withMode(start), Observer.NONE).rgb()));

        var hires = Optional.of(hires());
        assertFalse(
                Arrays.equals(
                        draw(full.withHires(hires), Observer.NONE).rgb(),
                        draw(tiny.withHires(hires), Observer.NONE).rgb()));
    }

    private static HiresPass hires() {
        return HiresPass.DEFAULT.withUpscaler("Lanczos").withDenoising(0.3);
    }

    @Test
    void whatIsNotHereIsSaid() throws IOException {
        assertEquals(
                "TAESD is chosen, and its file taesd_decoder is not here or cannot be read.",
                refusal(recipe(VaeMethod.FULL, VaeMethod.TAESD)));
        with(decoder);
        var start = new Mode.ImageToImage("none.png", 0.5, Mode.Fit.STRETCH);
        assertEquals(
                "TAESD is chosen, and its file taesd_encoder is not here or cannot be read.",
                refusal(recipe(VaeMethod.TAESD, VaeMethod.FULL).withMode(start)));
    }

    private String refusal(Recipe recipe) {
        return assertThrows(GenerationException.class, () -> draw(recipe, Observer.NONE))
                .failure()
                .sentence();
    }

    /// The file is there: previews are its pictures, whatever method the recipe names.
    @Test
    void previewsAreItsPictures() throws IOException, GenerationException {
        with(decoder);
        var seen = new ArrayList<byte[]>();
        var observer =
                new Observer() {
                    @Override
                    public boolean wantsPreviews() {
                        return true;
                    }

                    @Override
                    public void preview(PreviewImage preview) {
                        seen.add(preview.rgb());
                    }
                };
        var recipe = recipe(VaeMethod.FULL, VaeMethod.FULL);
        var one = recipe.withSampling(recipe.sampling().withSteps(1));

        draw(one, observer);

        // The only step's estimate is the finished latent.
        var maps = decoder.apply(maps(latents(one)));
        var bytes = new byte[3 * 64 * 64];
        for (int i = 0; i < bytes.length; i++) {
            double share = maps.values()[i % 3 * 64 * 64 + i / 3];
            bytes[i] = (byte) (int) (255 * Math.clamp(share, 0, 1));
        }
        var expected = Resize.to(new Bitmap(64, 64, 3, bytes), 8, 8, Resize.Filter.BICUBIC);
        assertEquals(1, seen.size());
        assertEquals(List.of(), far(expected.bytes(), seen.getFirst()));
    }

    private static List<Integer> far(byte[] expected, byte[] actual) {
        var far = new ArrayList<Integer>();
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs((expected[i] & 0xFF) - (actual[i] & 0xFF)) > 2) {
                far.add(i);
            }
        }
        return far;
    }
}
