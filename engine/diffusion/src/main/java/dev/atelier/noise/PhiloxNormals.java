package dev.atelier.noise;

/// Philox4x32-10 with Box-Muller as in A1111's `rng_philox` ("NV" source).
///
/// Paper: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011), section 3.3. The key
/// is the seed; the counter is `[draw, 0, element, 0]`. Of the four outputs two are used, through
/// the sine branch only. Deviations: none.
public final class PhiloxNormals implements NormalSource {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    // Float32 constants widened to double, as numpy does it: 2^-32 and 2 pi 2^-32.
    private static final double UNIT = 2.3283064e-10f;
    private static final double UNIT_2PI = (float) (2.3283064e-10 * 6.2831855);
    private static final double HALF_UNIT = 2.3283064e-10f / 2;
    private static final double HALF_UNIT_2PI = (float) (2.3283064e-10 * 6.2831855) / 2;

    private final int keyLow;
    private final int keyHigh;
    private int draw;

    public PhiloxNormals(long seed) {
        keyLow = (int) seed;
        keyHigh = (int) (seed >>> 32);
    }

    @Override
    public float[] next(int count) {
        var normals = new float[count];
        for (int i = 0; i < count; i++) {
            normals[i] = normal(i);
        }
        draw++;
        return normals;
    }

    private float normal(int element) {
        int c0 = draw;
        int c1 = 0;
        int c2 = element;
        int c3 = 0;
        int k0 = keyLow;
        int k1 = keyHigh;
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = Integer.toUnsignedLong(c0) * MULTIPLIER_0;
            long p1 = Integer.toUnsignedLong(c2) * MULTIPLIER_1;
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        double u = Integer.toUnsignedLong(c0) * UNIT + HALF_UNIT;
        double v = Integer.toUnsignedLong(c1) * UNIT_2PI + HALF_UNIT_2PI;
        return (float) (Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.sin(v));
    }
}
