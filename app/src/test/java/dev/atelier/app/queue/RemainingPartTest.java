package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RemainingPartTest {
    private static final Recipe EIGHT =
            Recipe.of("a cat", new Size(8, 8)).withSeed(Seed.of(100)).withBatch(new Batch(2, 4));

    @Test
    void aNewJobIsMadeAsOrdered() {
        assertEquals(List.of(new RemainingPart(0, EIGHT)), RemainingPart.of(EIGHT, Set.of()));
    }

    @Test
    void wholeRoundsGoOnWhereTheyStopped() {
        var rest = RemainingPart.of(EIGHT, Set.of(0, 1, 2, 3)).getFirst();

        assertEquals(4, rest.first());
        assertEquals(new Batch(2, 2), rest.recipe().batch());
        assertEquals(104, rest.recipe().seed().bits());
    }

    @Test
    void ofAHalfRoundOnlyTheOtherHalfIsMade() {
        var rest = RemainingPart.of(EIGHT, Set.of(0, 1, 2));

        assertEquals(List.of(3, 4), rest.stream().map(RemainingPart::first).toList());
        assertEquals(new Batch(1, 1), rest.getFirst().recipe().batch());
        assertEquals(new Batch(2, 2), rest.getLast().recipe().batch());
    }

    @Test
    void aFinishedJobHasNothingLeft() {
        assertEquals(List.of(), RemainingPart.of(EIGHT, Set.of(0, 1, 2, 3, 4, 5, 6, 7)));
    }

    @Test
    void whateverIsThereTheRestIsMadeExactlyOnce() {
        var random = new SplittableRandom(5);
        for (int trial = 0; trial < 300; trial++) {
            var recipe = EIGHT.withBatch(new Batch(random.nextInt(1, 5), random.nextInt(1, 6)));
            var settled = new TreeSet<Integer>();
            var expected = new ArrayList<Long>();
            for (int place = 0; place < recipe.batch().total(); place++) {
                if (random.nextBoolean()) {
                    settled.add(place);
                } else {
                    expected.add(recipe.seed().ofImage(place).bits());
                }
            }

            var made = new ArrayList<Long>();
            for (var part : RemainingPart.of(recipe, settled)) {
                for (int i = 0; i < part.recipe().batch().total(); i++) {
                    made.add(part.recipe().seed().ofImage(i).bits());
                }
            }

            assertEquals(expected, made);
        }
    }

    @Test
    void findsPicturesOfOneSeedByTheirVariation() {
        var varied = EIGHT.withSeed(new Seed(7, 30, 0.2, Optional.empty()));

        assertEquals(3, RemainingPart.placeOf(varied, new Seed(7, 33, 0.2, Optional.empty())));
    }
}
