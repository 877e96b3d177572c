package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.LatentColours;
import dev.atelier.checkpoint.RandomCheckpoint;
import dev.atelier.checkpoint.VaeConfig;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Previews by a linear map: where it comes from and how good it is, on the starter's autoencoder.
class LatentColoursTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");
    private static Model model;

    @TempDir private Path folder;

    @BeforeAll
    static void load() throws IOException {
        var compute = new Compute(Torch.startOnCpu(), Strategy.PACKED_F32, Attention.FUSED, "test");
        try (var checkpoint = Checkpoint.openComplete(STARTER)) {
            model = Model.load(checkpoint, compute, new Model.Id("starter", "colours"));
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /// On a picture that the fit has not seen: nearer to what the autoencoder decodes than A1111's
    /// map, by far.
    @Test
    void fittedColoursAreNearerToTheDecodedPictureThanThoseOfA1111() {
        var latent = new ImageEncoder(model).encode(ColourFit.patches(99));
        var decoded = model.decoded(latent).picture();
        var colours = new LinearColours(LatentPreview.usual(model), 8);

        double before = far(latent, colours.factors(), decoded);
        ColourFit.fit(model, colours);
        double after = far(latent, colours.factors(), decoded);

        assertTrue(after < 0.5 * before, after + " of 255 instead of " + before);
        assertTrue(after < 30, "levels of 255: " + after);
    }

    /// Mean distance from the picture's eight by eight means, in levels of 255.
    private static double far(Latent latent, double[][] factors, Bitmap picture) {
        var rgb = LatentPreview.mapped(latent, factors);
        double sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % latent.width();
            int y = i / 3 / latent.width();
            double mean = 0;
            for (int at = 0; at < 64; at++) {
                mean += picture.at(8 * x + at % 8, 8 * y + at / 8, i % 3) / 64.0;
            }
            sum += Math.abs((rgb[i] & 0xFF) - mean);
        }
        return sum / rgb.length;
    }

    @Test
    void aFitInTheBackgroundEndsAndIsKept() throws Exception {
        var cache = new ColourCache(Optional.of(folder.resolve("colours")), "0123abcd/vae pt");
        var colours = new LinearColours(LatentPreview.usual(model), 8);
        assertEquals(Optional.empty(), cache.read(4));
        var done = new CountDownLatch(1);

        try (var fit =
                new ColourFit(
                        model,
                        colours,
                        () -> {
                            cache.write(colours.factors());
                            done.countDown();
                        })) {
            Thread.ofPlatform().start(fit);
            done.await();
        }

        var kept = cache.read(4).orElseThrow().bytes();
        for (int r = 0; r < 5; r++) {
            assertArrayEquals(colours.factors()[r], kept[r], 1e-6);
        }
        assertEquals(Optional.empty(), cache.read(16), "of other latents");
        try (var files = Files.list(folder.resolve("colours"))) {
            assertEquals(1, files.count());
        }
    }

    /// Whether it has begun or not: nothing uses the networks after it is closed.
    @Test
    void closingStopsAFitAndWaitsForIt() throws InterruptedException {
        var ends = new CountDownLatch(1);
        var fit =
                new ColourFit(
                        model, new LinearColours(LatentPreview.usual(model), 8), ends::countDown);
        var thread = Thread.ofPlatform().start(fit);

        fit.close();
        thread.join();

        assertEquals(1, ends.getCount(), "stopped before its end");
    }

    /// The first picture of a large autoencoder fits the colours and keeps them; later ones, also
    /// of a later start, find them.
    @Test
    void aLargeAutoencoderIsFittedOnce() throws Exception {
        var cache = folder.resolve("cache");
        var file = folder.resolve("wide.safetensors");
        try (var tiny = Checkpoint.open(GoldenCheckpoints.file("tiny-sd1"))) {
            var config = tiny.config();
            var wide = new VaeConfig(64, List.of(1, 1, 1, 1), 1, 32, config.vae().latents());
            RandomCheckpoint.write(
                    file,
                    new CheckpointConfig(
                            config.family(),
                            config.unet(),
                            wide,
                            config.texts(),
                            config.training(),
                            64));
        }
        var starts = new AtomicInteger();
        var fitting =
                new Approximations.Fitting(
                        cache,
                        work -> {
                            starts.incrementAndGet();
                            work.run();
                        });
        for (int start = 0; start < 2; start++) {
            // Another hash of the same name would be another autoencoder; one process knows it.
            draw(file, fitting);
            try (var files = Files.list(cache)) {
                var kept = files.toList();
                assertEquals(List.of(cache.resolve("feedfeed00wide.json")), kept);
                assertTrue(LatentColours.read(Files.readString(kept.getFirst()), 4).isPresent());
            }
            assertEquals(1, starts.get());
        }
        assertTrue(new ColourCache(Optional.of(cache), "feedfeed00wide").read(4).isPresent());
    }

    private static void draw(Path file, Approximations.Fitting fitting) throws Exception {
        try (var checkpoint = Checkpoint.openComplete(file);
                var loaded =
                        Model.load(
                                checkpoint, model.compute(), new Model.Id("wide", "feedfeed00"))) {
            var ready = loaded.with(Optional.empty(), Optional.of(fitting));
            var recipe =
                    Recipe.of("a boat", new Size(64, 64))
                            .withSampling(Sampling.DEFAULT.withSteps(1));
            var watching =
                    new Observer() {
                        @Override
                        public boolean wantsPreviews() {
                            return true;
                        }
                    };
            new LocalGenerator(ready).generate(recipe, watching, new Cancellation());
        }
    }

    @Test
    void filesSayTheirOwnInTheMetadata() {
        var text = "[[1,0,0],[0,1,0],[0,0,1],[0.5,0.5,0.5]]";
        var said = LatentColours.in(Map.of(LatentColours.METADATA_KEY, text), 4).orElseThrow();

        // Latent channels of 1, 0, -1 and 0: full red, middle green, no blue.
        var latent = Latent.of(new Latent.Shape(1, 4, 1, 1), new double[] {1, 0, -1, 0});
        assertArrayEquals(
                new byte[] {(byte) 255, (byte) 128, 0}, LatentPreview.mapped(latent, said.bytes()));
        assertEquals(said, LatentColours.read(said.json(), 4).orElseThrow());
    }

    @Test
    void whatDoesNotFitIsNoMap() {
        for (var text :
                new String[] {
                    "", "{}", "[[1,0],[0,1],[0,0],[0,0]]", "[[1,0,0]]", "[1,2,3,4]", "[[1,0,\"x\"]]"
                }) {
            var metadata = Map.of(LatentColours.METADATA_KEY, text);
            assertEquals(Optional.empty(), LatentColours.in(metadata, 4), text);
        }
    }
}
