package dev.atelier.image;

import dev.atelier.recipe.StopPoint;

/// Resizing as Pillow does it: a filter stretched over what an output pixel covers, first along the
/// rows and then along the columns, in integers of 22 binary places, rounded to bytes in between.
public final class Resize {
    private static final int PLACES = 22;
    private static final int HALF = 1 << (PLACES - 1);

    private Resize() {}

    /// Weighing of pixels by their distance.
    public enum Filter {
        /// Catmull and Rom's cubic, Pillow's default.
        BICUBIC(2) {
            @Override
            double weight(double distance) {
                double x = Math.abs(distance);
                if (x < 1) {
                    return (1.5 * x - 2.5) * x * x + 1;
                }
                return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
            }
        },
        LANCZOS(3) {
            @Override
            double weight(double x) {
                return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
            }
        };

        private final double reach;

        Filter(double reach) {
            this.reach = reach;
        }

        abstract double weight(double distance);

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
        }
    }

    /// The whole picture at another size.
    public static Bitmap to(Bitmap source, int width, int height, Filter filter) {
        var wide =
                width == source.width()
                        ? source
                        : across(source, taps(source.width(), 0, source.width(), width, filter));
        return height == source.height()
                ? wide
                : down(wide, taps(source.height(), 0, source.height(), height, filter));
    }

    /// The same with the nearest pixel alone, found by adding up as Pillow does.
    public static Bitmap nearest(Bitmap source, int width, int height) {
        int channels = source.channels();
        var columns = nearest(source.width(), width);
        var rows = nearest(source.height(), height);
        var result = new byte[width * height * channels];
        int at = 0;
        for (int row : rows) {
            StopPoint.pass();
            for (int column : columns) {
                for (int c = 0; c < channels; c++) {
                    result[at++] = (byte) source.at(column, row, c);
                }
            }
        }
        return new Bitmap(width, height, channels, result);
    }

    private static int[] nearest(int in, int out) {
        var places = new int[out];
        double step = (double) in / out;
        double place = step * 0.5;
        for (int i = 0; i < out; i++) {
            places[i] = Math.min((int) place, in - 1);
            place += step;
        }
        return places;
    }

    /// The first or last row, repeated: a part of no height enlarged, as Pillow sees it.
    ///
    /// @param row 0, or the height
    static Bitmap repeatedRow(Bitmap source, int row, int height) {
        return down(source, taps(source.height(), row, row, height, Filter.BICUBIC));
    }

    /// The first or last column, repeated.
    ///
    /// @param column 0, or the width
    static Bitmap repeatedColumn(Bitmap source, int column, int width) {
        return across(source, taps(source.width(), column, column, width, Filter.BICUBIC));
    }

    /// What an output pixel is made of: neighbours from `first` on, with their weights.
    private record Tap(int first, int[] weights) {}

    private static Tap[] taps(int in, double from, double to, int out, Filter filter) {
        var taps = new Tap[out];
        double scale = (to - from) / out;
        double stretch = Math.max(scale, 1);
        double reach = filter.reach * stretch;
        for (int i = 0; i < out; i++) {
            double centre = from + (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(in, (int) (centre + reach + 0.5));
            taps[i] = tap(first, end, centre, stretch, filter);
        }
        return taps;
    }

    private static Tap tap(int first, int end, double centre, double stretch, Filter filter) {
        var exact = new double[end - first];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = filter.weight((i + first - centre + 0.5) / stretch);
            sum += exact[i];
        }
        var weights = new int[exact.length];
        for (int i = 0; i < weights.length; i++) {
            double share = sum == 0 ? exact[i] : exact[i] / sum;
            weights[i] = (int) (Math.copySign(0.5, share) + share * (1 << PLACES));
        }
        return new Tap(first, weights);
    }

    private static Bitmap across(Bitmap source, Tap[] taps) {
        int channels = source.channels();
        var result = new byte[taps.length * source.height() * channels];
        int at = 0;
        for (int y = 0; y < source.height(); y++) {
            StopPoint.pass();
            for (var tap : taps) {
                for (int c = 0; c < channels; c++) {
                    int sum = HALF;
                    for (int i = 0; i < tap.weights.length; i++) {
                        sum += source.at(tap.first + i, y, c) * tap.weights[i];
                    }
                    result[at++] = (byte) Math.clamp(sum >> PLACES, 0, 255);
                }
            }
        }
        return new Bitmap(taps.length, source.height(), channels, result);
    }

    private static Bitmap down(Bitmap source, Tap[] taps) {
        int channels = source.channels();
        var result = new byte[source.width() * taps.length * channels];
        int at = 0;
        for (var tap : taps) {
            StopPoint.pass();
            for (int x = 0; x < source.width(); x++) {
                for (int c = 0; c < channels; c++) {
                    int sum = HALF;
                    for (int i = 0; i < tap.weights.length; i++) {
                        sum += source.at(x, tap.first + i, c) * tap.weights[i];
                    }
                    result[at++] = (byte) Math.clamp(sum >> PLACES, 0, 255);
                }
            }
        }
        return new Bitmap(source.width(), taps.length, channels, result);
    }
}
