package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {
    private static final Recipe CAT = Recipe.of("a cat", new Size(64, 64));

    @TempDir Path folder;

    @Test
    void knowsNothingBeforeTheFirstPicture() {
        try (var tasks = new Tasks(Runnable::run)) {
            assertEquals(Optional.empty(), pace(tasks).predict(CAT));
        }
    }

    @Test
    void growsWithPixelsStepsAndPictures() {
        try (var tasks = new Tasks(Runnable::run)) {
            var pace = pace(tasks);
            pace.learn(finished(CAT, 2));

            assertEquals(seconds(2), pace.predict(CAT));
            assertEquals(seconds(8), pace.predict(CAT.withSize(new Size(128, 128))));
            assertEquals(seconds(6), pace.predict(CAT.withBatch(new Batch(1, 3))));
            assertEquals(
                    seconds(4), pace.predict(CAT.withSampling(Sampling.DEFAULT.withSteps(40))));
        }
    }

    @Test
    void isRememberedAndOfEachModelApart() {
        try (var tasks = new Tasks(Runnable::run)) {
            pace(tasks).learn(finished(CAT, 2));
        }
        try (var tasks = new Tasks(Runnable::run)) {
            var other = CAT.withModel(Optional.of(new ModelRef("other", "")));

            assertEquals(seconds(2), pace(tasks).predict(CAT));
            assertEquals(Optional.empty(), pace(tasks).predict(other));
        }
    }

    private TimeEstimator pace(Tasks tasks) {
        return new TimeEstimator(Settings.open(folder.resolve("settings.properties"), tasks));
    }

    private static Optional<Duration> seconds(int count) {
        return Optional.of(Duration.ofSeconds(count));
    }

    private static SavedPicture finished(Recipe recipe, double seconds) {
        return new SavedPicture(1, Path.of("a.png"), recipe, seconds);
    }
}
