package dev.atelier.app.ui;

import dev.atelier.app.observe.Value;
import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/// Two thumbs on one track. They push each other and never cross; the arrow keys move the one with
/// the focus, with Shift ten times as far; a double click sets both back.
public final class RangeSlider extends JComponent {
    private static final double TRACK = 3;
    private static final double THUMB = 14;
    private static final double DOT = 5;
    private static final int HALO = 24;
    private static final int FAST = 10;

    private final transient Value<Span> value;
    private final transient Scale scale;
    private final Thumb low;
    private final Thumb high;

    /// @param from the left end
    /// @param to the right end
    /// @param reset where a double click goes
    public record Scale(double from, double to, double step, Span reset) {}

    /// @param name of both thumbs, followed by `-low` and `-high`
    /// @param words what screen readers call the thumbs
    public RangeSlider(String name, Span.Words words, Scale scale, Value<Span> value) {
        this.value = value;
        this.scale = scale;
        low = new Thumb(name + "-low", words.low(), false);
        high = new Thumb(name + "-high", words.high(), true);
        add(low);
        add(high);
        var hand = new Hand();
        for (var part : new JComponent[] {this, low, high}) {
            part.addMouseListener(hand);
            part.addMouseMotionListener(hand);
        }
        value.bind(now -> {
            revalidate();
            doLayout();
            repaint();
        });
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(80, 28);
    }

    @Override
    public Dimension getMinimumSize() {
        return new Dimension(20, 28);
    }

    @Override
    public void doLayout() {
        place(low, value.get().low());
        place(high, value.get().high());
    }

    private void place(Thumb thumb, double number) {
        int x = (int) Math.round(x(number)) - HALO / 2;
        thumb.setBounds(x, (getHeight() - HALO) / 2, HALO, HALO);
    }

    private double x(double number) {
        double share = (number - scale.from) / (scale.to - scale.from);
        return THUMB / 2 + Math.clamp(share, 0, 1) * (getWidth() - THUMB);
    }

    private double number(int x) {
        double share = (x - THUMB / 2) / Math.max(1, getWidth() - THUMB);
        return scale.from + Math.clamp(share, 0, 1) * (scale.to - scale.from);
    }

    /// Moves one thumb, which takes the other along where it would pass it.
    private void moveTo(boolean upper, double wanted) {
        double steps = Math.rint((wanted - scale.from) / scale.step);
        double number = Math.clamp(scale.from + steps * scale.step, scale.from, scale.to);
        double rounded = Math.round(number * 1e6) / 1e6;
        var now = value.get();
        value.set(
                upper
                        ? new Span(Math.min(now.low(), rounded), rounded)
                        : new Span(rounded, Math.max(now.high(), rounded)));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        double y = (getHeight() - TRACK) / 2;
        g.setColor(ThemeColors.color("line.field"));
        // From where the thumbs can stand, as the tracks of sliders with one thumb.
        g.fill(
                new RoundRectangle2D.Double(
                        x(scale.from()), y, x(scale.to()) - x(scale.from()), TRACK, TRACK, TRACK));
        double from = x(value.get().low());
        double to = x(value.get().high());
        g.setColor(ThemeColors.color(isEnabled() ? "accent.graphic" : "line.field"));
        g.fill(new RoundRectangle2D.Double(from, y, to - from, TRACK, TRACK, TRACK));
        g.dispose();
    }

    /// What takes hold of the nearer thumb.
    private final class Hand extends MouseAdapter {
        private boolean upper;

        @Override
        public void mousePressed(MouseEvent event) {
            if (!isEnabled() || !SwingUtilities.isLeftMouseButton(event)) {
                return;
            }
            int x = at(event);
            double toLow = Math.abs(x - x(value.get().low()));
            double toHigh = Math.abs(x - x(value.get().high()));
            upper = toLow == toHigh ? x > x(value.get().high()) : toHigh < toLow;
            var thumb = upper ? high : low;
            thumb.held = true;
            thumb.requestFocusInWindow();
            if (Math.min(toLow, toHigh) > THUMB / 2) {
                moveTo(upper, number(x));
            }
            repaint();
        }

        @Override
        public void mouseDragged(MouseEvent event) {
            if (low.held || high.held) {
                moveTo(upper, number(at(event)));
            }
        }

        @Override
        public void mouseReleased(MouseEvent event) {
            low.held = false;
            high.held = false;
            repaint();
        }

        @Override
        public void mouseClicked(MouseEvent event) {
            if (event.getClickCount() == 2 && isEnabled()) {
                value.set(scale.reset);
            }
        }

        private int at(MouseEvent event) {
            var from = (Component) event.getSource();
            return SwingUtilities.convertPoint(from, event.getPoint(), RangeSlider.this).x;
        }
    }

    /// One end of the span.
    private final class Thumb extends Painted {
        private final boolean upper;
        private boolean held;

        Thumb(String name, String words, boolean upper) {
            super(AccessibleRole.SLIDER);
            this.upper = upper;
            setName(name);
            setFocusable(true);
            getAccessibleContext().setAccessibleName(words);
            key(KeyEvent.VK_LEFT, 0, -1);
            key(KeyEvent.VK_RIGHT, 0, 1);
            key(KeyEvent.VK_LEFT, InputEvent.SHIFT_DOWN_MASK, -FAST);
            key(KeyEvent.VK_RIGHT, InputEvent.SHIFT_DOWN_MASK, FAST);
        }

        private void step(int steps) {
            var now = value.get();
            double from = upper ? now.high() : now.low();
            RangeSlider.this.moveTo(upper, from + steps * scale.step);
        }

        private void key(int code, int modifiers, int steps) {
            var stroke = KeyStroke.getKeyStroke(code, modifiers);
            Keys.on(this, stroke, () -> step(steps));
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            double centre = HALO / 2.0;
            if (held) {
                g.setColor(ThemeColors.color("accent.graphic", 0.25));
                g.fill(circle(centre, HALO));
            }
            boolean on = RangeSlider.this.isEnabled();
            g.setColor(ThemeColors.color(on ? "accent.graphic" : "line.field"));
            g.fill(circle(centre, THUMB));
            g.setColor(ThemeColors.color("bg.raised"));
            g.fill(circle(centre, DOT));
            if (isFocusOwner()) {
                g.setColor(ThemeColors.color("focus"));
                g.setStroke(new BasicStroke(1.5f));
                g.draw(circle(centre, THUMB + 4));
            }
            g.dispose();
        }

        private static Ellipse2D circle(double centre, double size) {
            return new Ellipse2D.Double(centre - size / 2, centre - size / 2, size, size);
        }
    }
}
