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
import java.util.Comparator;
import java.util.List;
import javax.accessibility.AccessibleRole;

/// What runs and what it costs, in the title bar, seen from every view; it leads to the services.
/// Not there while no account is connected.
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
        var texts = Messages.of(CostMeter.class);
        var cloud = model.cloud().get();
        var running = cloud.isEmpty() ? List.<ServiceFacts>of() : model.running();
        var stays = running.stream().filter(it -> !it.starts() && !it.stops()).toList();
        runs = !stays.isEmpty();
        boolean sandbox = cloud.filter(Cloud::sandbox).isPresent();
        var place = texts.text("meter.sandbox");
        if (cloud.isEmpty()) {
            say("", "");
        } else if (!running.isEmpty()) {
            var what =
                    sandbox
                            ? place + " · " + ServiceWords.counts(running)
                            : ServiceWords.meter(running);
            var stop = runs ? countdown(stays, running.size() == 1) : "";
            say(what + stop, tip(sandbox, texts));
        } else {
            say(sandbox ? place : texts.text("meter.nothing"), tip(sandbox, texts));
        }
    }

    /// Where it leads; of the sandbox also what becomes of its services when the program ends.
    private static String tip(boolean sandbox, Messages texts) {
        var leads = texts.text("meter.tip");
        return sandbox ? texts.text("meter.tip.sandbox", leads) : leads;
    }

    /// When a service stops unless it gets work.
    private record Stop(String service, Instant at) {}

    /// The first that stops; by its name where it is not the only one.
    private String countdown(List<ServiceFacts> running, boolean one) {
        var texts = Messages.of(CostMeter.class);
        var now = model.clock().instant();
        return running.stream()
                .flatMap(it -> ServiceWords.end(it).map(end -> new Stop(it.name(), end)).stream())
                .min(Comparator.comparing(Stop::at))
                .map(it -> {
                    var left = ServiceWords.countdown(Duration.between(now, it.at));
                    return " · "
                            + (one
                                    ? texts.text("meter.stops", left)
                                    : texts.text("meter.one-stops", it.service, left));
                })
                .orElseGet(() -> " · " + texts.text("meter.no-lease"));
    }

    private void say(String now, String tip) {
        if (!now.equals(words)) {
            boolean wider = now.length() != words.length();
            words = now;
            getAccessibleContext().setAccessibleName(now);
            setToolTipText(now.isEmpty() ? null : tip);
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
