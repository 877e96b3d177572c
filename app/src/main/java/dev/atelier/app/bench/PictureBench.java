package dev.atelier.app.bench;

import dev.atelier.app.home.ScratchFolder;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.FlopCount;
import dev.atelier.pipeline.LocalGenerator;
import dev.atelier.pipeline.Model;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/// Measures whole pictures: 512 x 512 in 20 steps, what starting from a picture costs besides its
/// steps, a larger size, and a second pass.
final class PictureBench {
    private static final int EDGE = 512;
    private static final int LATENT = EDGE / 8;
    private static final int LARGER = 768;
    private static final int TOKENS = 77;
    private static final int STEPS = 20;
    private static final int FEW = 5;
    private static final int ROUNDS = 2;

    // Half of 8 steps, and the one more that A1111 adds.
    private static final int HALVED = 8;
    private static final double HALF = 0.5;

    private final CheckpointConfig config;
    private final Generator generator;
    private final Report report;
    private final Cancellation cancellation;

    /// Called at each measurement.
    interface Report {
        void add(String name, double millis, double operations);
    }

    PictureBench(Model model, CheckpointConfig config, Report report, Cancellation cancellation) {
        this.config = config;
        this.report = report;
        this.cancellation = cancellation;
        generator = new LocalGenerator(model);
    }

    /// Blocks for minutes.
    void run() throws IOException, GenerationException {
        var first = recipe(EDGE, STEPS);
        report.add("picture, 20 steps", millis(first), steps(STEPS, LATENT) + decode(LATENT));
        imageToImage();
        int larger = LARGER / 8;
        report.add(
                "768 x 768, 5 steps",
                millis(recipe(LARGER, FEW)),
                steps(FEW, larger) + decode(larger));
        int second = 2 * LATENT;
        report.add(
                "hires to 1024, 5 + 5",
                millis(recipe(EDGE, FEW).withHires(Optional.of(HiresPass.DEFAULT))),
                steps(FEW, LATENT) + steps(FEW, second) + decode(second));
    }

    /// Against a picture from words with as many steps.
    private void imageToImage() throws IOException, GenerationException {
        var file = ScratchFolder.file("atelier", ".png");
        try {
            noise(file);
            var mode = new Mode.ImageToImage(file.toString(), HALF, Mode.Fit.STRETCH);
            var words = recipe(EDGE, FEW);
            var image = recipe(EDGE, HALVED).withMode(mode);
            double fromWords = Double.MAX_VALUE;
            double fromImage = Double.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                fromWords = Math.min(fromWords, millis(words));
                fromImage = Math.min(fromImage, millis(image));
            }
            double operations = steps(FEW, LATENT) + decode(LATENT);
            report.add("txt2img, 5 steps", fromWords, operations);
            double encode = FlopCount.encode(config.vae(), LATENT, LATENT);
            report.add("img2img, 5 steps", fromImage, operations + encode);
            report.add("img2img overhead", fromImage - fromWords, 0);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void noise(Path file) throws IOException {
        var image = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_RGB);
        var random = new SplittableRandom(1);
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private static Recipe recipe(int edge, int steps) {
        return Recipe.of("a red boat under a yellow moon", new Size(edge, edge))
                .withNoise(NoiseSource.NV)
                .withSeed(Seed.of(1))
                .withSampling(Sampling.DEFAULT.withSampler(SamplerId.EULER).withSteps(steps));
    }

    private double millis(Recipe recipe) throws GenerationException {
        long start = System.nanoTime();
        generator.generate(recipe, Observer.NONE, cancellation);
        return (System.nanoTime() - start) / 1e6;
    }

    private double steps(int count, int latent) {
        return count * FlopCount.unet(config.unet(), 2, latent, latent, TOKENS);
    }

    private double decode(int latent) {
        return FlopCount.decode(config.vae(), latent, latent);
    }
}
