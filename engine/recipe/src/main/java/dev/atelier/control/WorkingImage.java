package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Region;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.function.UnaryOperator;

/// A picture at the size it is worked on (the extension's `resize_image_with_pad`): its shorter
/// edge is the resolution, and the edge is repeated to whole multiples of 64.
final class WorkingImage {
    private static final int MULTIPLE = 64;

    /// The last one: a hand on a slider has the same picture drawn again and again.
    private static volatile SoftReference<Sized> last = new SoftReference<>(null);

    private WorkingImage() {}

    private record Sized(WeakReference<Bitmap> picture, int resolution, Bitmap result) {
        boolean is(Bitmap other, int wanted) {
            return picture.refersTo(other) && resolution == wanted;
        }
    }

    /// Without the repeated edge.
    static Bitmap sized(Bitmap picture, int resolution) {
        var kept = last.get();
        if (kept != null && kept.is(picture, resolution)) {
            return kept.result;
        }
        var result = resized(picture, resolution);
        last = new SoftReference<>(new Sized(new WeakReference<>(picture), resolution, result));
        return result;
    }

    private static Bitmap resized(Bitmap picture, int resolution) {
        double scale = (double) resolution / Math.min(picture.width(), picture.height());
        int width = (int) Math.rint(picture.width() * scale);
        int height = (int) Math.rint(picture.height() * scale);
        return scale > 1
                ? CvResize.cubic(picture, width, height)
                : CvResize.area(picture, width, height);
    }

    /// What `draws` makes of the padded picture, cut to the size it had.
    static Bitmap padded(Bitmap picture, int resolution, UnaryOperator<Bitmap> draws) {
        var sized = sized(picture, resolution);
        var drawn = draws.apply(padded(sized));
        return drawn.crop(new Region(0, 0, sized.width(), sized.height()));
    }

    private static Bitmap padded(Bitmap sized) {
        int width = up(sized.width());
        int height = up(sized.height());
        if (sized.isSize(width, height)) {
            return sized;
        }
        int channels = sized.channels();
        int line = width * channels;
        var result = new byte[line * height];
        for (int y = 0; y < height; y++) {
            int row = Math.min(y, sized.height() - 1) * sized.width();
            for (int x = 0; x < width; x++) {
                int from = (row + Math.min(x, sized.width() - 1)) * channels;
                System.arraycopy(sized.bytes(), from, result, y * line + x * channels, channels);
            }
        }
        return new Bitmap(width, height, channels, result);
    }

    private static int up(int length) {
        return (length + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }
}
