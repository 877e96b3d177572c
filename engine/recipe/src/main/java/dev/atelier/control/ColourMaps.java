package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Lab;

/// Maps that keep colours or light.
final class ColourMaps {
    /// Rates below it leave the picture as it is.
    private static final double LEAST_RATE = 1.1;

    private static final int TILE = 64;

    private ColourMaps() {}

    /// Smaller by a rate.
    static Bitmap resampled(Bitmap picture, Drawing drawing) {
        double rate = drawing.a();
        return rate < LEAST_RATE
                ? picture
                : CvResize.area(
                        picture,
                        Math.max(1, (int) (picture.width() / rate)),
                        Math.max(1, (int) (picture.height() / rate)));
    }

    static Bitmap blurred(Bitmap picture, Drawing drawing) {
        return Gaussian.of(WorkingImage.sized(picture, drawing.resolution()), drawing.a());
    }

    /// Squares of one colour.
    static Bitmap grid(Bitmap picture, Drawing drawing) {
        int size = drawing.resolution();
        boolean wide = picture.height() < picture.width();
        double ratio = (double) picture.width() / picture.height();
        double upright = (double) picture.height() / picture.width();
        int width = wide ? (int) Math.rint(ratio * size) : size;
        int height = wide ? size : (int) Math.rint(upright * size);
        var sized = CvResize.area(picture, width, height);
        var small = CvResize.cubic(sized, Math.max(1, width / TILE), Math.max(1, height / TILE));
        return CvResize.nearest(small, width, height);
    }

    /// The lightness of L*a*b*. As in the extension, red counts as blue and blue as red.
    static Bitmap luminance(Bitmap picture, Drawing drawing) {
        var swapped = new byte[picture.bytes().length];
        for (int at = 0; at < swapped.length; at += 3) {
            for (int c = 0; c < 3; c++) {
                swapped[at + c] = picture.bytes()[at + 2 - c];
            }
        }
        var lab = new Bitmap(picture.width(), picture.height(), 3, Lab.of(swapped));
        return corrected(lab.channel(0), (float) drawing.a());
    }

    /// The lightest channel.
    static Bitmap intensity(Bitmap picture, Drawing drawing) {
        var light = new byte[picture.width() * picture.height()];
        for (int i = 0; i < picture.bytes().length; i++) {
            int value = picture.bytes()[i] & 0xFF;
            light[i / 3] = (byte) Math.max(light[i / 3] & 0xFF, value);
        }
        var bitmap = new Bitmap(picture.width(), picture.height(), 1, light);
        return corrected(bitmap, (float) drawing.a());
    }

    private static Bitmap corrected(Bitmap light, float gamma) {
        var table = new int[256];
        for (int i = 0; i < table.length; i++) {
            float share = i / 255f;
            float bent = gamma == 1f ? share : (float) Math.pow(share, gamma);
            table[i] = (int) Math.clamp(bent * 255f, 0f, 255f); // cut, not rounded
        }
        return Colours.three(light.map(v -> table[v]));
    }
}
