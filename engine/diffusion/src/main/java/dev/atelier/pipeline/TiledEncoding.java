package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import dev.atelier.recipe.StopPoint;

/// Encodes a picture tile by tile where there is no memory for the whole. As with [TiledDecoding],
/// the latents differ slightly from those that are encoded at once.
final class TiledEncoding {
    private final ImageEncoder encoder;
    private final int scale;

    TiledEncoding(ImageEncoder encoder) {
        this.encoder = encoder;
        scale = encoder.model().config().latents().downscale();
    }

    /// @param pixels `[3, height, width]` in [-1, 1]
    /// @return as the autoencoder gives it, not yet as the UNet sees it
    /// @throws dev.atelier.torch.TorchException out of memory, where the smallest tile does not fit
    Latent encoded(float[] pixels, int height, int width) {
        var model = encoder.model();
        return Tiles.largest(
                model.compute().torch().memory(),
                Math.max(height, width) / scale,
                edge -> MemoryNeed.encoding(model, scale * edge, scale * edge),
                edge -> tiles(pixels, new Area(0, 0, height / scale, width / scale), edge));
    }

    /// A part of the latents.
    private record Area(int top, int left, int height, int width) {}

    private Latent tiles(float[] pixels, Area whole, int edge) {
        int channels = encoder.model().config().latents().channels();
        var sum = new double[channels * whole.height * whole.width];
        var weights = new double[whole.height * whole.width];
        for (int top : Tiles.starts(whole.height, edge)) {
            for (int left : Tiles.starts(whole.width, edge)) {
                StopPoint.pass();
                var part =
                        new Area(
                                top,
                                left,
                                Math.min(edge, whole.height),
                                Math.min(edge, whole.width));
                var tile =
                        encoder.encodedWhole(
                                cut(pixels, whole, part), scale * part.height, scale * part.width);
                add(tile, part, whole, sum, weights);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weights[i % weights.length];
        }
        return Latent.of(new Latent.Shape(1, channels, whole.height, whole.width), sum);
    }

    private float[] cut(float[] pixels, Area whole, Area part) {
        int width = scale * part.width;
        int height = scale * part.height;
        var tile = new float[3 * height * width];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < height; y++) {
                int row = (c * whole.height + part.top) * scale + y;
                int from = (row * whole.width + part.left) * scale;
                System.arraycopy(pixels, from, tile, (c * height + y) * width, width);
            }
        }
        return tile;
    }

    private static void add(Latent tile, Area part, Area whole, double[] sum, double[] weights) {
        int fade = Tiles.overlap(Math.max(part.height, part.width));
        var values = tile.values();
        for (int y = 0; y < part.height; y++) {
            double down = Tiles.ramp(y, part.height, fade);
            for (int x = 0; x < part.width; x++) {
                double weight = down * Tiles.ramp(x, part.width, fade);
                int place = (part.top + y) * whole.width + part.left + x;
                weights[place] += weight;
                for (int c = 0; c < tile.channels(); c++) {
                    double value = values[(c * part.height + y) * part.width + x];
                    sum[c * weights.length + place] += weight * value;
                }
            }
        }
    }
}
