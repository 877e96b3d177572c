package dev.atelier.app.kit;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import javax.accessibility.AccessibleRole;

/// A thin bar that fills.
public final class Bar extends Painted {
    private static final int HEIGHT = 4;

    private double share;

    public Bar() {
        super(AccessibleRole.PROGRESS_BAR);
        setPreferredSize(new Dimension(80, HEIGHT));
    }

    /// @param value 0 to 1
    public void share(double value) {
        share = Math.clamp(value, 0, 1);
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = Tokens.smooth(graphics);
        double y = (getHeight() - HEIGHT) / 2.0;
        g.setColor(Tokens.color("line.field"));
        g.fill(new RoundRectangle2D.Double(0, y, getWidth(), HEIGHT, HEIGHT, HEIGHT));
        if (share > 0) {
            g.setColor(Tokens.color("accent.graphic"));
            double width = Math.max(HEIGHT, getWidth() * share);
            g.fill(new RoundRectangle2D.Double(0, y, width, HEIGHT, HEIGHT, HEIGHT));
        }
        g.dispose();
    }
}
