package dev.atelier.app.queue;

import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.Optional;

/// How long a recipe will take at a place, where that is known.
@FunctionalInterface
public interface TimePrediction {
    Optional<Duration> of(String place, Recipe recipe);
}
