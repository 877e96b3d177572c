package dev.atelier.app.compare;

import java.awt.image.BufferedImage;
import java.util.OptionalDouble;

/// SSIM, the mean structural similarity of Wang, Bovik, Sheikh and Simoncelli, "Image quality
/// assessment: from error visibility to structural similarity", IEEE Transactions on Image
/// Processing 13, 2004: on the luma, with their Gaussian window of 11 pixels and σ 1.5, over the
/// windows that lie within the picture.
final class StructuralSimilarity {
    private static final int RADIUS = 5;
    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);
    private static final double[] WINDOW = window();

    private StructuralSimilarity() {}

    private static double[] window() {
        var window = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
            window[i] = Math.exp(-Math.pow(i - RADIUS, 2) / (2 * SIGMA * SIGMA));
            sum += window[i];
        }
        for (int i = 0; i < window.length; i++) {
            window[i] /= sum;
        }
        return window;
    }

    /// @return empty where a side is shorter than the window
    static OptionalDouble of(BufferedImage a, BufferedImage b) {
        int width = a.getWidth() - 2 * RADIUS;
        int height = a.getHeight() - 2 * RADIUS;
        if (width <= 0 || height <= 0) {
            return OptionalDouble.empty();
        }
        // Rows are smoothed as they come, and kept as long as a window reaches over them.
        var rows = new Moments[WINDOW.length];
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            rows[y % rows.length] = Moments.of(luma(a, y), luma(b, y), width);
            if (y >= 2 * RADIUS) {
                sum += row(rows, y - 2 * RADIUS, width);
            }
        }
        return OptionalDouble.of(sum / ((double) width * height));
    }

    private static double row(Moments[] rows, int top, int width) {
        double sum = 0;
        for (int x = 0; x < width; x++) {
            double meanA = 0;
            double meanB = 0;
            double squareA = 0;
            double squareB = 0;
            double product = 0;
            for (int i = 0; i < WINDOW.length; i++) {
                var row = rows[(top + i) % rows.length];
                meanA += WINDOW[i] * row.a[x];
                meanB += WINDOW[i] * row.b[x];
                squareA += WINDOW[i] * row.aa[x];
                squareB += WINDOW[i] * row.bb[x];
                product += WINDOW[i] * row.ab[x];
            }
            double covariance = product - meanA * meanB;
            double variances = squareA - meanA * meanA + squareB - meanB * meanB;
            sum +=
                    (2 * meanA * meanB + C1)
                            * (2 * covariance + C2)
                            / ((meanA * meanA + meanB * meanB + C1) * (variances + C2));
        }
        return sum;
    }

    private static double[] luma(BufferedImage picture, int y) {
        int width = picture.getWidth();
        var rgb = picture.getRGB(0, y, width, 1, null, 0, width);
        var luma = new double[width];
        for (int x = 0; x < width; x++) {
            luma[x] =
                    0.299 * (rgb[x] >> 16 & 0xFF)
                            + 0.587 * (rgb[x] >> 8 & 0xFF)
                            + 0.114 * (rgb[x] & 0xFF);
        }
        return luma;
    }

    /// One row of both pictures, smoothed along it: the values, their squares and products.
    private record Moments(double[] a, double[] b, double[] aa, double[] bb, double[] ab) {
        static Moments of(double[] a, double[] b, int width) {
            return new Moments(
                    smooth(a, a, width, false),
                    smooth(b, b, width, false),
                    smooth(a, a, width, true),
                    smooth(b, b, width, true),
                    smooth(a, b, width, true));
        }

        private static double[] smooth(double[] of, double[] times, int width, boolean product) {
            var smooth = new double[width];
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int i = 0; i < WINDOW.length; i++) {
                    sum += WINDOW[i] * of[x + i] * (product ? times[x + i] : 1);
                }
                smooth[x] = sum;
            }
            return smooth;
        }
    }
}
