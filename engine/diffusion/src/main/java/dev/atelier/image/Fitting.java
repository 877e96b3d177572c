package dev.atelier.image;

import dev.atelier.image.Resize.Filter;
import dev.atelier.recipe.Mode.Fit;
import dev.atelier.recipe.Size;

/// Brings a picture of another shape to size (A1111 `images.resize_image` without an upscaler).
public final class Fitting {
    private Fitting() {}

    /// Latent resizing takes the pixels as [Fit#FILL] does, where it needs any.
    public static Bitmap fit(Fit fit, Bitmap source, Size size) {
        return switch (fit) {
            case STRETCH -> Resize.to(source, size.width(), size.height(), Filter.LANCZOS);
            case CROP -> placed(source, size, true);
            case FILL, LATENT -> placed(source, size, false);
        };
    }

    private static Bitmap placed(Bitmap source, Size size, boolean covers) {
        double shape = (double) size.width() / size.height();
        double own = (double) source.width() / source.height();
        boolean fullWidth = covers ? shape > own : shape < own;
        boolean fullHeight = covers ? shape <= own : shape >= own;
        int width = fullWidth ? size.width() : source.width() * size.height() / source.height();
        int height = fullHeight ? size.height() : source.height() * size.width() / source.width();
        var resized = Resize.to(source, Math.max(1, width), Math.max(1, height), Filter.LANCZOS);
        var ground =
                new Bitmap(
                        size.width(),
                        size.height(),
                        source.channels(),
                        new byte[size.width() * size.height() * source.channels()]);
        var result =
                ground.with(resized, size.width() / 2 - width / 2, size.height() / 2 - height / 2);
        return covers ? result : edged(result, resized, size, shape - own);
    }

    /// Fills what stays free with the outermost rows or columns.
    private static Bitmap edged(Bitmap placed, Bitmap resized, Size size, double wider) {
        int above = size.height() / 2 - resized.height() / 2;
        int beside = size.width() / 2 - resized.width() / 2;
        if (wider < 0 && above > 0) {
            return placed.with(Resize.repeatedRow(resized, 0, above), 0, 0)
                    .with(
                            Resize.repeatedRow(resized, resized.height(), above),
                            0,
                            above + resized.height());
        }
        if (wider > 0 && beside > 0) {
            return placed.with(Resize.repeatedColumn(resized, 0, beside), 0, 0)
                    .with(
                            Resize.repeatedColumn(resized, resized.width(), beside),
                            beside + resized.width(),
                            0);
        }
        return placed;
    }
}
