package dev.atelier.recipe;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which noise a picture starts from, in A1111's terms.
///
/// @param value the seed, or [#RANDOM]
/// @param variation A1111's subseed: a second seed to drift towards, or [#RANDOM]
/// @param strength how far to drift, 0 (not at all) to 1
/// @param resizeFrom take the noise of a picture of this size and paste it into the middle
public record Seed(long value, long variation, double strength, Optional<Size> resizeFrom) {
    /// Stands for a seed to be drawn before the picture is made.
    public static final long RANDOM = -1;

    public static final Seed DEFAULT = of(RANDOM);

    /// A1111 draws seeds below 2^32.
    private static final long BOUND = 1L << 32;

    public Seed {
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException(
                    "variation strength: expected 0 to 1, got " + strength);
        }
    }

    /// A plain seed without variation.
    public static Seed of(long value) {
        return new Seed(value, RANDOM, 0, Optional.empty());
    }

    /// The same with random seeds replaced by drawn ones.
    public Seed resolved(RandomGenerator random) {
        return new Seed(
                value == RANDOM ? random.nextLong(BOUND) : value,
                variation == RANDOM ? random.nextLong(BOUND) : variation,
                strength,
                resizeFrom);
    }

    /// The seed of picture `index` of a run. With variation all share the seed and the variation
    /// counts up, as in A1111; without, the seed counts up. What is still [#RANDOM] stays so.
    public Seed ofImage(int index) {
        return new Seed(
                strength == 0 ? moved(value, index) : value,
                moved(variation, index),
                strength,
                resizeFrom);
    }

    private static long moved(long value, int index) {
        return value == RANDOM ? RANDOM : value + index;
    }
}
