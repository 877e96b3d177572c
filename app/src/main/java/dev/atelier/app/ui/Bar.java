package dev.atelier.app.ui;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import javax.accessibility.AccessibleRole;
import javax.swing.Timer;

/// A thin bar that fills, gliding to each new share unless motion is reduced.
public final class Bar extends Painted {
    private static final int HEIGHT = 4;

    private static final int GLIDE_MILLIS = 200;
    private static final int FRAME_MILLIS = 16;

    private final Timer glide = new Timer(FRAME_MILLIS, event -> step());
    private double share;
    private double target;
    private double stride;

    public Bar() {
        super(AccessibleRole.PROGRESS_BAR);
        setPreferredSize(new Dimension(80, HEIGHT));
    }

    /// @param value 0 to 1
    public void share(double value) {
        target = Math.clamp(value, 0, 1);
        stride = Math.abs(target - share) * FRAME_MILLIS / GLIDE_MILLIS;
        if (isShowing() && target > share && !Motion.reduced()) {
            glide.start();
        } else {
            jump();
        }
    }

    private void jump() {
        glide.stop();
        share = target;
        repaint();
    }

    private void step() {
        share += stride;
        if (share >= target || !isShowing()) {
            jump();
        } else {
            repaint();
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        double y = (getHeight() - HEIGHT) / 2.0;
        g.setColor(ThemeColors.color("line.field"));
        g.fill(new RoundRectangle2D.Double(0, y, getWidth(), HEIGHT, HEIGHT, HEIGHT));
        if (share > 0) {
            g.setColor(ThemeColors.color("accent.graphic"));
            double width = Math.max(HEIGHT, getWidth() * share);
            g.fill(new RoundRectangle2D.Double(0, y, width, HEIGHT, HEIGHT, HEIGHT));
        }
        g.dispose();
    }
}
