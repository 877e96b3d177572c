package dev.atelier.image;

import dev.atelier.recipe.Mode.Fit;
import dev.atelier.recipe.StopPoint;
import java.util.Optional;

/// What of the original picture is laid over a finished one, so that only the masked part changes
/// (A1111 `apply_overlay`).
public final class Overlay {
    private final Bitmap kept;
    private final Optional<Region> place;

    /// @param picture the original
    /// @param mask of the same size: 255 lets the new picture through
    /// @param place where the new picture belongs, when it shows a part only
    Overlay(Bitmap picture, Bitmap mask, Optional<Region> place) {
        this.kept = MaskFill.kept(picture, mask);
        this.place = place;
    }

    /// The finished picture under the original.
    ///
    /// @param made three channels
    public Bitmap over(Bitmap made) {
        int width = kept.width();
        int height = kept.height();
        var below = place.isEmpty() ? opaque(made) : placed(made, place.get());
        var result = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            if (i % width == 0) {
                StopPoint.pass();
            }
            var pixel = pixel(below, i);
            Blend.over(MaskFill.straight(kept.bytes(), 4 * i), pixel);
            for (int c = 0; c < 3; c++) {
                result[3 * i + c] = (byte) pixel[c];
            }
        }
        return new Bitmap(width, height, 3, result);
    }

    private Bitmap placed(Bitmap made, Region region) {
        var fitted = Fitting.fit(Fit.CROP, made, region.width(), region.height());
        var ground =
                new Bitmap(
                        kept.width(), kept.height(), 4, new byte[kept.width() * kept.height() * 4]);
        return ground.with(opaque(fitted), region.x(), region.y());
    }

    private static Bitmap opaque(Bitmap rgb) {
        var bytes = new byte[rgb.width() * rgb.height() * 4];
        for (int i = 0; i < rgb.width() * rgb.height(); i++) {
            System.arraycopy(rgb.bytes(), 3 * i, bytes, 4 * i, 3);
            bytes[4 * i + 3] = (byte) 255;
        }
        return new Bitmap(rgb.width(), rgb.height(), 4, bytes);
    }

    private static int[] pixel(Bitmap rgba, int index) {
        var pixel = new int[4];
        for (int c = 0; c < 4; c++) {
            pixel[c] = rgba.bytes()[4 * index + c] & 0xFF;
        }
        return pixel;
    }
}
