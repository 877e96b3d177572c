package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.util.Optional;

/// A control map at the size of a pass.
///
/// @param picture three channels
/// @param mask one channel of that size, 255 where it is repainted; empty for maps without one
record ControlPicture(Bitmap picture, Optional<Bitmap> mask) {
    /// Of a map of three channels, or of four whose last is the mask.
    static ControlPicture of(Bitmap map) {
        if (map.channels() != 4) {
            return new ControlPicture(map, Optional.empty());
        }
        int count = map.width() * map.height();
        var rgb = new byte[3 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(map.bytes(), 4 * i, rgb, 3 * i, 3);
        }
        var picture = new Bitmap(map.width(), map.height(), 3, rgb);
        return new ControlPicture(picture, Optional.of(map.channel(3)));
    }

    /// All of it: three channels, or four with the mask.
    Bitmap bitmap() {
        if (mask.isEmpty()) {
            return picture;
        }
        int count = picture.width() * picture.height();
        var rgba = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(picture.bytes(), 3 * i, rgba, 4 * i, 3);
            rgba[4 * i + 3] = mask.get().bytes()[i];
        }
        return new Bitmap(picture.width(), picture.height(), 4, rgba);
    }

    int height() {
        return picture.height();
    }

    /// As networks see it: 0 to 1, and -1 where it is masked (the inpaint ControlNet's protocol).
    /// `[1, 3, H, W]`, the caller closes it.
    Tensor tensor(Torch torch) {
        int plane = picture.width() * picture.height();
        var values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            int at = i;
            boolean masked = mask.filter(m -> (m.bytes()[at] & 0xFF) > 127).isPresent();
            for (int c = 0; c < 3; c++) {
                values[c * plane + i] = masked ? -1 : (picture.bytes()[3 * i + c] & 0xFF) / 255f;
            }
        }
        return torch.floats(values, 1, 3, picture.height(), picture.width());
    }

    /// What is repainted at the size of latents: the most that lies in the pixels of each and one
    /// around them.
    ///
    /// @param like one sample
    Latent painted(Latent like) {
        var from = mask.orElseThrow();
        int edge = from.height() / like.height();
        var values = new double[like.height() * like.width()];
        for (int y = 0; y < like.height(); y++) {
            for (int x = 0; x < like.width(); x++) {
                values[y * like.width() + x] = most(from, edge * x - 1, edge * y - 1, edge + 2);
            }
        }
        return Latent.of(new Latent.Shape(1, 1, like.height(), like.width()), values);
    }

    private static double most(Bitmap mask, int left, int top, int size) {
        int most = 0;
        for (int y = Math.max(0, top); y < Math.min(mask.height(), top + size); y++) {
            for (int x = Math.max(0, left); x < Math.min(mask.width(), left + size); x++) {
                most = Math.max(most, mask.at(x, y, 0));
            }
        }
        return most / 255.0;
    }
}
