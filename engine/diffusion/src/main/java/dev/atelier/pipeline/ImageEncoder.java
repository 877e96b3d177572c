package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.pipeline.WeightOffload.Part;
import java.util.Arrays;

/// Latents of pictures. The autoencoder answers with a distribution; A1111 draws from it with an
/// unseeded generator, and here its mean is taken, so that a seed makes the same picture twice. A
/// picture that does not fit into the device's memory is encoded in tiles.
record ImageEncoder(Model model) {
    /// Numbers in [-1, 1], one plane a colour.
    static float[] pixels(Bitmap picture) {
        int plane = picture.width() * picture.height();
        var pixels = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                float share = (picture.bytes()[3 * i + c] & 0xFF) / 255f;
                pixels[c * plane + i] = share * 2 - 1;
            }
        }
        return pixels;
    }

    Latent encode(Bitmap picture) {
        return encode(pixels(picture), picture.height(), picture.width());
    }

    /// As the autoencoder gives it, not yet as the UNet sees it.
    Latent encoded(Bitmap picture) {
        return encoded(pixels(picture), picture.height(), picture.width());
    }

    /// @param pixels `[3, height, width]`
    /// @return a batch of one, as the UNet sees it
    Latent encode(float[] pixels, int height, int width) {
        return model.scaled(encoded(pixels, height, width));
    }

    private Latent encoded(float[] pixels, int height, int width) {
        return new WeightOffload(model)
                .attempt(
                        Part.VAE,
                        MemoryNeed.encoding(model, height, width),
                        () -> encodedWhole(pixels, height, width))
                .orElseGet(() -> new TiledEncoding(this).encoded(pixels, height, width));
    }

    /// Encodes all of it at once.
    Latent encodedWhole(float[] pixels, int height, int width) {
        try (var x = model.compute().torch().floats(pixels, 1, 3, height, width);
                var moments = model.vae().encode(x)) {
            var all = moments.floats();
            var means = Arrays.copyOf(all, all.length / 2);
            var size = model.latentSize(width, height);
            var shape = new Latent.Shape(1, size.channels(), size.height(), size.width());
            return Latent.of(shape, means);
        }
    }
}
