package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.StopPoint;
import java.util.Arrays;

/// Resizing as OpenCV's `resize` does it with bytes: nearest, area and cubic (of -0.75), the
/// weights in integers of eleven binary places.
final class CvResize {
    private static final int ONE = 1 << 11;
    private static final float CUBIC = -0.75f;

    /// So many columns OpenCV computes together, in single precision; the rest in integers.
    private static final int LANES = 8;

    private CvResize() {}

    /// The nearest pixel to the left and above.
    static Bitmap nearest(Bitmap source, int width, int height) {
        int channels = source.channels();
        var columns = nearest(source.width(), width);
        var rows = nearest(source.height(), height);
        var result = new byte[width * height * channels];
        int at = 0;
        for (int row : rows) {
            StopPoint.pass();
            for (int column : columns) {
                int from = (row * source.width() + column) * channels;
                for (int c = 0; c < channels; c++) {
                    result[at++] = source.bytes()[from + c];
                }
            }
        }
        return new Bitmap(width, height, channels, result);
    }

    private static int[] nearest(int in, int out) {
        double step = 1 / ((double) out / in);
        var places = new int[out];
        for (int i = 0; i < out; i++) {
            places[i] = Math.min((int) Math.floor(i * step), in - 1);
        }
        return places;
    }

    /// Means of areas where both sides shrink, else linear with area's places.
    static Bitmap area(Bitmap source, int width, int height) {
        if (source.isSize(width, height)) {
            return source;
        }
        boolean shrinks = width <= source.width() && height <= source.height();
        return shrinks
                ? AreaMeans.of(source, width, height)
                : linear(
                        source, areaTaps(source.width(), width), areaTaps(source.height(), height));
    }

    /// Four pixels each way.
    static Bitmap cubic(Bitmap source, int width, int height) {
        if (source.isSize(width, height)) {
            return source;
        }
        var across = cubicTaps(source.width(), width);
        var down = cubicTaps(source.height(), height);
        int line = width * source.channels();
        var rows = new Rows(source, across, 4);
        var result = new byte[line * height];
        var near = new int[4][];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            for (int k = 0; k < 4; k++) {
                near[k] = rows.row(clamped(down[y].first + k, source.height()));
            }
            cubicLine(near, down[y].weights, result, y * line);
        }
        return new Bitmap(width, height, source.channels(), result);
    }

    private static void cubicLine(int[][] near, int[] weights, byte[] result, int from) {
        int line = near[0].length;
        float scale = 1f / ((float) ONE * ONE);
        float b0 = weights[0] * scale;
        float b1 = weights[1] * scale;
        float b2 = weights[2] * scale;
        float b3 = weights[3] * scale;
        int x = 0;
        for (; x < line / LANES * LANES; x++) {
            float sum = near[3][x] * b3;
            sum = near[2][x] * b2 + sum;
            sum = near[1][x] * b1 + sum;
            sum = near[0][x] * b0 + sum;
            result[from + x] = (byte) Math.clamp((int) Math.rint(sum), 0, 255);
        }
        for (; x < line; x++) {
            int sum = 1 << 21;
            for (int k = 0; k < 4; k++) {
                sum += near[k][x] * weights[k];
            }
            result[from + x] = (byte) Math.clamp(sum >> 22, 0, 255);
        }
    }

    private static Bitmap linear(Bitmap source, Tap[] across, Tap[] down) {
        int line = across.length * source.channels();
        var rows = new Rows(source, across, 2);
        var result = new byte[line * down.length];
        for (int y = 0; y < down.length; y++) {
            StopPoint.pass();
            var upper = rows.row(clamped(down[y].first, source.height()));
            var lower = rows.row(clamped(down[y].first + 1, source.height()));
            int b0 = down[y].weights[0];
            int b1 = down[y].weights[1];
            for (int x = 0; x < line; x++) {
                int sum = ((b0 * (upper[x] >> 4)) >> 16) + ((b1 * (lower[x] >> 4)) >> 16);
                result[y * line + x] = (byte) ((sum + 2) >> 2);
            }
        }
        return new Bitmap(across.length, down.length, source.channels(), result);
    }

    private static int clamped(int at, int length) {
        return Math.clamp(at, 0, length - 1);
    }

    /// What a place is made of.
    private record Tap(int first, int[] weights) {}

    private static Tap[] cubicTaps(int in, int out) {
        double scale = 1 / ((double) out / in);
        var taps = new Tap[out];
        for (int i = 0; i < out; i++) {
            float at = (float) ((i + 0.5) * scale - 0.5);
            int whole = (int) Math.floor(at);
            taps[i] = new Tap(whole - 1, whole(cubicWeights(at - whole)));
        }
        return taps;
    }

    /// The four weights of a place `x` behind the second pixel.
    static float[] cubicWeights(float x) {
        var weights = new float[4];
        float before = x + 1;
        float left = 1 - x;
        weights[0] = ((CUBIC * before - 5 * CUBIC) * before + 8 * CUBIC) * before - 4 * CUBIC;
        weights[1] = ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
        weights[2] = ((CUBIC + 2) * left - (CUBIC + 3)) * left * left + 1;
        weights[3] = 1f - weights[0] - weights[1] - weights[2];
        return weights;
    }

    private static Tap[] areaTaps(int in, int out) {
        double grows = (double) out / in;
        double scale = 1 / grows;
        var taps = new Tap[out];
        for (int i = 0; i < out; i++) {
            int first = (int) Math.floor(i * scale);
            float part = (float) ((i + 1) - (first + 1) * grows);
            part = part <= 0 ? 0 : part - (float) Math.floor(part);
            boolean last = first >= in - 1;
            taps[i] =
                    last
                            ? new Tap(in - 1, new int[] {ONE, 0})
                            : new Tap(first, whole(new float[] {1f - part, part}));
        }
        return taps;
    }

    private static int[] whole(float[] weights) {
        var whole = new int[weights.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) Math.rint(weights[i] * ONE);
        }
        return whole;
    }

    /// Rows of the source at the new width, each made once while it is near.
    private static final class Rows {
        private final Bitmap source;
        private final Tap[] taps;
        private final int[][] kept;
        private final int[] which;

        Rows(Bitmap source, Tap[] taps, int near) {
            this.source = source;
            this.taps = taps;
            kept = new int[near][];
            which = new int[near];
            Arrays.fill(which, -1);
        }

        int[] row(int y) {
            int slot = y % which.length;
            if (which[slot] != y) {
                which[slot] = y;
                kept[slot] = made(y);
            }
            return kept[slot];
        }

        private int[] made(int y) {
            int channels = source.channels();
            int width = source.width();
            var bytes = source.bytes();
            var line = new int[taps.length * channels];
            int at = 0;
            for (var tap : taps) {
                for (int c = 0; c < channels; c++) {
                    int sum = 0;
                    for (int k = 0; k < tap.weights.length; k++) {
                        int x = clamped(tap.first + k, width);
                        sum += (bytes[(y * width + x) * channels + c] & 0xFF) * tap.weights[k];
                    }
                    line[at++] = sum;
                }
            }
            return line;
        }
    }
}
