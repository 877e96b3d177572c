package dev.atelier.app.deploy;

import dev.atelier.app.ui.Motion;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.Timer;

/// How far the whole is; where that is not known, a part of the bar moves along.
final class TotalBar extends Painted {
    private static final int HEIGHT = 6;
    private static final int FRAME_MILLIS = 33;
    private static final double PART = 0.25;
    private static final double STEP = 0.012;

    private final Timer timer = new Timer(FRAME_MILLIS, event -> step());
    private transient Optional<Double> share = Optional.empty();
    private double at;

    TotalBar() {
        super(AccessibleRole.PROGRESS_BAR);
        setPreferredSize(new Dimension(160, HEIGHT));
        addHierarchyListener(event -> move());
    }

    /// @param value 0 to 1; empty where it is not known
    void share(Optional<Double> value) {
        share = value.map(it -> Math.clamp(it, 0, 1));
        move();
        repaint();
    }

    private void move() {
        if (isShowing() && share.isEmpty() && !Motion.reduced()) {
            timer.start();
        } else {
            timer.stop();
        }
    }

    private void step() {
        at = at + STEP > 1 ? -PART : at + STEP;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        double y = (getHeight() - HEIGHT) / 2.0;
        int width = getWidth();
        var track = new RoundRectangle2D.Double(0, y, width, HEIGHT, HEIGHT, HEIGHT);
        g.setColor(ThemeColors.color("line.field"));
        g.fill(track);
        g.clip(track);
        g.setColor(ThemeColors.color("accent.graphic"));
        double from = share.isPresent() ? 0 : width * at;
        double wide = width * share.orElse(PART);
        g.fill(new RoundRectangle2D.Double(from, y, wide, HEIGHT, HEIGHT, HEIGHT));
        g.dispose();
    }
}
