package dev.atelier.image;

/// Mixing of bytes by an opacity, rounded as Pillow does.
final class Blend {
    /// Bits that keep precision in [#over].
    private static final int FINE = 7;

    private Blend() {}

    /// `a` where `opacity` is 0, `b` where it is 255.
    static int mix(int a, int b, int opacity) {
        return divided(a * (255 - opacity) + b * opacity);
    }

    /// `value / 255`, rounded.
    static int divided(int value) {
        int more = value + 128;
        return ((more >> 8) + more) >> 8;
    }

    /// Lays one RGBA pixel over another, both not premultiplied; writes into `below`.
    static void over(int[] above, int[] below) {
        if (above[3] == 0) {
            return;
        }
        int seen = below[3] * (255 - above[3]);
        int alpha = above[3] * 255 + seen;
        int share = (int) ((long) above[3] * 255 * 255 * (1 << FINE) / alpha);
        int rest = 255 * (1 << FINE) - share;
        for (int c = 0; c < 3; c++) {
            int sum = above[c] * share + below[c] * rest + (0x80 << FINE);
            below[c] = (((sum >>> 8) + sum) >>> 8) >>> FINE;
        }
        below[3] = divided(alpha);
    }
}
