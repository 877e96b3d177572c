package dev.atelier.recipe;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which noise a picture starts from, in A1111's terms. A seed is an unsigned 64-bit number, as in
/// PyTorch and ComfyUI.
///
/// @param value the seed, 0 to [#MAX], or [#RANDOM]
/// @param variation A1111's subseed: a second seed to drift towards, 0 to [#MAX], or [#RANDOM]
/// @param strength how far to drift, 0 (not at all) to 1
/// @param resizeFrom take the noise of a picture of this size and paste it into the middle
public record Seed(
        BigInteger value, BigInteger variation, double strength, Optional<Size> resizeFrom) {
    /// Stands for a seed to be drawn before the picture is made.
    public static final BigInteger RANDOM = BigInteger.ONE.negate();

    /// The largest seed, 2^64 - 1.
    public static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    public static final Seed DEFAULT = of(RANDOM);

    /// A1111 draws seeds below 2^32.
    private static final long BOUND = 1L << 32;

    /// Digits and sign of the longest text that is read as a number at all.
    private static final int LONGEST = 40;

    public Seed {
        require("seed", value);
        require("variation seed", variation);
        if (!(strength >= 0 && strength <= 1)) {
            throw InvalidValueException.of(
                    "variation strength", Message.of("expected.range", 0, 1), strength);
        }
    }

    /// Seeds that fit in a signed number.
    public Seed(long value, long variation, double strength, Optional<Size> resizeFrom) {
        this(BigInteger.valueOf(value), BigInteger.valueOf(variation), strength, resizeFrom);
    }

    private static void require(String name, BigInteger seed) {
        if (seed.compareTo(RANDOM) < 0 || seed.compareTo(MAX) > 0) {
            throw InvalidValueException.of(name, Message.of("expected.seed", MAX), seed);
        }
    }

    /// A plain seed without variation.
    public static Seed of(BigInteger value) {
        return new Seed(value, RANDOM, 0, Optional.empty());
    }

    /// A plain seed without variation.
    public static Seed of(long value) {
        return of(BigInteger.valueOf(value));
    }

    /// Reads the number of a seed as programs write it.
    ///
    /// @throws IllegalArgumentException when it is no seed
    public static BigInteger number(String text) {
        var digits = text.strip();
        if (digits.length() > LONGEST) {
            throw new InvalidValueException(
                    Message.of("value.short", "seed", Message.of("expected.digits", 20)));
        }
        return of(new BigInteger(digits)).value();
    }

    /// Whether the seed is still to be drawn.
    public boolean isRandom() {
        return value.equals(RANDOM);
    }

    /// The seed as the 64 bits that generators of noise take.
    public long bits() {
        return value.longValue();
    }

    /// The variation seed as 64 bits.
    public long variationBits() {
        return variation.longValue();
    }

    public Seed withValue(BigInteger other) {
        return new Seed(other, variation, strength, resizeFrom);
    }

    public Seed withVariation(BigInteger other) {
        return new Seed(value, other, strength, resizeFrom);
    }

    public Seed withStrength(double number) {
        return new Seed(value, variation, number, resizeFrom);
    }

    /// The same with random seeds replaced by drawn ones. A variation seed that moves nothing is
    /// not drawn, so that two runs of one seed have one recipe.
    public Seed resolved(RandomGenerator random) {
        return strength == 0 ? withValue(drawn(value, random)) : whollyResolved(random);
    }

    /// As [#resolved], the variation seed as well where it moves nothing yet.
    public Seed whollyResolved(RandomGenerator random) {
        return new Seed(drawn(value, random), drawn(variation, random), strength, resizeFrom);
    }

    /// The same without a variation seed that moves nothing: equal for all seeds of one noise.
    public Seed acting() {
        return strength == 0 ? withVariation(RANDOM) : this;
    }

    private static BigInteger drawn(BigInteger seed, RandomGenerator random) {
        return seed.equals(RANDOM) ? BigInteger.valueOf(random.nextLong(BOUND)) : seed;
    }

    /// The seed of picture `index` of a run. With variation all share the seed and the variation
    /// counts up, as in A1111; without, the seed counts up, from [#MAX] on to 0. What is still
    /// [#RANDOM] stays so.
    public Seed ofImage(int index) {
        return new Seed(
                strength == 0 ? moved(value, index) : value,
                moved(variation, index),
                strength,
                resizeFrom);
    }

    private static BigInteger moved(BigInteger seed, int index) {
        return seed.equals(RANDOM) ? RANDOM : seed.add(BigInteger.valueOf(index)).and(MAX);
    }
}
