package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.StopPoint;

/// OpenCV's `GaussianBlur` with a size of its own choice, the border mirrored without its edge.
final class Gaussian {
    private Gaussian() {}

    /// Of bytes: weights of eight binary places that sum to one, nothing rounded in between.
    static Bitmap of(Bitmap source, double deviation) {
        var kernel = whole(weights(size(deviation, 3), deviation));
        int half = kernel.length / 2;
        int width = source.width();
        int height = source.height();
        int line = width * source.channels();
        var rows = new int[height][];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            rows[y] = across(source, y, kernel);
        }
        var result = new byte[line * height];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            var sums = new int[line];
            for (int k = 0; k < kernel.length; k++) {
                addTo(sums, rows[mirrored(y + k - half, height)], 0, kernel[k]);
            }
            for (int x = 0; x < line; x++) {
                result[y * line + x] = (byte) Math.min(255, (sums[x] + (1 << 15)) >> 16);
            }
        }
        return new Bitmap(width, height, source.channels(), result);
    }

    private static int[] across(Bitmap source, int y, int[] kernel) {
        int channels = source.channels();
        int width = source.width();
        int half = kernel.length / 2;
        var wide = new int[(width + 2 * half) * channels];
        for (int x = 0; x < width + 2 * half; x++) {
            int from = (y * width + mirrored(x - half, width)) * channels;
            for (int c = 0; c < channels; c++) {
                wide[x * channels + c] = source.bytes()[from + c] & 0xFF;
            }
        }
        var sums = new int[width * channels];
        for (int k = 0; k < kernel.length; k++) {
            addTo(sums, wide, k * channels, kernel[k]);
        }
        return sums;
    }

    private static void addTo(int[] sums, int[] values, int from, int weight) {
        if (weight == 0) {
            return;
        }
        for (int x = 0; x < sums.length; x++) {
            sums[x] += values[from + x] * weight;
        }
    }

    /// Of bytes into single precision.
    static float[] floats(Bitmap source, double deviation) {
        var exact = weights(size(deviation, 4), deviation);
        var kernel = new float[exact.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) exact[i];
        }
        int half = kernel.length / 2;
        int height = source.height();
        int line = source.width() * source.channels();
        var rows = new float[height][];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            rows[y] = acrossFloats(source, y, kernel);
        }
        var result = new float[line * height];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            var sums = new float[line];
            add(sums, rows[y], 0, kernel[half]);
            for (int k = 1; k <= half; k++) {
                var above = rows[mirrored(y - k, height)];
                var below = rows[mirrored(y + k, height)];
                addPair(sums, above, below, kernel[half + k]);
            }
            System.arraycopy(sums, 0, result, y * line, line);
        }
        return result;
    }

    private static float[] acrossFloats(Bitmap source, int y, float[] kernel) {
        int channels = source.channels();
        int width = source.width();
        int half = kernel.length / 2;
        var wide = new float[(width + 2 * half) * channels];
        for (int x = 0; x < width + 2 * half; x++) {
            int from = (y * width + mirrored(x - half, width)) * channels;
            for (int c = 0; c < channels; c++) {
                wide[x * channels + c] = source.bytes()[from + c] & 0xFF;
            }
        }
        var sums = new float[width * channels];
        for (int k = 0; k < kernel.length; k++) {
            add(sums, wide, k * channels, kernel[k]);
        }
        return sums;
    }

    private static void add(float[] sums, float[] values, int from, float weight) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += values[from + x] * weight;
        }
    }

    private static void addPair(float[] sums, float[] above, float[] below, float weight) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += (above[x] + below[x]) * weight;
        }
    }

    /// @param reach deviations to each side
    private static int size(double deviation, int reach) {
        return (int) Math.rint(deviation * reach * 2 + 1) | 1;
    }

    private static double[] weights(int size, double deviation) {
        var weights = new double[size];
        double scale = -0.125 / (deviation * deviation);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double x = 2 * i - (size - 1);
            weights[i] = Math.exp(scale * x * x);
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /// What one weight loses by rounding the next one gets, and the middle one the rest.
    private static int[] whole(double[] exact) {
        var kernel = new int[exact.length];
        int half = exact.length / 2;
        double owed = 0;
        int given = 0;
        for (int i = 0; i < half; i++) {
            double wanted = exact[i] * 256 + owed;
            kernel[i] = (int) Math.rint(wanted);
            kernel[kernel.length - 1 - i] = kernel[i];
            owed = wanted - kernel[i];
            given += 2 * kernel[i];
        }
        kernel[half] = 256 - given;
        return kernel;
    }

    private static int mirrored(int at, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int inside = Math.floorMod(at, period);
        return inside < length ? inside : period - inside;
    }
}
