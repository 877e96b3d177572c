package dev.atelier.app.compare;

import dev.atelier.app.ui.TextStyle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;

/// Which picture is seen, in the upper corners of its frame. On any picture: dark glass with white
/// letters.
final class SideLabels {
    private static final int INSET = 10;
    private static final int SIDE = 26;

    private SideLabels() {}

    /// @param labels at the left and at the right, where there are any
    static void paint(
            Graphics2D g, JComponent canvas, Rectangle2D box, List<Optional<String>> labels) {
        double top = Math.max(0, box.getY()) + INSET;
        double left = Math.max(0, box.getX()) + INSET;
        double right = Math.min(canvas.getWidth(), box.getMaxX()) - INSET - SIDE;
        labels.getFirst().ifPresent(words -> chip(g, words, left, top));
        labels.getLast().ifPresent(words -> chip(g, words, right, top));
    }

    private static void chip(Graphics2D g, String words, double x, double y) {
        g.setColor(new Color(0x11, 0x11, 0x10, 0xD0));
        g.fill(new RoundRectangle2D.Double(x, y, SIDE, SIDE, 10, 10));
        g.setFont(TextStyle.STRONG.font());
        g.setColor(Color.WHITE);
        var metrics = g.getFontMetrics();
        float left = (float) (x + (SIDE - metrics.stringWidth(words)) / 2.0);
        g.drawString(words, left, (float) (y + (SIDE + metrics.getAscent()) / 2.0 - 2));
    }
}
