package dev.atelier.app.queue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Consecutive pictures of a job that are still to be made.
///
/// @param first 0-based place of the first in the job
/// @param recipe makes exactly these
record RemainingPart(int first, Recipe recipe) {
    /// What is missing of a job, in order. Whole rounds stay rounds; of a round that is partly
    /// there, the rest is made one by one, so that no picture is made twice.
    ///
    /// @param settled places of the pictures that are not wanted any more
    static List<RemainingPart> of(Recipe whole, Set<Integer> settled) {
        var parts = new ArrayList<RemainingPart>();
        int size = whole.batch().size();
        int place = 0;
        while (place < whole.batch().total()) {
            if (settled.contains(place)) {
                place++;
                continue;
            }
            boolean round = wholeRound(whole, settled, place);
            int count = 1;
            int step = round ? size : 1;
            while (same(whole, settled, place + count * step, round)) {
                count++;
            }
            parts.add(part(whole, place, new Batch(step, count)));
            place += count * step;
        }
        return List.copyOf(parts);
    }

    /// Distinguishes it from the other parts of its job.
    String name() {
        return first + "+" + recipe.batch().total();
    }

    /// The 0-based round of the job that round `index` of this belongs to.
    int roundOf(int index, Batch whole) {
        return (first + index * recipe.batch().size()) / whole.size();
    }

    /// The place in the job of a picture by its seed.
    static int placeOf(Recipe whole, Seed seed) {
        for (int i = 0; i < whole.batch().total(); i++) {
            if (whole.seed().ofImage(i).equals(seed)) {
                return i;
            }
        }
        throw new IllegalStateException("a picture with a seed that was not asked for: " + seed);
    }

    private static RemainingPart part(Recipe whole, int first, Batch batch) {
        var recipe = whole.withSeed(whole.seed().ofImage(first)).withBatch(batch);
        return new RemainingPart(first, recipe);
    }

    /// Whether what begins at `place` continues a part of whole rounds, or one of single pictures.
    private static boolean same(Recipe whole, Set<Integer> settled, int place, boolean round) {
        return place < whole.batch().total()
                && !settled.contains(place)
                && wholeRound(whole, settled, place) == round;
    }

    private static boolean wholeRound(Recipe whole, Set<Integer> settled, int place) {
        int size = whole.batch().size();
        if (place % size != 0) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (settled.contains(place + i)) {
                return false;
            }
        }
        return true;
    }
}
