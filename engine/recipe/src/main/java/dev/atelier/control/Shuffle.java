package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.Mt19937;
import dev.atelier.recipe.StopPoint;

/// Content shuffle: every pixel is fetched from a place that smooth noise names. The noise is
/// NumPy's of the drawing's seed. The extension seeds it with the sum of seed and variation seed,
/// and draws the latter where a recipe has none: such a map of its own it cannot make again either.
final class Shuffle {
    /// Pixels from one random number to the next.
    private static final int SCALE = 256;

    /// Places of a pixel, and binary places of the weights between two.
    private static final int PLACES = 32;

    private static final int WEIGHT = 15;
    private static final int HALF = 1 << (WEIGHT - 1);

    private Shuffle() {}

    static Bitmap map(Bitmap picture, Drawing drawing) {
        var sized = WorkingImage.sized(picture, drawing.resolution());
        var random = new Mt19937((int) drawing.seed());
        var x = places(random, sized, sized.width() - 1);
        var y = places(random, sized, sized.height() - 1);
        return fetched(sized, x, y);
    }

    private static int[] places(Mt19937 random, Bitmap sized, int last) {
        var noise = noise(random, sized.width(), sized.height());
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (double value : noise) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double range = most - least;
        var places = new int[noise.length];
        for (int i = 0; i < places.length; i++) {
            float place = (float) ((noise[i] - least) / range * last);
            places[i] = (int) Math.rint(place * PLACES);
        }
        return places;
    }

    /// A few random numbers enlarged, with a margin of one cell cut off all around.
    private static double[] noise(Mt19937 random, int width, int height) {
        int columns = width / SCALE + 2;
        int rows = height / SCALE + 2;
        var few = new double[rows][columns];
        for (var row : few) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.uniform();
            }
        }
        var wide = new double[rows][];
        for (int r = 0; r < rows; r++) {
            wide[r] = new double[width];
            for (int x = 0; x < width; x++) {
                var tap = tap(x + SCALE, columns, width + 2 * SCALE);
                wide[r][x] =
                        sum(
                                tap,
                                few[r][at(tap, 0, columns)],
                                few[r][at(tap, 1, columns)],
                                few[r][at(tap, 2, columns)],
                                few[r][at(tap, 3, columns)]);
            }
        }
        var noise = new double[width * height];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            var tap = tap(y + SCALE, rows, height + 2 * SCALE);
            for (int x = 0; x < width; x++) {
                noise[y * width + x] =
                        sum(
                                tap,
                                wide[at(tap, 0, rows)][x],
                                wide[at(tap, 1, rows)][x],
                                wide[at(tap, 2, rows)][x],
                                wide[at(tap, 3, rows)][x]);
            }
        }
        return noise;
    }

    private record Tap(int first, float[] weights) {}

    private static Tap tap(int i, int in, int out) {
        float place = (float) ((i + 0.5) * (1 / ((double) out / in)) - 0.5);
        int whole = (int) Math.floor(place);
        return new Tap(whole - 1, CvResize.cubicWeights(place - whole));
    }

    private static int at(Tap tap, int k, int length) {
        return Math.clamp(tap.first + k, 0, length - 1);
    }

    private static double sum(Tap tap, double... values) {
        double sum = values[0] * tap.weights[0];
        for (int k = 1; k < values.length; k++) {
            sum += values[k] * tap.weights[k];
        }
        return sum;
    }

    /// OpenCV's `remap`, linear, on thirty-seconds of a pixel.
    private static Bitmap fetched(Bitmap from, int[] x, int[] y) {
        int width = from.width();
        int height = from.height();
        int one = PLACES * PLACES;
        int unit = (1 << WEIGHT) / one;
        var result = new byte[from.bytes().length];
        for (int i = 0; i < x.length; i++) {
            int left = x[i] / PLACES;
            int top = y[i] / PLACES;
            int right = Math.min(left + 1, width - 1);
            int bottom = Math.min(top + 1, height - 1);
            int partX = x[i] % PLACES;
            int partY = y[i] % PLACES;
            for (int c = 0; c < 3; c++) {
                int upper =
                        from.at(left, top, c) * (PLACES - partX) + from.at(right, top, c) * partX;
                int lower =
                        from.at(left, bottom, c) * (PLACES - partX)
                                + from.at(right, bottom, c) * partX;
                int sum = (upper * (PLACES - partY) + lower * partY) * unit;
                result[3 * i + c] = (byte) ((sum + HALF) >> WEIGHT);
            }
        }
        return new Bitmap(width, height, 3, result);
    }
}
