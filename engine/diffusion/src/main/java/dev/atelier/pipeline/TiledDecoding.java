package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.StopPoint;

/// Decodes a picture tile by tile where there is no memory for the whole. Tiles overlap and are
/// blended, since the autoencoder's normalisation sees a tile alone: the picture differs slightly
/// from one that is decoded at once. Tiles become smaller until one fits.
final class TiledDecoding {
    private final Model model;

    TiledDecoding(Model model) {
        this.model = model;
    }

    /// @throws dev.atelier.torch.TorchException out of memory, where the smallest tile does not fit
    Model.Decoded decoded(Latent latent) {
        return Tiles.largest(
                model.compute().torch().memory(),
                Math.max(latent.height(), latent.width()),
                edge -> MemoryNeed.decoding(model, edge, edge),
                edge -> tiles(latent, edge));
    }

    private Model.Decoded tiles(Latent latent, int edge) {
        int scale = model.config().latents().downscale();
        int height = latent.height();
        int width = latent.width();
        var sum = new float[3 * height * scale * width * scale];
        var weights = new float[height * scale * width * scale];
        boolean exact = false;
        for (int top : Tiles.starts(height, edge)) {
            for (int left : Tiles.starts(width, edge)) {
                StopPoint.pass();
                var tile = cut(latent, top, left, edge);
                var decoded = model.decodedWhole(tile);
                exact |= decoded.exact();
                var place = new Place(top * scale, left * scale, width * scale);
                add(decoded.picture(), place, Tiles.overlap(edge) * scale, sum, weights);
            }
        }
        var bytes = new byte[sum.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(sum[i] / weights[i / 3]);
        }
        return new Model.Decoded(new Bitmap(width * scale, height * scale, 3, bytes), exact);
    }

    private static Latent cut(Latent latent, int top, int left, int edge) {
        int height = Math.min(edge, latent.height());
        int width = Math.min(edge, latent.width());
        var shape = new Latent.Shape(1, latent.channels(), height, width);
        var from = latent.values();
        var values = new double[shape.size()];
        for (int c = 0; c < latent.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int source = (c * latent.height() + top + y) * latent.width() + left;
                System.arraycopy(from, source, values, (c * height + y) * width, width);
            }
        }
        return Latent.of(shape, values);
    }

    /// Of a tile in the picture, in pixels.
    private record Place(int top, int left, int width) {}

    /// Fades in from each edge of the tile; at the picture's own edges the weights cancel out.
    private static void add(Bitmap tile, Place at, int fade, float[] sum, float[] weights) {
        for (int y = 0; y < tile.height(); y++) {
            float down = Tiles.ramp(y, tile.height(), fade);
            for (int x = 0; x < tile.width(); x++) {
                float weight = down * Tiles.ramp(x, tile.width(), fade);
                int pixel = (at.top + y) * at.width + at.left + x;
                weights[pixel] += weight;
                for (int c = 0; c < 3; c++) {
                    int value = tile.bytes()[3 * (y * tile.width() + x) + c] & 0xFF;
                    sum[3 * pixel + c] += weight * value;
                }
            }
        }
    }
}
