package dev.atelier.control;

import dev.atelier.image.Bitmap;
import java.util.Arrays;

/// Maps of lines and of black and white.
final class EdgeMaps {
    private static final byte WHITE = (byte) 255;

    private EdgeMaps() {}

    static Bitmap canny(Bitmap picture, Drawing drawing) {
        var edges =
                WorkingImage.padded(
                        picture,
                        drawing.resolution(),
                        it -> Canny.edges(it, (int) drawing.a(), (int) drawing.b()));
        return Colours.three(edges);
    }

    /// White where even the darkest channel is lighter than the number.
    static Bitmap threshold(Bitmap picture, Drawing drawing) {
        var sized = WorkingImage.sized(picture, drawing.resolution());
        var result = new byte[sized.bytes().length];
        for (int at = 0; at < result.length; at += 3) {
            int least = 255;
            for (int c = 0; c < 3; c++) {
                least = Math.min(least, sized.bytes()[at + c] & 0xFF);
            }
            if (least > drawing.a()) {
                Arrays.fill(result, at, at + 3, WHITE);
            }
        }
        return new Bitmap(sized.width(), sized.height(), 3, result);
    }

    /// Difference of two blurs (XDoG). The doubled difference runs over at 256, as the bytes of
    /// NumPy do in the extension.
    static Bitmap xdog(Bitmap picture, Drawing drawing) {
        return WorkingImage.padded(picture, drawing.resolution(), it -> xdog(it, drawing.a()));
    }

    private static Bitmap xdog(Bitmap picture, double threshold) {
        var narrow = Gaussian.floats(picture, 0.5);
        var wide = Gaussian.floats(picture, 5.0);
        var result = new byte[narrow.length];
        for (int at = 0; at < result.length; at += 3) {
            float least = Float.MAX_VALUE;
            for (int c = 0; c < 3; c++) {
                least = Math.min(least, wide[at + c] - narrow[at + c]);
            }
            int light = (int) Math.clamp(255f - least, 0f, 255f);
            if ((2 * (255 - light) & 0xFF) > threshold) {
                Arrays.fill(result, at, at + 3, WHITE);
            }
        }
        return new Bitmap(picture.width(), picture.height(), 3, result);
    }

    /// How much darker a place is than its surroundings, measured by the median of what is.
    static Bitmap lineart(Bitmap picture, Drawing drawing) {
        return WorkingImage.padded(picture, drawing.resolution(), EdgeMaps::lineart);
    }

    private static Bitmap lineart(Bitmap picture) {
        var wide = Gaussian.floats(picture, 6.0);
        var bytes = picture.bytes();
        var depth = new float[wide.length / 3];
        for (int i = 0; i < depth.length; i++) {
            float least = Float.MAX_VALUE;
            for (int c = 0; c < 3; c++) {
                least = Math.min(least, wide[3 * i + c] - (bytes[3 * i + c] & 0xFF));
            }
            depth[i] = Math.clamp(least, 0f, 255f);
        }
        float unit = Math.max(16f, medianAbove(depth, 8));
        var result = new byte[depth.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) Math.clamp(depth[i] / unit * 127f, 0f, 255f);
        }
        return Colours.three(new Bitmap(picture.width(), picture.height(), 1, result));
    }

    private static float medianAbove(float[] values, float bound) {
        var some = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (value > bound) {
                some[count++] = value;
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(some, 0, count);
        float upper = some[count / 2];
        return count % 2 == 1 ? upper : (some[count / 2 - 1] + upper) / 2;
    }
}
