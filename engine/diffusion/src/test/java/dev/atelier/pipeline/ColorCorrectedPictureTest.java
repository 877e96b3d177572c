package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.atelier.image.Bitmap;
import dev.atelier.image.ColorCorrection;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Image to image that brings the colours back.
class ColorCorrectedPictureTest {
    private static final Size SIZE = new Size(64, 64);

    @TempDir private Path folder;

    @Test
    void coloursAreThoseOfThePictureItStartsFrom() throws Exception {
        var file = folder.resolve("dawn.png");
        ImageIO.write(dawn(), "png", file.toFile());
        try (var model = TinyModels.load("tiny-sd1")) {
            var plain = draw(model, recipe(file, false));
            var corrected = draw(model, recipe(file, true));

            var source = ImageFiles.read(file).flattened();
            var expected =
                    new ColorCorrection(source).applied(new Bitmap(64, 64, 3, plain)).bytes();
            assertFalse(Arrays.equals(plain, corrected));
            assertArrayEquals(expected, corrected);
        }
    }

    private static BufferedImage dawn() {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, Color.BLUE, 64, 64, Color.ORANGE));
        g.fillRect(0, 0, 64, 64);
        g.dispose();
        return image;
    }

    private static Recipe recipe(Path file, boolean corrected) {
        var input = SamplerTuning.ImageInput.DEFAULT.withColorCorrection(corrected);
        var tuning = SamplerTuning.DEFAULT.withImageInput(input);
        return Recipe.of("a cat", SIZE)
                .withSeed(Seed.of(7))
                .withMode(new Mode.ImageToImage(file.toString(), 0.7, Mode.Fit.STRETCH))
                .withSampling(Sampling.DEFAULT.withSteps(4).withTuning(tuning));
    }

    private static byte[] draw(Model model, Recipe recipe) throws Exception {
        return new LocalGenerator(model)
                .generate(recipe, Observer.NONE, new Cancellation())
                .getFirst()
                .rgb();
    }
}
