package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeEstimatorTest {
    private static final Recipe CAT = Recipe.of("a cat", new Size(64, 64));

    @TempDir Path folder;

    @Test
    void knowsNothingBeforeTheFirstPicture() {
        try (var tasks = new Tasks(Runnable::run)) {
            assertEquals(Optional.empty(), estimator(tasks).predict(CAT));
        }
    }

    @Test
    void growsWithPixelsStepsAndPictures() {
        try (var tasks = new Tasks(Runnable::run)) {
            var estimator = estimator(tasks);
            estimator.learn(finished(CAT, 2));

            assertEquals(seconds(2), estimator.predict(CAT));
            assertEquals(seconds(8), estimator.predict(CAT.withSize(new Size(128, 128))));
            assertEquals(seconds(6), estimator.predict(CAT.withBatch(new Batch(1, 3))));
            assertEquals(
                    seconds(4),
                    estimator.predict(CAT.withSampling(Sampling.DEFAULT.withSteps(40))));
        }
    }

    /// One that was slower may be an exception, such as the first after the start.
    @Test
    void followsAFasterPictureAtOnceAndASlowerOneByAndBy() {
        try (var tasks = new Tasks(Runnable::run)) {
            var estimator = estimator(tasks);
            estimator.learn(finished(CAT, 10));
            estimator.learn(finished(CAT, 6));
            assertEquals(seconds(6), estimator.predict(CAT));

            estimator.learn(finished(CAT, 16));
            assertEquals(seconds(10), estimator.predict(CAT));
        }
    }

    @Test
    void learnsNothingFromAPictureThatWasInterrupted() {
        try (var tasks = new Tasks(Runnable::run)) {
            var estimator = estimator(tasks);
            estimator.learn(finished(CAT, 2));

            estimator.learn(new SavedPicture(1, Path.of("part.png"), CAT, 0.1, true));

            assertEquals(seconds(2), estimator.predict(CAT));
        }
    }

    /// A ControlNet computes about a third of what the network does that it controls: the blocks
    /// down and the middle; an adapter runs once.
    @Test
    void controlNetsTakeTheirShareOfTheSteps() {
        try (var tasks = new Tasks(Runnable::run)) {
            var estimator = estimator(tasks);
            estimator.learn(finished(CAT, 20));
            var half =
                    new ControlUnit(
                            "canny", Preprocessing.NONE, "a.png", 1, 0, 0.5, Balance.BALANCED);
            var adapter =
                    new ControlUnit(
                            "t2iadapter_depth",
                            Preprocessing.NONE,
                            "a.png",
                            1,
                            0,
                            1,
                            Balance.BALANCED);

            var with = estimator.predict(CAT.withControls(List.of(half))).orElseThrow();
            assertEquals(20 * (1 + 0.35 / 2), with.toMillis() / 1000.0, 0.01);
            assertEquals(seconds(20), estimator.predict(CAT.withControls(List.of(adapter))));
        }
    }

    @Test
    void isRememberedAndOfEachModelApart() {
        try (var tasks = new Tasks(Runnable::run)) {
            estimator(tasks).learn(finished(CAT, 2));
        }
        try (var tasks = new Tasks(Runnable::run)) {
            var other = CAT.withModel(Optional.of(new ModelRef("other", "")));

            assertEquals(seconds(2), estimator(tasks).predict(CAT));
            assertEquals(Optional.empty(), estimator(tasks).predict(other));
        }
    }

    private TimeEstimator estimator(Tasks tasks) {
        return new TimeEstimator(Settings.open(folder.resolve("settings.properties"), tasks));
    }

    private static Optional<Duration> seconds(int count) {
        return Optional.of(Duration.ofSeconds(count));
    }

    private static SavedPicture finished(Recipe recipe, double seconds) {
        return new SavedPicture(1, Path.of("a.png"), recipe, seconds);
    }
}
