package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// What every generator promises, on any device. The queue, the command line and the comparison of
/// runs rely on each line of it.
interface GeneratorContract {
    Recipe STAR =
            Recipe.of("a yellow star", new Size(64, 64))
                    .withSeed(Seed.of(40))
                    .withSampling(Sampling.DEFAULT.withSteps(4));
    int MANY_STEPS = 3000;

    Generator generator();

    private List<Picture> make(Recipe recipe, Observer observer) throws GenerationException {
        return generator().generate(recipe, observer, new Cancellation());
    }

    private Failure failure(Recipe recipe) {
        return assertThrows(GenerationException.class, () -> make(recipe, Observer.NONE)).failure();
    }

    private static Observer onProgress(Consumer<Progress> listener) {
        return new Observer() {
            @Override
            public void progress(Progress progress) {
                listener.accept(progress);
            }
        };
    }

    @Test
    default void makesAllPicturesInOrderEachWithARecipeOfItsOwn() throws Exception {
        var reported = new ArrayList<Picture>();
        var observer =
                new Observer() {
                    @Override
                    public void finished(Picture picture) {
                        reported.add(picture);
                    }
                };
        var pictures = make(STAR.withBatch(new Batch(2, 2)), observer);

        assertEquals(pictures, reported);
        assertEquals(
                List.of(40L, 41L, 42L, 43L),
                pictures.stream().map(picture -> picture.recipe().seed().bits()).toList());
        for (var picture : pictures) {
            assertEquals(new Batch(1, 1), picture.recipe().batch());
            assertEquals(new Size(64, 64), picture.size());
        }
        assertNotEquals(List.of(pictures.get(0).rgb()), List.of(pictures.get(1).rgb()));
    }

    /// Also of pictures that were made together.
    @Test
    default void eachPictureTellsItsOwnShareOfTheTime() throws Exception {
        for (var batch : List.of(new Batch(1, 4), new Batch(4, 1))) {
            var longer = STAR.withSampling(Sampling.DEFAULT.withSteps(20)).withBatch(batch);
            long start = System.nanoTime();
            var pictures = make(longer, Observer.NONE);
            double whole = (System.nanoTime() - start) / 1e9;
            var shares =
                    pictures.stream()
                            .mapToDouble(it -> Double.parseDouble(it.facts().get("seconds")))
                            .toArray();

            assertTrue(DoubleStream.of(shares).sum() <= whole + 0.04, whole + " s of all");
            assertTrue(DoubleStream.of(shares).allMatch(it -> it > 0), "each takes some");
        }
    }

    @Test
    default void aPicturesOwnRecipeMakesItAgain() throws Exception {
        var last = make(STAR.withBatch(new Batch(1, 2)), Observer.NONE).getLast();
        var again = make(last.recipe(), Observer.NONE).getFirst();

        assertArrayEquals(last.rgb(), again.rgb());
        assertEquals(last.recipe(), again.recipe());
    }

    @Test
    default void drawsASeedWhereNoneIsGivenAndSaysWhich() throws Exception {
        var random = STAR.withSeed(Seed.of(-1));
        var one = make(random, Observer.NONE).getFirst();
        var other = make(random, Observer.NONE).getFirst();

        assertTrue(one.recipe().seed().bits() >= 0);
        assertNotEquals(one.recipe().seed().bits(), other.recipe().seed().bits());
    }

    @Test
    default void keepsSeedsOf64Bits() throws Exception {
        var large = STAR.withSeed(new Seed(Seed.MAX, Seed.MAX, 0.1, Optional.empty()));
        var made = make(large, Observer.NONE).getFirst();

        assertEquals(large.seed(), made.recipe().seed());
    }

    @Test
    default void makesNothingWhenCancelledBefore() {
        var cancellation = new Cancellation();
        cancellation.cancel();

        var e =
                assertThrows(
                        GenerationException.class,
                        () -> generator().generate(STAR, Observer.NONE, cancellation));
        assertInstanceOf(Failure.Cancelled.class, e.failure());
    }

    @Test
    default void stopsInTheMiddleWhenCancelled() throws Exception {
        var cancellation = new Cancellation();
        var endless = STAR.withSampling(Sampling.DEFAULT.withSteps(MANY_STEPS));

        var e =
                assertThrows(
                        GenerationException.class,
                        () ->
                                generator()
                                        .generate(
                                                endless,
                                                onProgress(_ -> cancellation.cancel()),
                                                cancellation));
        assertInstanceOf(Failure.Cancelled.class, e.failure());
        assertEquals(1, make(STAR, Observer.NONE).size()); // and is free for the next
    }

    @Test
    default void keepsThePictureSoFarWhenInterrupted() throws Exception {
        var cancellation = new Cancellation();
        var endless =
                STAR.withSampling(Sampling.DEFAULT.withSteps(MANY_STEPS))
                        .withBatch(new Batch(1, 3));

        var pictures =
                generator()
                        .generate(endless, onProgress(_ -> cancellation.interrupt()), cancellation);
        assertEquals(1, pictures.size());
    }

    @Test
    default void tellsOfStepsThatNeverGoBack() throws Exception {
        var seen = new ArrayList<Progress>();
        make(STAR.withSampling(Sampling.DEFAULT.withSteps(200)), onProgress(seen::add));

        assertFalse(seen.isEmpty());
        int last = 0;
        for (var progress : seen) {
            assertTrue(progress.step() >= last && progress.step() <= progress.steps());
            assertEquals(1, progress.batches());
            last = progress.step();
        }
    }

    @Test
    default void saysWhatIsWrongAndWhatToDo() throws Exception {
        var missing = failure(STAR.withMode(new Mode.ImageToImage("no.png", 0.5, Mode.Fit.CROP)));
        assertTrue(missing.sentence().contains("no.png"), missing.sentence());
        assertFalse(missing.remedy().isBlank());

        assertEquals(1, make(STAR, Observer.NONE).size());
    }
}
