package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    /// What a viewer may not notice on a small blurred picture, in levels of 255.
    private static final double CLOSE = 12;

    private static final class Watching implements Observer {
        private final List<byte[]> previews = new ArrayList<>();

        @Override
        public boolean wantsPreviews() {
            return true;
        }

        @Override
        public void preview(PreviewImage preview) {
            assertEquals(preview.picture().width() / 8, preview.width());
            assertEquals(preview.picture().height() / 8, preview.height());
            previews.add(preview.rgb());
        }
    }

    /// The first picture of a process already: a late preview has the colours of the picture.
    @Test
    void hasTheColoursOfThePictureThatIsMade() throws IOException, GenerationException {
        var compute = new Compute(Torch.startOnCpu(), Strategy.PACKED_F32, Attention.FUSED, "test");
        try (var checkpoint = Checkpoint.openComplete(STARTER);
                var model = Model.load(checkpoint, compute, new Model.Id("starter", "preview"))) {
            var generator = new LocalGenerator(model);
            var prompts = List.of("a red boat under a yellow moon", "a green tree");
            for (var prompt : prompts) {
                var watching = new Watching();
                var recipe = Recipe.of(prompt, new Size(128, 128)).withSeed(Seed.of(3));
                var picture = generator.generate(recipe, watching, new Cancellation()).getFirst();
                double far = difference(watching.previews.getLast(), picture);
                assertTrue(far < CLOSE, prompt + ": " + far);
            }
        }
    }

    /// Mean difference from the picture's eight by eight means.
    private static double difference(byte[] preview, Picture picture) {
        int width = picture.size().width();
        double sum = 0;
        for (int i = 0; i < preview.length; i++) {
            int column = i / 3 % (width / 8);
            int row = i / 3 / (width / 8);
            double mean = 0;
            for (int at = 0; at < 64; at++) {
                int pixel = (8 * row + at / 8) * width + 8 * column + at % 8;
                mean += Byte.toUnsignedInt(picture.rgb()[3 * pixel + i % 3]) / 64.0;
            }
            sum += Math.abs(Byte.toUnsignedInt(preview[i]) - mean);
        }
        return sum / preview.length;
    }

    /// A picture made by known factors gives these factors back.
    @Test
    void findsLinearFactors() {
        double[][] wanted = {{10, -4, 3}, {2, 20, -7}, {-6, 1, 15}, {5, 5, -9}, {120, 130, 140}};
        var random = new SplittableRandom(5);
        int edge = 64;
        int pixels = edge * edge;
        var values = new double[4 * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        var rgb = new byte[3 * 64 * pixels];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            int at = pixel / (8 * edge) / 8 * edge + pixel % (8 * edge) / 8;
            double sum = wanted[4][i % 3];
            for (int c = 0; c < 4; c++) {
                sum += wanted[c][i % 3] * values[pixels * c + at];
            }
            rgb[i] = (byte) Math.round(sum);
        }
        var colours = new LinearColours(new double[5][3], 8);
        colours.learn(
                Latent.of(new Latent.Shape(1, 4, edge, edge), values),
                new Bitmap(8 * edge, 8 * edge, 3, rgb));
        for (int r = 0; r < 5; r++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(wanted[r][c], colours.factors()[r][c], 6);
            }
        }
    }
}
