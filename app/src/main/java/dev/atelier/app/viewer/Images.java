package dev.atelier.app.viewer;

import dev.atelier.app.queue.JobProgress;
import java.awt.image.BufferedImage;

/// Pixels as Swing paints them.
public final class Images {
    private Images() {}

    /// A preview has an eighth of the pixels on each side.
    public static BufferedImage of(JobProgress.Preview preview) {
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
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, packed, 0, width);
        return image;
    }
}
