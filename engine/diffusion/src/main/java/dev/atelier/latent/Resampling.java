package dev.atelier.latent;

import dev.atelier.recipe.StopPoint;

/// Ways to resize a latent, each as `torch.nn.functional.interpolate` with `align_corners=False`
/// does it: a weighted sum along rows, then along columns.
public enum Resampling {
    NEAREST,
    NEAREST_EXACT,
    BILINEAR,
    BILINEAR_ANTIALIASED,
    BICUBIC,
    BICUBIC_ANTIALIASED;

    /// The sharpness of cubic convolution (Keys 1981): -0.75 in plain mode as in OpenCV, -0.5 with
    /// antialiasing as in Pillow.
    private static final double PLAIN_CUBIC = -0.75;

    private static final double ANTIALIASED_CUBIC = -0.5;

    /// The latent at the window's size, less what it cuts off.
    public Latent resize(Latent latent, Window window) {
        var rows = taps(latent.height(), window.height());
        var columns = taps(latent.width(), window.width());
        int top = window.cutRows() / 2;
        int left = window.cutColumns() / 2;
        var shape =
                new Latent.Shape(
                        latent.batch(),
                        latent.channels(),
                        window.height() - window.cutRows(),
                        window.width() - window.cutColumns());
        var result = new double[shape.size()];
        var line = new double[latent.width()];
        int at = 0;
        for (int plane = 0; plane < latent.batch() * latent.channels(); plane++) {
            StopPoint.pass();
            int from = plane * latent.height() * latent.width();
            for (int y = 0; y < shape.height(); y++) {
                rows[top + y].mixLines(latent.values(), from, line);
                for (int x = 0; x < shape.width(); x++) {
                    result[at++] = columns[left + x].mix(line);
                }
            }
        }
        return Latent.of(shape, result);
    }

    /// What each of `out` places along one side is made of.
    private Tap[] taps(int in, int out) {
        var taps = new Tap[out];
        for (int i = 0; i < out; i++) {
            taps[i] = tap(in, out, i);
        }
        return taps;
    }

    private Tap tap(int in, int out, int i) {
        double scale = (double) in / out;
        double centre = (i + 0.5) * scale;
        return switch (this) {
            case NEAREST -> Tap.single(Math.min((int) ((float) i * ((float) in / out)), in - 1));
            case NEAREST_EXACT -> Tap.single(Math.min((int) centre, in - 1));
            case BILINEAR -> {
                double source = Math.max(0, centre - 0.5);
                int first = (int) source;
                double share = source - first;
                yield new Tap(first, in, new double[] {1 - share, share});
            }
            case BICUBIC -> {
                int first = (int) Math.floor(centre - 0.5);
                double share = centre - 0.5 - first;
                var weights = new double[4];
                for (int k = 0; k < 4; k++) {
                    weights[k] = cubic(Math.abs(share + 1 - k), PLAIN_CUBIC);
                }
                yield new Tap(first - 1, in, weights);
            }
            case BILINEAR_ANTIALIASED, BICUBIC_ANTIALIASED -> antialiased(in, scale, centre);
        };
    }

    /// A filter as wide as the coarser of the two grids, over what lies inside.
    private Tap antialiased(int in, double scale, double centre) {
        double wide = Math.max(scale, 1);
        double support = (this == BICUBIC_ANTIALIASED ? 2 : 1) * wide;
        int first = Math.max((int) (centre - support + 0.5), 0);
        int end = Math.min((int) (centre + support + 0.5), in);
        var weights = new double[end - first];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            double distance = Math.abs((k + first - centre + 0.5) / wide);
            weights[k] =
                    this == BICUBIC_ANTIALIASED
                            ? cubic(distance, ANTIALIASED_CUBIC)
                            : Math.max(0, 1 - distance);
            sum += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return new Tap(first, in, weights);
    }

    private static double cubic(double x, double a) {
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    /// Neighbours along one side and their weights; those beyond an edge are the edge.
    private record Tap(int first, int in, double[] weights) {
        static Tap single(int index) {
            return new Tap(index, index + 1, new double[] {1});
        }

        double mix(double[] line) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * line[inside(k)];
            }
            return sum;
        }

        void mixLines(double[] plane, int from, double[] line) {
            for (int x = 0; x < line.length; x++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * plane[from + inside(k) * line.length + x];
                }
                line[x] = sum;
            }
        }

        private int inside(int k) {
            return Math.clamp(first + (long) k, 0, in - 1);
        }
    }
}
