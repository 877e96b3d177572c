package dev.atelier.app.ui;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JToggleButton;

/// On or off for a whole card. Space toggles it.
public final class Switch extends JToggleButton {
    private static final int WIDTH = 28;
    private static final int HEIGHT = 16;
    private static final int ROOM = 2;

    /// @param name what a screen reader says
    public Switch(String name) {
        setContentAreaFilled(false);
        setFocusPainted(false);
        setRolloverEnabled(true);
        setBorder(BorderFactory.createEmptyBorder());
        setToolTipText(name);
        getAccessibleContext().setAccessibleName(name);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(WIDTH + 2 * ROOM, HEIGHT + 2 * ROOM);
    }

    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        double x = (getWidth() - WIDTH) / 2.0;
        double y = (getHeight() - HEIGHT) / 2.0;
        if (isFocusOwner()) {
            g.setColor(ThemeColors.color("focus"));
            g.setStroke(new BasicStroke(1.5f));
            g.draw(
                    new RoundRectangle2D.Double(
                            x - 1.5, y - 1.5, WIDTH + 3, HEIGHT + 3, HEIGHT + 3, HEIGHT + 3));
        }
        g.setColor(ThemeColors.color(ground()));
        g.fill(new RoundRectangle2D.Double(x, y, WIDTH, HEIGHT, HEIGHT, HEIGHT));
        g.setColor(ThemeColors.color(isEnabled() ? "text.onAccent" : "bg.panel"));
        double knob = isSelected() ? x + WIDTH - HEIGHT + 2 : x + 2;
        g.fill(new Ellipse2D.Double(knob, y + 2, HEIGHT - 4, HEIGHT - 4));
        g.dispose();
    }

    private String ground() {
        if (!isEnabled()) {
            return "line.field";
        }
        return isSelected() ? "accent.graphic" : "line.strong";
    }
}
