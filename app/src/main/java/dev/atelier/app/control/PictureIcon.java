package dev.atelier.app.control;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import javax.swing.Icon;

/// A picture as large as fits, drawn at the density of the screen.
final class PictureIcon implements Icon {
    private final BufferedImage picture;
    private final int width;
    private final int height;

    /// @param wide most of its width, in pixels at 100 %
    /// @param high most of its height
    PictureIcon(BufferedImage picture, int wide, int high) {
        this.picture = picture;
        double scale =
                Math.min((double) wide / picture.getWidth(), (double) high / picture.getHeight());
        width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
    }

    @Override
    public void paintIcon(Component on, Graphics graphics, int x, int y) {
        var g = (Graphics2D) graphics.create();
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(picture, x, y, width, height, null);
        g.dispose();
    }

    @Override
    public int getIconWidth() {
        return width;
    }

    @Override
    public int getIconHeight() {
        return height;
    }
}
