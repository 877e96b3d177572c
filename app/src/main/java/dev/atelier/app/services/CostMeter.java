package dev.atelier.app.services;

import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.accessibility.AccessibleRole;

/// What runs and costs money, in the title bar, seen from every view; it leads to the services. Not
/// there while no account is connected.
final class CostMeter extends Painted {
    private static final int HEIGHT = 24;
    private static final int EDGE = 10;
    private static final int DOT = 6;

    private final transient ServicesModel model;
    private String words = "";
    private boolean runs;

    CostMeter(ServicesModel model, Runnable show) {
        super(AccessibleRole.PUSH_BUTTON);
        this.model = model;
        setName("cost-meter");
        pressed(show);
    }

    /// Says it as it is now.
    void tick() {
        var costing = model.costing();
        var cloud = model.cloud().get();
        runs = !costing.isEmpty();
        var texts = Messages.of(CostMeter.class);
        var now = model.clock().instant();
        if (cloud.isEmpty()) {
            say("", texts);
        } else if (runs) {
            var next =
                    costing.stream()
                            .flatMap(it -> ServiceWords.end(it).stream())
                            .min(Instant::compareTo);
            say(ServiceWords.meter(costing) + countdown(next, now, texts), texts);
        } else {
            boolean sandbox = cloud.get().sandbox();
            say(texts.text(sandbox ? "meter.sandbox" : "meter.nothing"), texts);
        }
    }

    private static String countdown(Optional<Instant> next, Instant now, Messages texts) {
        return next.map(it ->
                        " · "
                                + texts.text(
                                        "meter.stops",
                                        ServiceWords.countdown(Duration.between(now, it))))
                .orElseGet(() -> " · " + texts.text("meter.no-lease"));
    }

    private void say(String now, Messages texts) {
        if (!now.equals(words)) {
            boolean wider = now.length() != words.length();
            words = now;
            getAccessibleContext().setAccessibleName(now);
            setToolTipText(now.isEmpty() ? null : texts.text("meter.tip"));
            if (wider) {
                revalidate();
            }
        }
        setVisible(!words.isEmpty());
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        var metrics = getFontMetrics(TextStyle.PILL.font(words));
        int width = metrics.stringWidth(words) + 2 * EDGE + DOT + 6;
        return new Dimension(width, HEIGHT);
    }

    /// Never cut: the search beside it gives way.
    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }

    @Override
    public Dimension getMaximumSize() {
        return getPreferredSize();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        double top = (getHeight() - HEIGHT) / 2.0;
        g.setColor(ThemeColors.color(runs ? "ok.soft" : "bg.panel"));
        g.fill(new RoundRectangle2D.Double(0, top, getWidth(), HEIGHT, 12, 12));
        if (isFocusOwner()) {
            g.setColor(ThemeColors.color("focus"));
            g.draw(
                    new RoundRectangle2D.Double(
                            0.5, top + 0.5, getWidth() - 1.0, HEIGHT - 1.0, 12, 12));
        }
        g.setColor(ThemeColors.color(runs ? "ok" : "line.strong"));
        g.fill(new Ellipse2D.Double(EDGE, (getHeight() - DOT) / 2.0, DOT, DOT));
        g.setColor(ThemeColors.color(runs ? "text" : "text.secondary"));
        g.setFont(TextStyle.PILL.font(words));
        var metrics = g.getFontMetrics();
        int y = (getHeight() + metrics.getAscent() - metrics.getDescent()) / 2;
        g.drawString(words, EDGE + DOT + 6, y);
        g.dispose();
    }
}
