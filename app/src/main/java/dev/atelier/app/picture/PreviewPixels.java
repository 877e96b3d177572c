package dev.atelier.app.picture;

import dev.atelier.recipe.PreviewImage;
import java.awt.image.BufferedImage;

/// Previews as Swing paints them.
public final class PreviewPixels {
    private PreviewPixels() {}

    public static BufferedImage of(PreviewImage preview) {
        int width = preview.width();
        int height = preview.height();
        var packed = new int[width * height];
        var rgb = preview.rgb();
        for (int i = 0; i < packed.length; i++) {
            packed[i] =
                    Byte.toUnsignedInt(rgb[3 * i]) << 16
                            | Byte.toUnsignedInt(rgb[3 * i + 1]) << 8
                            | Byte.toUnsignedInt(rgb[3 * i + 2]);
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, packed, 0, width);
        return image;
    }
}
