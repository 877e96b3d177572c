package dev.atelier.image;

import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.Fill;
import dev.atelier.recipe.Mode.Fit;
import dev.atelier.recipe.Size;
import java.util.Optional;

/// The picture that image to image starts from, and its mask, brought to the size that is computed
/// in the order of A1111 v1.10.1's `StableDiffusionProcessingImg2Img.init`.
///
/// @param picture three channels; of the recipe's size except with [Fit#LATENT]
/// @param mask one channel of the recipe's size, softened: 255 is repainted
/// @param overlay what is laid over the finished picture
public record ImageSource(Bitmap picture, Optional<Bitmap> mask, Optional<Overlay> overlay) {
    /// Softened masks let the new picture through twice as early as they let it be painted.
    private static final int THROUGH = 2;

    /// For image to image without a mask.
    public static ImageSource of(Bitmap picture, Fit fit, Size size) {
        var flat = picture.flattened();
        return new ImageSource(atSize(flat, fit, size), Optional.empty(), Optional.empty());
    }

    /// For inpainting. A mask that covers nothing makes it image to image where only the masked
    /// part was to be computed.
    public static ImageSource of(Bitmap picture, Bitmap painted, Mode.Inpaint mode, Size size) {
        var flat = picture.flattened();
        var settings = mode.settings();
        var binary = binary(painted, settings.round());
        if (settings.onlyMasked().isPresent() && !binary.isSize(flat.width(), flat.height())) {
            binary = Resize.to(binary, flat.width(), flat.height(), Resize.Filter.LANCZOS);
        }
        var soft = soft(binary, settings);
        if (settings.onlyMasked().isEmpty()) {
            return whole(flat, soft, mode, size);
        }
        return region(soft, settings.onlyMasked().get(), size)
                .map(region -> part(flat, soft, region, settings.fill(), size))
                .orElseGet(() -> of(flat, mode.fit(), size));
    }

    /// The part of a picture that is computed where only the mask's surroundings are; empty where
    /// all of it is.
    ///
    /// @param mask one channel, of the picture's size
    public static Optional<Region> computed(Bitmap mask, Mode.MaskSettings settings, Size size) {
        return settings.onlyMasked()
                .flatMap(padding -> region(soft(mask, settings), padding, size));
    }

    /// A mask as it is painted with: its alpha or its brightness, inverted and blurred where the
    /// settings want it.
    public static Bitmap softened(Bitmap mask, Mode.MaskSettings settings) {
        return soft(binary(mask, settings.round()), settings);
    }

    private static Bitmap soft(Bitmap mask, Mode.MaskSettings settings) {
        var chosen = settings.invert() ? mask.map(v -> 255 - v) : mask;
        return MaskBlur.blurred(chosen, settings.blur());
    }

    private static Optional<Region> region(Bitmap soft, int padding, Size size) {
        return Region.covered(soft, padding)
                .map(region -> region.shapedAs(size, soft.width(), soft.height()));
    }

    private static ImageSource whole(Bitmap picture, Bitmap soft, Mode.Inpaint mode, Size size) {
        var mask = Fitting.fit(mode.fit(), soft, size.width(), size.height());
        var fitted = atSize(picture, mode.fit(), size);
        var through = mask.map(v -> Math.min(255, THROUGH * v));
        if (!through.isSize(fitted.width(), fitted.height())) {
            through = Fitting.fit(mode.fit(), through, fitted.width(), fitted.height());
        }
        var overlay = new Overlay(fitted, through, Optional.empty());
        return new ImageSource(
                filled(fitted, mask, mode.settings().fill()),
                Optional.of(mask),
                Optional.of(overlay));
    }

    /// Only the surroundings of the mask, at the full size.
    private static ImageSource part(
            Bitmap picture, Bitmap soft, Region region, Fill fill, Size size) {
        var mask = Fitting.fit(Fit.FILL, soft.crop(region), size.width(), size.height());
        var enlarged = Fitting.fit(Fit.FILL, picture.crop(region), size.width(), size.height());
        var overlay = new Overlay(picture, soft, Optional.of(region));
        return new ImageSource(
                filled(enlarged, mask, fill), Optional.of(mask), Optional.of(overlay));
    }

    private static Bitmap atSize(Bitmap picture, Fit fit, Size size) {
        return fit == Fit.LATENT ? picture : Fitting.fit(fit, picture, size.width(), size.height());
    }

    private static Bitmap filled(Bitmap picture, Bitmap mask, Fill fill) {
        boolean fits = mask.isSize(picture.width(), picture.height());
        return fill == Fill.ORIGINAL || !fits ? picture : MaskFill.filled(picture, mask);
    }

    /// The alpha channel where there is a real one, else the brightness.
    public static Bitmap binary(Bitmap mask, boolean round) {
        if (mask.channels() != 4) {
            return mask.luma();
        }
        var alpha = mask.channel(3);
        for (byte value : alpha.bytes()) {
            if (value != (byte) 255) {
                return round ? alpha.map(v -> v > 128 ? 255 : 0) : alpha;
            }
        }
        return mask.luma();
    }
}
