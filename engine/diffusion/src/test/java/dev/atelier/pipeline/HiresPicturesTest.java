package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Enlarging;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PixelUpscaler;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning.ImageInput;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hires passes that enlarge the picture: by their definition they are image to image from the
/// small picture, which the reference runs prove.
class HiresPicturesTest {
    private static final Size SMALL = new Size(64, 64);
    private static final Recipe CAT =
            Recipe.of("a cat", SMALL)
                    .withSeed(Seed.of(7))
                    .withSampling(Sampling.DEFAULT.withSteps(4));

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void isImageToImageFromTheEnlargedPicture(PixelUpscaler upscaler) throws Exception {
        same("tiny-sd1", upscaler);
    }

    /// Which A1111 cannot enlarge as a latent.
    @Test
    void anInpaintingCheckpointIsEnlargedToo() throws Exception {
        same("tiny-sd1-inpainting", PixelUpscaler.LANCZOS);
    }

    @Test
    void pastTheSizeToReachIsCutOffOnBothSides() throws Exception {
        try (var model = TinyModels.load("tiny-sd1")) {
            var wide = new Size(128, 64);
            var made = draw(model, CAT.withHires(Optional.of(reaching(wide)))).getFirst();

            assertEquals(wide, made.size());
        }
    }

    @Test
    void everyPictureOfABatchIsEnlargedByItself() throws Exception {
        try (var model = TinyModels.load("tiny-sd1")) {
            var hires = CAT.withHires(Optional.of(HiresPass.DEFAULT.withUpscaler("Lanczos")));

            var both = draw(model, hires.withBatch(new Batch(2, 1)));
            var second = draw(model, hires.withSeed(Seed.of(8))).getFirst();

            assertEquals(2, both.size());
            // Sums of a batch are added in another order: a level of 255 may tip.
            assertNear(second.rgb(), both.get(1).rgb());
        }
    }

    @Test
    void anUpscalerThatIsAModelIsRefusedByItsName() throws Exception {
        try (var model = TinyModels.load("tiny-sd1")) {
            var hires = HiresPass.DEFAULT.withUpscaler("R-ESRGAN 4x+");

            var thrown =
                    assertThrows(
                            GenerationException.class,
                            () -> draw(model, CAT.withHires(Optional.of(hires))));

            assertTrue(thrown.failure().sentence().contains("R-ESRGAN 4x+"));
        }
    }

    private void same(String name, PixelUpscaler upscaler) throws Exception {
        try (var model = TinyModels.load(name)) {
            var hires = HiresPass.DEFAULT.withUpscaler(upscaler.label());
            var made = draw(model, CAT.withHires(Optional.of(hires))).getFirst();
            var small = draw(model, CAT).getFirst();
            var file = saved(Enlarging.to(bitmap(small), upscaler, 128, 128));
            var image =
                    CAT.withSize(new Size(128, 128))
                            .withMode(new Mode.ImageToImage(file, 0.7, Mode.Fit.STRETCH))
                            .withSampling(exactly(CAT.sampling()));

            var same = draw(model, image).getFirst();

            assertEquals(new Size(128, 128), made.size());
            assertArrayEquals(same.rgb(), made.rgb());
        }
    }

    private static HiresPass reaching(Size size) {
        var d = HiresPass.DEFAULT;
        return new HiresPass(
                d.scale(),
                Optional.of(size),
                "Lanczos",
                d.steps(),
                d.denoising(),
                d.sampler(),
                d.schedule(),
                d.prompt(),
                d.negativePrompt());
    }

    /// All steps are run, as a hires pass does.
    private static Sampling exactly(Sampling sampling) {
        var d = ImageInput.DEFAULT;
        var input =
                new ImageInput(d.noiseMultiplier(), d.extraNoise(), true, false, d.maskWeight());
        return sampling.withTuning(sampling.tuning().withImageInput(input));
    }

    private static List<Picture> draw(Model model, Recipe recipe) throws GenerationException {
        return new LocalGenerator(model).generate(recipe, Observer.NONE, new Cancellation());
    }

    private static Bitmap bitmap(Picture picture) {
        return new Bitmap(picture.size().width(), picture.size().height(), 3, picture.rgb());
    }

    private String saved(Bitmap bitmap) throws IOException {
        var image = new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < bitmap.height(); y++) {
            for (int x = 0; x < bitmap.width(); x++) {
                int rgb = bitmap.at(x, y, 0) << 16 | bitmap.at(x, y, 1) << 8 | bitmap.at(x, y, 2);
                image.setRGB(x, y, rgb);
            }
        }
        var file = folder.resolve("small.png");
        ImageIO.write(image, "png", file.toFile());
        return file.toString();
    }

    private static void assertNear(byte[] expected, byte[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] & 0xFF, actual[i] & 0xFF, 1, "byte " + i);
        }
    }
}
