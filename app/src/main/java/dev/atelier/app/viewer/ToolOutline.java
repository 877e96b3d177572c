package dev.atelier.app.viewer;

import dev.atelier.app.viewer.CanvasTool.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;

/// Lines of the tools on the canvas: dark and light at once, to be seen on every picture.
public final class ToolOutline {
    private static final Color DARK = new Color(0, 0, 0, 140);
    private static final float[] DASHES = {6, 4};

    private ToolOutline() {}

    public static void draw(Graphics2D g, Shape shape) {
        g.setColor(DARK);
        g.setStroke(new BasicStroke(2.5f));
        g.draw(shape);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(1f));
        g.draw(shape);
    }

    public static void dashed(Graphics2D g, Shape shape) {
        g.setColor(DARK);
        g.setStroke(new BasicStroke(1.5f));
        g.draw(shape);
        g.setColor(Color.WHITE);
        g.setStroke(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0));
        g.draw(shape);
    }

    /// A round brush of that diameter.
    ///
    /// @param at its centre, `size` its diameter, both in pixels of the picture
    /// @param scale pixels of the screen for one of the picture
    public static void ring(Graphics2D g, Point at, double size, double scale) {
        double across = Math.max(2, size * scale);
        draw(
                g,
                new Ellipse2D.Double(
                        at.x() * scale - across / 2, at.y() * scale - across / 2, across, across));
    }
}
