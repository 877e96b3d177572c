package dev.atelier.app.create;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Live;
import dev.atelier.recipe.Picture;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/// Pixels as Swing paints them.
final class Images {
    private Images() {}

    static BufferedImage of(Picture picture) {
        return of(picture.size().width(), picture.size().height(), PictureFile.packed(picture));
    }

    /// A preview has an eighth of the pixels on each side.
    static BufferedImage of(Live.Preview preview) {
        int width = preview.size().width() / 8;
        int height = preview.size().height() / 8;
        var packed = new int[width * height];
        var rgb = preview.rgb();
        for (int i = 0; i < packed.length; i++) {
            packed[i] =
                    Byte.toUnsignedInt(rgb[3 * i]) << 16
                            | Byte.toUnsignedInt(rgb[3 * i + 1]) << 8
                            | Byte.toUnsignedInt(rgb[3 * i + 2]);
        }
        return of(width, height, packed);
    }

    private static BufferedImage of(int width, int height, int[] packed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, packed, 0, width);
        return image;
    }

    /// Cut to fill `width` by `height` device pixels, averaged where it shrinks.
    static BufferedImage thumb(BufferedImage image, int width, int height) {
        double scale =
                Math.max((double) width / image.getWidth(), (double) height / image.getHeight());
        var source = image;
        // Halving in turn averages all pixels, where one step would skip most.
        double left = scale;
        while (left < 0.5) {
            source = scaled(source, source.getWidth() / 2, source.getHeight() / 2);
            left *= 2;
        }
        var whole =
                scaled(
                        source,
                        Math.max(width, (int) Math.round(image.getWidth() * scale)),
                        Math.max(height, (int) Math.round(image.getHeight() * scale)));
        return whole.getSubimage(
                (whole.getWidth() - width) / 2, (whole.getHeight() - height) / 2, width, height);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = result.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return result;
    }
}
