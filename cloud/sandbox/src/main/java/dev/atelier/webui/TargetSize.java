package dev.atelier.webui;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Resize;
import dev.atelier.recipe.PixelUpscaler;
import dev.atelier.webui.request.RequestFields;
import dev.atelier.webui.request.WebuiError;

/// The size that an upscaler brings a picture to, by A1111's `scripts/postprocessing_upscale.py`
/// and `modules/upscaler.py`.
///
/// @param scale factor on both sides
/// @param byFactor else the sides are the goal
/// @param crops whether what stands over the goal is cut off, and what is missing is black
record TargetSize(double scale, boolean byFactor, int width, int height, boolean crops) {
    private static final long MAX_PIXELS = 1L << 25;
    private static final int MULTIPLE = 8;

    /// @throws dev.atelier.webui.request.ApiException where the result would be nothing, or too
    ///   large
    static TargetSize of(Bitmap source, RequestFields fields) {
        int width = fields.number("upscaling_resize_w", 512);
        int height = fields.number("upscaling_resize_h", 512);
        boolean byFactor = fields.number("resize_mode", 0) == 0;
        double scale =
                byFactor
                        ? fields.real("upscaling_resize").orElse(2.0)
                        : Math.max(
                                (double) width / source.width(), (double) height / source.height());
        boolean crops = !byFactor && fields.on("upscaling_crop");
        var target = new TargetSize(scale, byFactor, width, height, crops);
        target.check(source);
        return target;
    }

    private void check(Bitmap source) {
        double wide = source.width() * scale;
        double high = source.height() * scale;
        boolean tooLarge =
                wide * high > MAX_PIXELS || (crops && (long) width * height > MAX_PIXELS);
        if (tooLarge || wide < MULTIPLE || high < MULTIPLE) {
            throw WebuiError.RESULT_SIZE.with(wide, high, MAX_PIXELS);
        }
    }

    String label() {
        return byFactor ? "Postprocess upscale by" : "Postprocess upscale to";
    }

    String words() {
        return byFactor ? Double.toString(scale) : width + "x" + height;
    }

    Bitmap apply(Bitmap source, PixelUpscaler upscaler) {
        var large = upscaled(source, upscaler);
        return crops ? cropped(large) : large;
    }

    /// Sides end in multiples of 8.
    private Bitmap upscaled(Bitmap source, PixelUpscaler upscaler) {
        int width = (int) (source.width() * scale);
        int height = (int) (source.height() * scale);
        int goalWidth = (int) Math.floor(source.width() * scale / MULTIPLE) * MULTIPLE;
        int goalHeight = (int) Math.floor(source.height() * scale / MULTIPLE) * MULTIPLE;
        var large =
                upscaler == PixelUpscaler.NEAREST
                        ? Resize.nearest(source, width, height)
                        : Resize.to(source, width, height, Resize.Filter.LANCZOS);
        return large.isSize(goalWidth, goalHeight)
                ? large
                : Resize.to(large, goalWidth, goalHeight, Resize.Filter.LANCZOS);
    }

    private Bitmap cropped(Bitmap large) {
        int left = width / 2 - large.width() / 2;
        int top = height / 2 - large.height() / 2;
        var result = new byte[width * height * 3];
        int from = Math.max(0, left);
        int columns = Math.min(width, left + large.width()) - from;
        for (int y = Math.max(0, top); y < Math.min(height, top + large.height()); y++) {
            System.arraycopy(
                    large.bytes(),
                    ((y - top) * large.width() + from - left) * 3,
                    result,
                    (y * width + from) * 3,
                    columns * 3);
        }
        return new Bitmap(width, height, 3, result);
    }
}
