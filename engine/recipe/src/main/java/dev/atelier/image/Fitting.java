package dev.atelier.image;

import dev.atelier.image.Resize.Filter;
import dev.atelier.recipe.Mode.Fit;

/// Brings a picture of another shape to size (A1111 `images.resize_image` without an upscaler).
public final class Fitting {
    private Fitting() {}

    /// Latent resizing takes the pixels as [Fit#FILL] does, where it needs any.
    public static Bitmap fit(Fit fit, Bitmap source, int width, int height) {
        return switch (fit) {
            case STRETCH -> Resize.to(source, width, height, Filter.LANCZOS);
            case CROP -> placed(source, width, height, true);
            case FILL, LATENT -> placed(source, width, height, false);
        };
    }

    private static Bitmap placed(Bitmap source, int across, int down, boolean covers) {
        double shape = (double) across / down;
        double own = (double) source.width() / source.height();
        boolean fullWidth = covers ? shape > own : shape < own;
        boolean fullHeight = covers ? shape <= own : shape >= own;
        int width = fullWidth ? across : source.width() * down / source.height();
        int height = fullHeight ? down : source.height() * across / source.width();
        var resized = Resize.to(source, Math.max(1, width), Math.max(1, height), Filter.LANCZOS);
        var ground =
                new Bitmap(
                        across,
                        down,
                        source.channels(),
                        new byte[across * down * source.channels()]);
        var result = ground.with(resized, across / 2 - width / 2, down / 2 - height / 2);
        return covers ? result : edged(result, resized, across, down, shape - own);
    }

    /// Fills what stays free with the outermost rows or columns.
    private static Bitmap edged(Bitmap placed, Bitmap resized, int across, int down, double wider) {
        int above = down / 2 - resized.height() / 2;
        int beside = across / 2 - resized.width() / 2;
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
