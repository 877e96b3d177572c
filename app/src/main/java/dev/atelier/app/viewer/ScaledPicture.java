package dev.atelier.app.viewer;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/// Paints a picture enlarged or reduced smoothly and keeps the result: to scale it takes tens of
/// milliseconds, too long for each stroke of a brush over it. Event thread.
final class ScaledPicture {
    private @Nullable Key key;
    private @Nullable BufferedImage result;

    private record Key(BufferedImage picture, int width, int height) {
        boolean is(BufferedImage other, int otherWidth, int otherHeight) {
            return picture.equals(other) && width == otherWidth && height == otherHeight;
        }
    }

    /// Paints it at the origin, in pixels of the graphics.
    ///
    /// @param most pixels of a result that is kept; larger ones are scaled each time, where they
    ///   show
    void paint(Graphics2D g, BufferedImage picture, int width, int height, long most) {
        if ((long) width * height > most || width <= 0 || height <= 0) {
            smooth(g).drawImage(picture, 0, 0, width, height, null);
            return;
        }
        if (result == null || key == null || !key.is(picture, width, height)) {
            boolean opaque = picture.getTransparency() == Transparency.OPAQUE;
            result =
                    new BufferedImage(
                            width,
                            height,
                            opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB_PRE);
            var painter = result.createGraphics();
            smooth(painter).drawImage(picture, 0, 0, width, height, null);
            painter.dispose();
            key = new Key(picture, width, height);
        }
        g.drawImage(result, 0, 0, null);
    }

    private static Graphics2D smooth(Graphics2D g) {
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return g;
    }
}
