package dev.atelier.app.source;

import dev.atelier.app.mask.Mask;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.accessibility.AccessibleRole;

/// The source made small, or the dashed place where one can be dropped. A click is for what the
/// place is for.
final class SourceThumb extends Painted {
    private static final float[] DASHES = {6, 5};
    private static final int ROUND = 16;
    private static final int VEIL = 256;

    private final String hint;
    private transient Optional<BufferedImage> picture = Optional.empty();
    private transient Optional<BufferedImage> veil = Optional.empty();
    private boolean glows;

    SourceThumb(String hint, Runnable click) {
        super(AccessibleRole.PUSH_BUTTON);
        this.hint = hint;
        setName("source");
        setToolTipText(hint);
        getAccessibleContext().setAccessibleName(hint);
        pressed(click);
    }

    /// @param mask painted over it
    void show(Optional<BufferedImage> next, Optional<Mask> mask) {
        picture = next;
        veil = next.isEmpty() ? Optional.empty() : mask.map(SourceThumb::veil);
        repaint();
    }

    /// Shows that what is dragged can be dropped here.
    void glow(boolean on) {
        glows = on;
        repaint();
    }

    /// The mask made small, in the colour it has on the canvas.
    private static BufferedImage veil(Mask mask) {
        double scale = Math.min(1, VEIL / (double) Math.max(mask.width(), mask.height()));
        int width = (int) Math.max(1, mask.width() * scale);
        int height = (int) Math.max(1, mask.height() * scale);
        int colour = ThemeColors.color("accent.graphic").getRGB() & 0xFFFFFF;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int cover = mask.at(x * mask.width() / width, y * mask.height() / height);
                image.setRGB(x, y, ((cover * 6 / 10) << 24) | colour);
            }
        }
        return image;
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        if (picture.isPresent()) {
            paintPicture(g, picture.get());
        } else {
            paintHint(g);
        }
        if (glows || isFocusOwner()) {
            paintGlow(g);
        }
        g.dispose();
    }

    private void paintPicture(Graphics2D g, BufferedImage image) {
        double scale =
                Math.min(
                        getWidth() / (double) image.getWidth(),
                        getHeight() / (double) image.getHeight());
        int width = (int) Math.max(1, image.getWidth() * scale);
        int height = (int) Math.max(1, image.getHeight() * scale);
        g.setColor(ThemeColors.color("bg.well"));
        g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), ROUND, ROUND));
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int x = (getWidth() - width) / 2;
        int y = (getHeight() - height) / 2;
        g.drawImage(image, x, y, width, height, null);
        veil.ifPresent(over -> g.drawImage(over, x, y, width, height, null));
    }

    private void paintGlow(Graphics2D g) {
        g.setColor(ThemeColors.color("accent"));
        g.setStroke(new BasicStroke(2));
        g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, ROUND, ROUND));
    }

    private void paintHint(Graphics2D g) {
        g.setColor(ThemeColors.color("line.field"));
        g.setStroke(
                new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, ROUND, ROUND));
        g.setFont(TextStyle.BODY.font());
        g.setColor(ThemeColors.color("text.secondary"));
        int width = g.getFontMetrics().stringWidth(hint);
        int y = getHeight() / 2;
        Icons.of("image", 18, "text.secondary").paintIcon(this, g, getWidth() / 2 - 9, y - 22);
        g.drawString(hint, (getWidth() - width) / 2, y + 16);
    }
}
