package dev.atelier.app.deploy;

import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.time.Duration;
import java.util.Optional;
import javax.accessibility.AccessibleRole;

/// How long a state lasts, against a line at the time that it usually takes. Beyond the line it is
/// no error, only longer than usual.
final class StageBar extends Painted {
    private static final int HEIGHT = 4;
    private static final int TICK = 12;

    /// From which share of the usual on it is late.
    private static final double LATE = 1.05;

    /// Where the end is not known, the part that moves along: its share, and seconds for one way.
    private static final double PART = 0.25;

    private static final int WAY = 5;

    /// How much longer than usual fits.
    private static final double SPARE = 1.25;

    private final transient Duration took;
    private final transient Optional<Duration> usual;
    private final boolean over;
    private final String token;

    /// @param took zero for a state that is to come
    /// @param usual empty before it was seen once: then there is no line, and what lasts has no end
    /// @param over whether it lasts no more
    /// @param token colour of what is filled
    StageBar(Duration took, Optional<Duration> usual, boolean over, String token) {
        super(AccessibleRole.PROGRESS_BAR);
        this.over = over;
        this.took = took;
        this.usual = usual;
        this.token = isOver(took, usual) ? "warn" : token;
        setPreferredSize(new Dimension(160, TICK));
    }

    /// Whether it lasts clearly longer than usual.
    static boolean isOver(Duration took, Optional<Duration> usual) {
        return usual.filter(it -> took.toMillis() > LATE * it.toMillis()).isPresent();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        double y = (getHeight() - HEIGHT) / 2.0;
        int width = getWidth();
        g.setColor(ThemeColors.color("line.field"));
        g.fill(new RoundRectangle2D.Double(0, y, width, HEIGHT, HEIGHT, HEIGHT));
        double whole =
                Math.max(
                        (double) took.toMillis(),
                        usual.map(it -> SPARE * it.toMillis()).orElse((double) took.toMillis()));
        if (took.isPositive()) {
            boolean endless = usual.isEmpty() && !over;
            double share = usual.isPresent() ? took.toMillis() / whole : endless ? PART : 1;
            double from = endless ? took.toSeconds() % WAY * width * (1 - PART) / (WAY - 1) : 0;
            g.setColor(ThemeColors.color(token));
            g.fill(
                    new RoundRectangle2D.Double(
                            from, y, Math.max(HEIGHT, width * share), HEIGHT, HEIGHT, HEIGHT));
        }
        if (usual.isPresent()) {
            double at = Math.min(width - 2, width * usual.get().toMillis() / Math.max(1, whole));
            g.setColor(ThemeColors.color("text.secondary"));
            g.fill(new Rectangle2D.Double(at, (getHeight() - TICK) / 2.0, 2, TICK));
        }
        g.dispose();
    }
}
