package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        var drawn = Seed.DEFAULT.withStrength(0.5).resolved(new Random(1));

        assertNotEquals(Seed.RANDOM, drawn.value());
        assertNotEquals(Seed.RANDOM, drawn.variation());
    }

    @Test
    void drawsNoVariationThatMovesNothing() {
        assertEquals(Seed.of(11), Seed.of(11).resolved(new Random(1)));
        assertEquals(Seed.of(13), Seed.of(11).resolved(new Random(1)).ofImage(2));

        var forLater = Seed.of(11).whollyResolved(new Random(1));

        assertNotEquals(Seed.RANDOM, forLater.variation());
        assertEquals(Seed.of(11), forLater.acting());
        assertEquals(forLater.withStrength(0.1), forLater.withStrength(0.1).acting());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12345678901234567890", "18446744073709551615"})
    void keepsUnsigned64Bits(String digits) {
        var seed = Seed.of(Seed.number(digits));

        assertEquals(digits, seed.value().toString());
        assertEquals(Long.parseUnsignedLong(digits), seed.bits());
        assertFalse(seed.isRandom());
        assertEquals(seed, seed.resolved(new Random(1)).withVariation(Seed.RANDOM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551616", "-2", "1.5", "", "abc"})
    void refusesWhatIsNoSeed(String text) {
        assertThrows(IllegalArgumentException.class, () -> Seed.number(text));
    }

    @Test
    void countsOnFromTheLargestWithZero() {
        assertEquals(Seed.of(1), Seed.of(Seed.MAX).ofImage(2));
    }
}
