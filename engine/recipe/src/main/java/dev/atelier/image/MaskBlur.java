package dev.atelier.image;

import dev.atelier.recipe.StopPoint;

/// Softens a mask as OpenCV's `GaussianBlur` does bytes: weights of eight binary places that sum to
/// one, the border mirrored without its edge.
final class MaskBlur {
    private MaskBlur() {}

    /// @param deviation standard deviation in pixels; 0 leaves the mask as it is
    static Bitmap blurred(Bitmap mask, int deviation) {
        if (deviation <= 0) {
            return mask;
        }
        var kernel = kernel(deviation);
        return along(along(mask, kernel, true), kernel, false);
    }

    /// A1111's kernel size, OpenCV's rounding: what one weight loses the next one gets.
    private static int[] kernel(int deviation) {
        int half = (int) (2.5 * deviation + 0.5);
        var exact = new double[2 * half + 1];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            double x = i - half;
            exact[i] = Math.exp(-x * x / (2.0 * deviation * deviation));
            sum += exact[i];
        }
        var kernel = new int[exact.length];
        double owed = 0;
        int given = 0;
        for (int i = 0; i < half; i++) {
            double wanted = exact[i] / sum * 256 + owed;
            kernel[i] = (int) Math.rint(wanted);
            kernel[kernel.length - 1 - i] = kernel[i];
            owed = wanted - kernel[i];
            given += 2 * kernel[i];
        }
        kernel[half] = 256 - given;
        return kernel;
    }

    private static Bitmap along(Bitmap mask, int[] kernel, boolean rows) {
        int width = mask.width();
        int height = mask.height();
        int half = kernel.length / 2;
        var result = new byte[width * height];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            for (int x = 0; x < width; x++) {
                int sum = 128;
                for (int i = 0; i < kernel.length; i++) {
                    int value =
                            rows
                                    ? mask.at(mirrored(x + i - half, width), y, 0)
                                    : mask.at(x, mirrored(y + i - half, height), 0);
                    sum += value * kernel[i];
                }
                result[y * width + x] = (byte) Math.min(255, sum >> 8);
            }
        }
        return new Bitmap(width, height, 1, result);
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
