package dev.atelier.pipeline;

import dev.atelier.checkpoint.Variant;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.latent.Resampling;
import dev.atelier.latent.Window;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/// What some checkpoints see besides the noise: one trained for inpainting the mask, and the
/// picture without what the mask covers (A1111 v1.10.1 `inpainting_image_conditioning`); one
/// trained for editing the whole picture (`edit_image_conditioning`).
final class ImageConditioning {
    private ImageConditioning() {}

    /// For a run without a picture: everything is masked, and what is masked is grey.
    static Optional<Latent> unmasked(Model model, Latent like) {
        if (model.config().variant() != Variant.INPAINTING) {
            return Optional.empty();
        }
        int height = like.height() * model.config().latents().downscale();
        int width = like.width() * model.config().latents().downscale();
        var grey = new ImageEncoder(model).encode(new float[3 * height * width], height, width);
        return Optional.of(repeated(ones(like).beside(grey), like.batch()));
    }

    /// For a run from a picture.
    ///
    /// @param picture three channels, of the size that is computed
    /// @param mask one channel of that size; empty for all
    /// @param weight how much of the masked part is hidden, 0 to 1
    static Optional<Latent> masked(
            Model model, Bitmap picture, Optional<MaskPixels> mask, double weight, Latent like) {
        return switch (model.config().variant()) {
            case INPAINTING -> Optional.of(hidden(model, picture, mask, weight, like));
            case EDITING -> Optional.of(whole(model, picture, like));
            case STANDARD, OTHER -> Optional.empty();
        };
    }

    /// As the autoencoder gives it, without the scale of latents.
    private static Latent whole(Model model, Bitmap picture, Latent like) {
        var own = new ImageEncoder(model).encoded(picture);
        boolean fits = own.height() == like.height() && own.width() == like.width();
        var window = Window.whole(like.height(), like.width());
        var fitted = fits ? own : Resampling.BILINEAR.resize(own, window);
        return repeated(fitted, like.batch());
    }

    private static Latent hidden(
            Model model, Bitmap picture, Optional<MaskPixels> mask, double weight, Latent like) {
        var pixels = ImageEncoder.pixels(picture);
        int plane = picture.width() * picture.height();
        for (int i = 0; i < pixels.length; i++) {
            int at = i % plane;
            double hidden = mask.map(m -> m.value(at)).orElse(1.0) * weight;
            pixels[i] = (float) (pixels[i] * (1 - hidden));
        }
        var encoder = new ImageEncoder(model);
        var seen = encoder.encode(pixels, picture.height(), picture.width());
        var small =
                mask.map(m -> m.nearest(like.height(), like.width())).orElseGet(() -> ones(like));
        return repeated(small.beside(seen), like.batch());
    }

    private static Latent ones(Latent like) {
        var values = new double[like.height() * like.width()];
        Arrays.fill(values, 1);
        return Latent.of(new Latent.Shape(1, 1, like.height(), like.width()), values);
    }

    private static Latent repeated(Latent one, int batch) {
        return Latent.stack(Collections.nCopies(batch, one));
    }

    /// A mask at the size of the picture, as the network takes it.
    record MaskPixels(Bitmap mask, boolean round) {
        double value(int at) {
            double value = (mask.bytes()[at] & 0xFF) / 255.0;
            return round ? Math.rint(value) : value;
        }

        /// `torch.nn.functional.interpolate` in its default mode.
        Latent nearest(int height, int width) {
            var values = new double[height * width];
            for (int y = 0; y < height; y++) {
                int row = (int) (y * ((float) mask.height() / height));
                for (int x = 0; x < width; x++) {
                    int column = (int) (x * ((float) mask.width() / width));
                    values[y * width + x] = value(row * mask.width() + column);
                }
            }
            return Latent.of(new Latent.Shape(1, 1, height, width), values);
        }
    }
}
