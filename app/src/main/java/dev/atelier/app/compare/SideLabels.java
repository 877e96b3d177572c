package dev.atelier.app.compare;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;

/// Which picture is seen and where it was made, in the upper corners of its frame. On any picture:
/// dark glass with white letters.
final class SideLabels {
    private static final int INSET = 10;
    private static final int SIDE = 26;
    private static final int EDGE = 10;
    private static final int GAP = 7;
    private static final int ICON = 16;

    /// Letters of a place that must have room; else only A and B show.
    private static final int LEAST = 48;

    private SideLabels() {}

    /// @param labels at the left and at the right, where there are any
    static void paint(
            Graphics2D g, JComponent canvas, Rectangle2D box, List<Optional<SideLabel>> labels) {
        double top = Math.max(0, box.getY()) + INSET;
        double left = Math.max(0, box.getX()) + INSET;
        double right = Math.min(canvas.getWidth(), box.getMaxX()) - INSET;
        boolean both = labels.stream().allMatch(Optional::isPresent);
        double most = both ? (right - left - INSET) / 2 : right - left;
        labels.getFirst().ifPresent(it -> chip(g, canvas, cut(g, it, most), left, top));
        labels.getLast()
                .map(it -> cut(g, it, most))
                .ifPresent(it -> chip(g, canvas, it, right - width(g, it), top));
    }

    private static int width(Graphics2D g, SideLabel label) {
        return label.place().isEmpty()
                ? SIDE
                : around(g, label) + g.getFontMetrics(font(label)).stringWidth(label.place());
    }

    /// What a chip has beside the name of the place.
    private static int around(Graphics2D g, SideLabel label) {
        int letter = g.getFontMetrics(TextStyle.STRONG.font()).stringWidth(label.letter());
        return 2 * EDGE + letter + 2 * GAP + ICON;
    }

    private static Font font(SideLabel label) {
        return TextStyle.BODY.font(label.place());
    }

    /// With as much of the place as there is room for.
    private static SideLabel cut(Graphics2D g, SideLabel label, double most) {
        if (label.place().isEmpty() || width(g, label) <= most) {
            return label;
        }
        double room = most - around(g, label);
        var metrics = g.getFontMetrics(font(label));
        var place = label.place();
        while (!place.isEmpty() && metrics.stringWidth(place + "…") > room) {
            place = place.substring(0, place.offsetByCodePoints(place.length(), -1));
        }
        var shown = room < LEAST || place.isEmpty() ? "" : place + "…";
        return new SideLabel(label.letter(), shown, label.isHere());
    }

    private static void chip(Graphics2D g, JComponent on, SideLabel label, double x, double y) {
        int width = width(g, label);
        g.setColor(new Color(0x11, 0x11, 0x10, 0xD0));
        g.fill(new RoundRectangle2D.Double(x, y, width, SIDE, 10, 10));
        g.setFont(TextStyle.STRONG.font());
        g.setColor(Color.WHITE);
        var metrics = g.getFontMetrics();
        int letter = metrics.stringWidth(label.letter());
        boolean alone = label.place().isEmpty();
        double at = alone ? x + (SIDE - letter) / 2.0 : x + EDGE;
        float base = (float) (y + (SIDE + metrics.getAscent()) / 2.0 - 2);
        g.drawString(label.letter(), (float) at, base);
        if (alone) {
            return;
        }
        at += letter + GAP;
        Icons.onPicture(label.isHere() ? "computer" : "cloud", ICON)
                .paintIcon(on, g, (int) Math.round(at), (int) Math.round(y + (SIDE - ICON) / 2.0));
        g.setFont(font(label));
        g.drawString(label.place(), (float) (at + ICON + GAP), base);
    }
}
