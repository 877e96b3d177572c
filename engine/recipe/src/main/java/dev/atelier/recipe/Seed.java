package dev.atelier.recipe;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// What the starting noise is drawn from, with the meaning A1111 v1.10.1 gives the fields.
///
/// @param seed [#RANDOM], or 0 to [#MAX]
/// @param subseed the variation seed, [#RANDOM] or 0 to [#MAX]
/// @param subseedStrength 0 (only `seed`) to 1 (only `subseed`)
/// @param resizeFrom the size whose noise is centred in the picture's, so that another size keeps
///     the composition
public record Seed(long seed, long subseed, double subseedStrength, Optional<Size> resizeFrom) {
    public Seed {
        Require.within("seed", seed, RANDOM, MAX);
        Require.within("subseed", subseed, RANDOM, MAX);
        Require.within("subseed strength", subseedStrength, 0.0, 1.0);
    }

    /// Stands for "draw one": a recipe with it is not yet reproducible.
    public static final long RANDOM = -1;

    /// The largest seed; any picture of a batch can add its index without overflow.
    public static final long MAX = Long.MAX_VALUE - Integer.MAX_VALUE;

    /// A1111 draws below this bound (`random.randrange(4294967294)`).
    private static final long DRAW_BOUND = 4294967294L;

    /// The plain seed without variation.
    public static Seed of(long seed) {
        return new Seed(seed, RANDOM, 0, Optional.empty());
    }

    /// Whether nothing is left to draw. An unused subseed counts too: infotext names it.
    public boolean isResolved() {
        return seed != RANDOM && subseed != RANDOM;
    }

    /// The same seeds with each [#RANDOM] replaced by a draw.
    public Seed resolved(RandomGenerator random) {
        return new Seed(
                drawn(seed, random), drawn(subseed, random), subseedStrength, resizeFrom);
    }

    /// The seeds of picture `index` (0-based, over all rounds): A1111 moves the seed on, or only the
    /// subseed where a variation is in play. [#RANDOM] stays as it is.
    public Seed forImage(int index) {
        return new Seed(
                subseedStrength == 0 ? moved(seed, index) : seed,
                moved(subseed, index),
                subseedStrength,
                resizeFrom);
    }

    private static long drawn(long value, RandomGenerator random) {
        return value == RANDOM ? random.nextLong(DRAW_BOUND) : value;
    }

    private static long moved(long value, int index) {
        return value == RANDOM ? RANDOM : Math.min(MAX, value + index);
    }

    /// A copy with another `seed`.
    public Seed withSeed(long seed) {
        return new Seed(seed, subseed, subseedStrength, resizeFrom);
    }

    /// A copy with another `subseed`.
    public Seed withSubseed(long subseed) {
        return new Seed(seed, subseed, subseedStrength, resizeFrom);
    }

    /// A copy with another `subseedStrength`.
    public Seed withSubseedStrength(double subseedStrength) {
        return new Seed(seed, subseed, subseedStrength, resizeFrom);
    }

    /// A copy with another `resizeFrom`.
    public Seed withResizeFrom(Optional<Size> resizeFrom) {
        return new Seed(seed, subseed, subseedStrength, resizeFrom);
    }
}
