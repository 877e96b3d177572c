package dev.atelier.noise;

import dev.atelier.recipe.Mt19937;
import java.util.function.DoubleSupplier;

/// `torch.randn` on the CPU: mt19937 seeded with the seed's low 32 bits, and two ways of making
/// normals depending on how many are requested.
///
/// Fewer than 16 values: Box-Muller in double, one value per pair of uniforms, the sine kept for
/// the next small draw. 16 and more: 24-bit uniforms, Box-Muller over blocks of 16, the last 16
/// values redrawn when the count is no multiple of 16. PyTorch's vector builds evaluate the second
/// way with polynomials, so there are differences up to 2e-6 between its own builds; ours is the
/// exact value.
public final class TorchNormals implements NormalSource {
    private static final int BLOCK = 16;
    private static final int HALF = BLOCK / 2;

    private final Mt19937 generator;
    private double keptSine = Double.NaN;

    public TorchNormals(long seed) {
        generator = new Mt19937((int) seed);
    }

    @Override
    public float[] next(int count) {
        var doubles = count < BLOCK ? small(count) : blocks(count, this::uniform24);
        var normals = new float[count];
        for (int i = 0; i < count; i++) {
            normals[i] = (float) doubles[i];
        }
        return normals;
    }

    /// `torch.randn(count, dtype=float64)`: as [#next], but with 53-bit uniforms throughout.
    double[] nextDoubles(int count) {
        return count < BLOCK ? small(count) : blocks(count, this::uniform53);
    }

    /// Uniform in `[0, 1)` with 24 random bits: what torch takes for a float32.
    double uniform24() {
        return (generator.next() & 0xffffff) * 0x1p-24;
    }

    /// Uniform in `[0, 1)` with 53 random bits: what torch takes for a float64.
    double uniform53() {
        long high = Integer.toUnsignedLong(generator.next());
        long low = Integer.toUnsignedLong(generator.next());
        return ((high << 32 | low) & ((1L << 53) - 1)) * 0x1p-53;
    }

    private double[] small(int count) {
        var normals = new double[count];
        for (int i = 0; i < count; i++) {
            normals[i] = smallNormal();
        }
        return normals;
    }

    private double smallNormal() {
        if (!Double.isNaN(keptSine)) {
            double kept = keptSine;
            keptSine = Double.NaN;
            return kept;
        }
        double theta = 2 * Math.PI * uniform53();
        double radius = Math.sqrt(-2 * StrictMath.log1p(-uniform53()));
        keptSine = radius * StrictMath.sin(theta);
        return radius * StrictMath.cos(theta);
    }

    private static double[] blocks(int count, DoubleSupplier uniform) {
        var normals = new double[count];
        for (int i = 0; i < count; i++) {
            normals[i] = uniform.getAsDouble();
        }
        for (int start = 0; start + BLOCK <= count; start += BLOCK) {
            boxMuller(normals, start);
        }
        if (count % BLOCK != 0) {
            int start = count - BLOCK;
            for (int i = start; i < count; i++) {
                normals[i] = uniform.getAsDouble();
            }
            boxMuller(normals, start);
        }
        return normals;
    }

    private static void boxMuller(double[] values, int start) {
        for (int i = start; i < start + HALF; i++) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - values[i]));
            double theta = 2 * Math.PI * values[i + HALF];
            values[i] = radius * StrictMath.cos(theta);
            values[i + HALF] = radius * StrictMath.sin(theta);
        }
    }
}
