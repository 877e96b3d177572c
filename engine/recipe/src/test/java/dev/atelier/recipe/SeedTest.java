package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeedTest {
    @Test
    void countsTheSeedUpWithoutVariation() {
        var seed = new Seed(42, 7, 0, Optional.empty());

        assertEquals(new Seed(45, 10, 0, Optional.empty()), seed.ofImage(3));
    }

    @Test
    void countsOnlyTheVariationUpWhereItActs() {
        var seed = new Seed(42, 7, 0.5, Optional.empty());

        assertEquals(new Seed(42, 10, 0.5, Optional.empty()), seed.ofImage(3));
    }

    @Test
    void staysRandomUntilDrawn() {
        assertEquals(Seed.DEFAULT, Seed.DEFAULT.ofImage(3));

        var drawn = Seed.DEFAULT.resolved(new Random(1));

        assertNotEquals(Seed.RANDOM, drawn.value());
        assertNotEquals(Seed.RANDOM, drawn.variation());
    }
}
