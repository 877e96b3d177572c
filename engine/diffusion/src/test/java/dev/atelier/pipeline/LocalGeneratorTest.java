package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalGeneratorTest {
    private static Model model;
    private static LocalGenerator generator;

    @BeforeAll
    static void load() throws IOException {
        model = TinyModels.load("tiny-sd1");
        generator = new LocalGenerator(model);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void stopsWithinOneStepOfACancel() {
        var cancellation = new Cancellation();
        var steps = new ArrayList<Progress>();
        var observer =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        steps.add(progress);
                        cancellation.cancel();
                    }
                };

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> generator.generate(recipe(20), observer, cancellation));

        assertInstanceOf(Failure.Cancelled.class, thrown.failure());
        assertEquals(1, steps.size());
    }

    @Test
    void keepsThePictureSoFarWhenInterrupted() throws GenerationException {
        var cancellation = new Cancellation();
        var observer =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        if (progress.step() == 3) {
                            cancellation.interrupt();
                        }
                    }
                };

        var pictures =
                generator.generate(recipe(20).withBatch(new Batch(1, 5)), observer, cancellation);

        assertEquals(1, pictures.size());
    }

    @Test
    void leavesOutTheSkippedPictureOnly() throws GenerationException {
        var cancellation = new Cancellation();
        var observer =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        if (progress.batch() == 2 && progress.step() == 1) {
                            cancellation.skip();
                        }
                    }
                };
        var recipe = recipe(3).withBatch(new Batch(1, 3)).withSeed(Seed.of(7));

        var pictures = generator.generate(recipe, observer, cancellation);

        assertEquals(
                List.of(7L, 9L), pictures.stream().map(p -> p.recipe().seed().bits()).toList());
    }

    @Test
    void refusesWhatItCannotDoYet() {
        var recipe = recipe(1).withMode(new Mode.ImageToImage("a.png", 0.5, Mode.Fit.STRETCH));

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> generator.generate(recipe, Observer.NONE, new Cancellation()));

        assertInstanceOf(Failure.BadRecipe.class, thrown.failure());
    }

    @Test
    void countsBothPassesAndReportsTheLargerSize() throws GenerationException {
        var steps = new ArrayList<Progress>();
        var observer =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        steps.add(progress);
                    }
                };
        var recipe = recipe(4).withHires(Optional.of(HiresPass.DEFAULT));

        var picture = generator.generate(recipe, observer, new Cancellation()).getFirst();

        assertEquals(new Size(128, 128), picture.size());
        assertEquals(128 * 128 * 3, picture.rgb().length);
        assertEquals(8, steps.size());
        assertEquals(8, steps.getLast().step());
        assertTrue(steps.stream().allMatch(progress -> progress.steps() == 8));
    }

    @Test
    void refusesAnUpscalerItDoesNotHave() {
        var hires = HiresPass.DEFAULT.withUpscaler("R-ESRGAN 4x+");
        var recipe = recipe(1).withHires(Optional.of(hires));

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> generator.generate(recipe, Observer.NONE, new Cancellation()));

        assertTrue(thrown.failure().sentence().contains("R-ESRGAN 4x+"));
    }

    @Test
    void saysWhichWeightCannotBeRead() {
        var recipe = recipe(1).withPrompt("a (cat:1.2.3)");

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> generator.generate(recipe, Observer.NONE, new Cancellation()));

        assertTrue(thrown.failure().sentence().contains("1.2.3"));
    }

    /// What one picture leaves behind, two hundred would pile up.
    @Test
    void keepsItsMemoryOverTwoHundredPictures() throws GenerationException, IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "no account of memory here");
        run(20); // caches and the allocator settle
        long before = anonymousKb();
        run(200);
        long grown = anonymousKb() - before;

        // The smallest leak that matters, one latent of 4 x 8 x 8 floats a call, would be 1.6 MB
        // over
        // 8 calls x 200; a leaked activation a hundred times that. The Java heap accounts for the
        // rest.
        assertTrue(grown < 300_000, "grew by " + grown + " KB");
    }

    private static void run(int pictures) throws GenerationException {
        for (int i = 0; i < pictures; i++) {
            generator.generate(recipe(2), Observer.NONE, new Cancellation());
        }
        System.gc();
    }

    private static long anonymousKb() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static Recipe recipe(int steps) {
        return Recipe.of("a cat", new Size(64, 64))
                .withSampling(Sampling.DEFAULT.withSampler(SamplerId.EULER).withSteps(steps));
    }
}
