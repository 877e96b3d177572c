package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.FileHash;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ColorCorrection;
import dev.atelier.image.ImageSource;
import dev.atelier.image.Resize;
import dev.atelier.latent.Latent;
import dev.atelier.latent.Resampling;
import dev.atelier.latent.Window;
import dev.atelier.lora.LoraUsed;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.StopPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// A request to stop is honoured inside long work, not only between calls of the network.
class StoppingTest {
    private static Model model;

    @BeforeAll
    static void load() throws IOException {
        model = TinyModels.load("tiny-sd1");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /// The request comes with the last call of the network: what follows is only decoding.
    @Test
    void aCancelledPictureIsNotDecodedToItsEnd() {
        var cancellation = new Cancellation();

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> draw(1, cancellation, cancellation::cancel));

        assertTrue(thrown.failure() instanceof Failure.Cancelled);
    }

    @Test
    void anInterruptedPictureIsDecodedAndTheLast() throws GenerationException {
        var cancellation = new Cancellation();

        assertEquals(List.of(7L), seeds(draw(2, cancellation, cancellation::interrupt)));
    }

    @Test
    void aPictureThatIsSkippedWhileItIsDecodedIsLeftOut() throws GenerationException {
        var cancellation = new Cancellation();
        var calls = new AtomicInteger();

        var pictures =
                draw(
                        2,
                        cancellation,
                        () -> {
                            if (calls.incrementAndGet() == 1) {
                                cancellation.skip();
                            }
                        });

        assertEquals(List.of(8L), seeds(pictures));
    }

    @Test
    void loadingHashingResizingAndBlurringStop() {
        var checkpoint = GoldenCheckpoints.file("tiny-sd1");
        assertStops(() -> {
            try (var file = Checkpoint.openComplete(checkpoint)) {
                Model.load(file, model.compute(), new Model.Id("again", "")).close();
            }
        });
        assertStops(() -> FileHash.sha256(checkpoint, new Cancellation()));
        var picture = new Bitmap(64, 64, 3, new byte[3 * 64 * 64]);
        assertStops(() -> Resize.to(picture, 128, 128, Resize.Filter.LANCZOS));
        assertStops(() -> Resize.nearest(picture, 128, 128));
        var mask = new Bitmap(64, 64, 1, new byte[64 * 64]);
        var mode = new Mode.Inpaint("", "", 0.5, Mode.Fit.STRETCH, Mode.MaskSettings.DEFAULT);
        assertStops(() -> ImageSource.of(picture, mask, mode, new Size(64, 64)));
    }

    /// What is done to a finished picture, and between two passes.
    @Test
    void colouringBlendingAndEnlargingLatentsStop() {
        var picture = new Bitmap(64, 64, 3, new byte[3 * 64 * 64]);
        assertStops(() -> new ColorCorrection(picture));
        var correction = new ColorCorrection(picture);
        assertStops(() -> correction.applied(picture));
        var mask = new Bitmap(64, 64, 1, new byte[64 * 64]);
        var mode = new Mode.Inpaint("", "", 0.5, Mode.Fit.STRETCH, Mode.MaskSettings.DEFAULT);
        var overlay = ImageSource.of(picture, mask, mode, new Size(64, 64)).overlay().orElseThrow();
        assertStops(() -> overlay.over(picture));
        var latent = Latent.zeros(new Latent.Shape(1, 4, 8, 8));
        assertStops(() -> Resampling.BICUBIC.resize(latent, Window.whole(16, 16)));
    }

    /// A prompt may name thousands: it ends before the next file is opened, of which there is none
    /// here.
    @Test
    void applyingLorasStopsBetweenFiles() {
        var used = new LoraUsed(Path.of("no such file"), 1, 1, 0);
        assertStops(() -> model.loras().apply(List.of(used)));
    }

    private static void assertStops(Executable work) {
        assertThrows(
                CancellationException.class,
                () ->
                        StopPoint.during(
                                () -> {
                                    throw new CancellationException();
                                },
                                () -> {
                                    work.execute();
                                    return 0;
                                }));
    }

    private static List<Long> seeds(List<Picture> pictures) {
        return pictures.stream().map(p -> p.recipe().seed().value().longValue()).toList();
    }

    /// One step for each picture, at a size that is decoded in steps.
    private static List<Picture> draw(int count, Cancellation cancellation, Runnable atStep)
            throws GenerationException {
        var recipe =
                Recipe.of("a boat", new Size(256, 256))
                        .withSeed(Seed.of(7))
                        .withBatch(new Batch(1, count))
                        .withSampling(Sampling.DEFAULT.withSteps(1));
        var observer =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        atStep.run();
                    }
                };
        return new LocalGenerator(model).generate(recipe, observer, cancellation);
    }
}
