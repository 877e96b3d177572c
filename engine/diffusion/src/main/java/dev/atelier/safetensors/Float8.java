package dev.atelier.safetensors;

/// The two 8-bit float formats of machine learning (Micikevicius et al., "FP8 Formats for Deep
/// Learning" (2022), arXiv:2209.05433). Both are one sign bit, then exponent, then fraction.
final class Float8 {
    private static final int E4M3_NAN = 0x7F;

    private Float8() {}

    /// 4 bits of exponent with bias 7, 3 of fraction. No infinities: only the two codes with all
    /// other bits set are no number (PyTorch calls this `float8_e4m3fn`).
    static float e4m3(byte bits) {
        int magnitude = bits & 0x7F;
        float value;
        if (magnitude == E4M3_NAN) {
            value = Float.NaN;
        } else if (magnitude < 8) {
            value = Math.scalb((float) magnitude, -9); // subnormal: eighths of 2^-6
        } else {
            value = Math.scalb(8f + (magnitude & 7), (magnitude >> 3) - 10);
        }
        return bits < 0 ? -value : value;
    }

    /// 5 bits of exponent with bias 15, 2 of fraction: the upper half of a float16.
    static float e5m2(byte bits) {
        return Float.float16ToFloat((short) (bits << 8));
    }
}
