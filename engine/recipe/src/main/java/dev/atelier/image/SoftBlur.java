package dev.atelier.image;

import dev.atelier.recipe.StopPoint;

/// Pillow's Gaussian blur: three box blurs along the rows and three along the columns, with box
/// ends of a fractional weight (Gwosdek, Grewenig, Bruhn and Weickert 2011).
final class SoftBlur {
    private static final int PASSES = 3;

    private SoftBlur() {}

    static Bitmap blurred(Bitmap source, int deviation) {
        if (deviation == 0) {
            return source;
        }
        float radius = boxRadius(deviation);
        var planes = source.bytes().clone();
        int channels = source.channels();
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < source.height(); y++) {
                line(planes, y * source.width() * channels + c, channels, source.width(), radius);
            }
            int down = source.width() * channels;
            for (int x = 0; x < source.width(); x++) {
                line(planes, x * channels + c, down, source.height(), radius);
            }
        }
        return new Bitmap(source.width(), source.height(), channels, planes);
    }

    /// The box whose repeated use has that standard deviation, in single precision as Pillow's.
    private static float boxRadius(float deviation) {
        float variance = deviation * deviation / PASSES;
        float length = (float) Math.sqrt(12.0 * variance + 1.0);
        float whole = (float) Math.floor((length - 1.0) / 2.0);
        float part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        part /= 6 * (variance - (whole + 1) * (whole + 1));
        return whole + part;
    }

    private static void line(byte[] bytes, int from, int step, int length, float radius) {
        StopPoint.pass();
        var line = new int[length];
        for (int i = 0; i < length; i++) {
            line[i] = bytes[from + i * step] & 0xFF;
        }
        for (int pass = 0; pass < PASSES; pass++) {
            line = box(line, radius);
        }
        for (int i = 0; i < length; i++) {
            bytes[from + i * step] = (byte) line[i];
        }
    }

    /// One box blur in integers of 24 binary places; beyond the ends the outermost pixel goes on.
    private static int[] box(int[] in, float radius) {
        int whole = (int) radius;
        long full = (long) ((1 << 24) / (radius * 2 + 1));
        long part = ((1 << 24) - (whole * 2 + 1) * full) / 2;
        int last = in.length - 1;
        long sum = 0;
        for (int i = -whole - 1; i < whole; i++) {
            sum += in[Math.clamp(i, 0, last)];
        }
        var out = new int[in.length];
        for (int i = 0; i < in.length; i++) {
            sum += in[Math.clamp(i + (long) whole, 0, last)];
            sum -= in[Math.clamp(i - whole - 1L, 0, last)];
            int ends =
                    in[Math.clamp(i - whole - 1L, 0, last)]
                            + in[Math.clamp(i + whole + 1L, 0, last)];
            out[i] = (int) ((sum * full + ends * part + (1 << 23)) >>> 24) & 0xFF;
        }
        return out;
    }
}
