package dev.atelier.image;

import dev.atelier.image.Resize.Filter;
import dev.atelier.recipe.PixelUpscaler;

/// Brings a picture to a larger size by an upscaler (A1111 v1.10.1 `images.resize_image` with
/// `Upscaler.upscale`).
public final class Enlarging {
    /// Upscalers answer in sizes that the autoencoder can take.
    private static final int MULTIPLE = 8;

    private Enlarging() {}

    /// The upscaler takes it as far as the side that grows most; what is left is Lanczos.
    public static Bitmap to(Bitmap source, PixelUpscaler upscaler, int width, int height) {
        double scale = Math.max((double) width / source.width(), (double) height / source.height());
        var large = scale > 1 ? upscaled(source, upscaler, scale) : source;
        return Resize.to(large, width, height, Filter.LANCZOS);
    }

    private static Bitmap upscaled(Bitmap source, PixelUpscaler upscaler, double scale) {
        int width = (int) (source.width() * scale);
        int height = (int) (source.height() * scale);
        return switch (upscaler) {
            case NONE -> source;
            case LANCZOS -> rounded(Resize.to(source, width, height, Filter.LANCZOS));
            case NEAREST -> rounded(Resize.nearest(source, width, height));
        };
    }

    private static Bitmap rounded(Bitmap large) {
        return Resize.to(
                large,
                Math.max(MULTIPLE, large.width() / MULTIPLE * MULTIPLE),
                Math.max(MULTIPLE, large.height() / MULTIPLE * MULTIPLE),
                Filter.LANCZOS);
    }
}
