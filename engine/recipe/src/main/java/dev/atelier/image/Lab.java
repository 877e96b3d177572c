package dev.atelier.image;

import dev.atelier.recipe.StopPoint;

/// CIE L*a*b* of sRGB pixels in bytes, D65 white: L* from 0 to 100 stretched over 0 to 255, a* and
/// b* about 128. To it as OpenCV computes it, with fixed-point tables; back in real numbers, which
/// is at most one level away from OpenCV.
public final class Lab {
    private static final double[] WHITE = {0.950456, 1, 1.088754};
    private static final double[][] TO_XYZ = {
        {0.412453, 0.357580, 0.180423},
        {0.212671, 0.715160, 0.072169},
        {0.019334, 0.119193, 0.950227}
    };
    private static final double[][] TO_RGB = {
        {3.240479, -1.53715, -0.498535},
        {-0.969256, 1.875991, 0.041556},
        {0.055648, -0.204043, 1.057311}
    };

    /// Numbers between two stop points: a row of a picture, or a few.
    private static final int STRIDE = 3 << 16;

    /// Binary places of weights, of linear light, and of the cube root.
    private static final int WEIGHT = 12;

    private static final int LIGHT = 3;
    private static final int ROOT = WEIGHT + LIGHT;

    /// The definition's bend between the cube root and a straight line.
    private static final double BEND = 0.008856;

    private static final double SLOPE = 7.787;
    private static final double OFFSET = 16.0 / 116;

    private static final int[] LINEAR = linear();
    private static final int[] ROOTS = roots();
    private static final int[][] WEIGHTS = weights();

    private Lab() {}

    /// @param rgb three bytes a pixel
    public static byte[] of(byte[] rgb) {
        var lab = new byte[rgb.length];
        for (int at = 0; at < rgb.length; at += 3) {
            passSometimes(at);
            int red = LINEAR[rgb[at] & 0xFF];
            int green = LINEAR[rgb[at + 1] & 0xFF];
            int blue = LINEAR[rgb[at + 2] & 0xFF];
            int x = root(WEIGHTS[0], red, green, blue);
            int y = root(WEIGHTS[1], red, green, blue);
            int z = root(WEIGHTS[2], red, green, blue);
            lab[at] = rounded((116 * 255 + 50) / 100 * y - (16 * 255 * (1 << ROOT) + 50) / 100);
            lab[at + 1] = rounded(500 * (x - y) + (128 << ROOT));
            lab[at + 2] = rounded(200 * (y - z) + (128 << ROOT));
        }
        return lab;
    }

    /// A stop point every now and then of a loop over the numbers of a picture.
    ///
    /// @param at index of a number, a multiple of three
    static void passSometimes(int at) {
        if (at % STRIDE == 0) {
            StopPoint.pass();
        }
    }

    private static int root(int[] weights, int red, int green, int blue) {
        int sum = weights[0] * red + weights[1] * green + weights[2] * blue;
        return ROOTS[(sum + (1 << (WEIGHT - 1))) >> WEIGHT];
    }

    private static byte rounded(int value) {
        return (byte) Math.clamp((value + (1 << (ROOT - 1))) >> ROOT, 0, 255);
    }

    /// @param lab three bytes a pixel
    public static byte[] toRgb(byte[] lab) {
        var rgb = new byte[lab.length];
        for (int at = 0; at < lab.length; at += 3) {
            passSometimes(at);
            double lightness = (lab[at] & 0xFF) * 100 / 255.0;
            double fy = (lightness + 16) / 116;
            double y = light(fy);
            double x = light(fy + ((lab[at + 1] & 0xFF) - 128) / 500.0);
            double z = light(fy - ((lab[at + 2] & 0xFF) - 128) / 200.0);
            for (int c = 0; c < 3; c++) {
                var m = TO_RGB[c];
                double sum = m[0] * WHITE[0] * x + m[1] * y + m[2] * WHITE[2] * z;
                rgb[at + c] = (byte) Math.rint(255 * gamma(Math.clamp(sum, 0, 1)));
            }
        }
        return rgb;
    }

    private static double light(double root) {
        double bend = SLOPE * BEND + OFFSET;
        return root <= bend ? (root - OFFSET) / SLOPE : root * root * root;
    }

    private static double gamma(double light) {
        return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }

    private static int[] linear() {
        var table = new int[256];
        for (int i = 0; i < table.length; i++) {
            double x = i / 255.0;
            double light = x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
            table[i] = (int) Math.rint(255 * (1 << LIGHT) * light);
        }
        return table;
    }

    /// For half as much light again as white has: the rows of weights sum to a little more than 1.
    private static int[] roots() {
        var table = new int[256 * 3 / 2 * (1 << LIGHT)];
        for (int i = 0; i < table.length; i++) {
            double x = i / (255.0 * (1 << LIGHT));
            double root = x < BEND ? x * SLOPE + OFFSET : Math.cbrt(x);
            table[i] = (int) Math.rint((1 << ROOT) * root);
        }
        return table;
    }

    private static int[][] weights() {
        var weights = new int[3][3];
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 3; c++) {
                weights[row][c] = (int) Math.rint((1 << WEIGHT) * TO_XYZ[row][c] / WHITE[row]);
            }
        }
        return weights;
    }
}
