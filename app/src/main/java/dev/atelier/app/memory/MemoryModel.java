package dev.atelier.app.memory;

import dev.atelier.app.memory.Fit.Remedy;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Predicts before a picture is made whether there is memory for it. Event thread.
public final class MemoryModel {
    private static final int SMALLEST = 64;

    private final MemoryEstimator estimator;
    private final ToLongFunction<Recipe> modelBytes;
    private final ToLongFunction<Recipe> controlBytes;
    private final Value<Integer> readings = Value.of(0);

    /// Bytes that this process may hold in all; 0 while unknown.
    private long free;

    /// @param modelBytes size of the file of a recipe's model
    public MemoryModel(MemoryEstimator estimator, ToLongFunction<Recipe> modelBytes) {
        this(estimator, modelBytes, recipe -> 0);
    }

    /// @param modelBytes size of the file of a recipe's model
    /// @param controlBytes size of the files of its control units
    public MemoryModel(
            MemoryEstimator estimator,
            ToLongFunction<Recipe> modelBytes,
            ToLongFunction<Recipe> controlBytes) {
        this.estimator = estimator;
        this.modelBytes = modelBytes;
        this.controlBytes = controlBytes;
    }

    /// Changes with whatever moves the answer of [#fit].
    public Observed<Integer> readings() {
        return readings;
    }

    /// Takes a new reading. What moves by less than a hundredth is not worth a word.
    public void free(long bytes) {
        if (Math.abs(bytes - free) > free / 100) {
            free = bytes;
            readings.update(count -> count + 1);
        }
    }

    public void learn(Recipe recipe, long peakBytes) {
        estimator.learn(recipe, peakBytes);
        readings.update(count -> count + 1);
    }

    /// Empty where the machine does not say what is free.
    public Optional<Fit> fit(Recipe recipe) {
        if (free == 0) {
            return Optional.empty();
        }
        long need = need(recipe);
        var remedy = need <= free ? Optional.<Remedy>empty() : remedy(recipe);
        return Optional.of(new Fit(need, free, remedy));
    }

    private Optional<Remedy> remedy(Recipe recipe) {
        if (fits(oneAtOnce(recipe))) {
            return Optional.of(new Remedy.OneAtOnce());
        }
        if (recipe.secondPass().isPresent() && fits(recipe.withHires(Optional.empty()))) {
            return Optional.of(new Remedy.NoSecondPass());
        }
        return smaller(recipe).map(Remedy.Smaller::new);
    }

    private static Recipe oneAtOnce(Recipe recipe) {
        return recipe.withBatch(new Batch(1, recipe.batch().total()));
    }

    /// The largest of the same shape that fits, by halves of an edge's grid steps.
    private Optional<Size> smaller(Recipe recipe) {
        double ratio = (double) recipe.size().height() / recipe.size().width();
        int low = SMALLEST / Size.MIN;
        int high = recipe.size().width() / Size.MIN;
        Optional<Size> best = Optional.empty();
        while (low <= high) {
            int middle = (low + high) / 2;
            var size = new Size(Size.MIN * middle, Size.nearestSide(Size.MIN * middle * ratio));
            if (fits(recipe.withSize(size))) {
                best = Optional.of(size);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return best;
    }

    private boolean fits(Recipe recipe) {
        return need(recipe) <= free;
    }

    private long need(Recipe recipe) {
        return estimator.predict(
                recipe, modelBytes.applyAsLong(recipe), controlBytes.applyAsLong(recipe));
    }
}
