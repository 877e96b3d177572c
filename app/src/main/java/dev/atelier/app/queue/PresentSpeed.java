package dev.atelier.app.queue;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How long recipes will take: as learned from pictures before, scaled by the speed of what runs at
/// their place, where that is of the same kind. Event thread.
final class PresentSpeed implements TimePrediction {
    private final QueueModel queue;
    private final TimePrediction learned;
    private final Map<String, Measured> places = new HashMap<>();

    /// @param millis that the whole recipe takes at its present speed
    private record Measured(Recipe recipe, double millis) {}

    PresentSpeed(QueueModel queue, TimePrediction learned) {
        this.queue = queue;
        this.learned = learned;
    }

    /// @param live all that runs at the place
    void follow(String place, List<JobProgress> live) {
        var now = live.stream().flatMap(this::measured).findFirst();
        boolean busy =
                queue.jobs().get().stream()
                        .anyMatch(job -> job.state().open() && job.place().equals(place));
        // Between two jobs the speed of the last one counts on.
        now.ifPresentOrElse(
                it -> places.put(place, it),
                () -> {
                    if (!busy) {
                        places.remove(place);
                    }
                });
    }

    private Stream<Measured> measured(JobProgress live) {
        return live.progress().filter(now -> now.perSecond() > 0).stream()
                .flatMap(now ->
                        queue.jobs().get().stream()
                                .filter(job -> job.id() == live.job())
                                .map(Job::recipe)
                                // Its two passes have two speeds.
                                .filter(recipe -> recipe.secondPass().isEmpty())
                                .map(recipe -> new Measured(recipe, millis(now))));
    }

    private static double millis(Progress now) {
        return 1000.0 * now.batches() * now.steps() / now.perSecond();
    }

    @Override
    public Optional<Duration> of(String place, Recipe recipe) {
        var usual = learned.of(place, recipe);
        var running = places.get(place);
        if (usual.isEmpty() || running == null || !alike(recipe, running.recipe)) {
            return usual;
        }
        return learned.of(place, running.recipe)
                .filter(Duration::isPositive)
                .map(its -> usual.get().toMillis() * running.millis / its.toMillis())
                .map(millis -> Duration.ofMillis(Math.round(millis)))
                .or(() -> usual);
    }

    private static boolean alike(Recipe one, Recipe other) {
        return ModelLibrary.modelName(one).equals(ModelLibrary.modelName(other))
                && one.mode().getClass().equals(other.mode().getClass());
    }
}
