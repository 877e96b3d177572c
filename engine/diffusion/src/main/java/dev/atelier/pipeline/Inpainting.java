package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import java.util.Arrays;
import java.util.Optional;

/// What a checkpoint trained for inpainting sees besides the noise: the mask, and the picture
/// without what the mask covers (A1111 v1.10.1 `inpainting_image_conditioning`).
final class Inpainting {
    private static final int CHANNELS = 9;
    private static final int DOWNSCALE = 8;

    private Inpainting() {}

    static boolean is(Model model) {
        return model.config().unet().inChannels() == CHANNELS;
    }

    /// For a run without a picture: everything is masked, and what is masked is grey.
    static Optional<Latent> unmasked(Model model, Latent like) {
        if (!is(model)) {
            return Optional.empty();
        }
        int height = like.height() * DOWNSCALE;
        int width = like.width() * DOWNSCALE;
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
        if (!is(model)) {
            return Optional.empty();
        }
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
        return Optional.of(repeated(small.beside(seen), like.batch()));
    }

    private static Latent ones(Latent like) {
        var values = new double[like.height() * like.width()];
        Arrays.fill(values, 1);
        return Latent.of(new Latent.Shape(1, 1, like.height(), like.width()), values);
    }

    private static Latent repeated(Latent one, int batch) {
        return Latent.stack(java.util.Collections.nCopies(batch, one));
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
