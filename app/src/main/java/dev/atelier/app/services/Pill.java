package dev.atelier.app.services;

import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.accessibility.AccessibleRole;

/// A state: a dot and a word on a soft ground. Never a button.
final class Pill extends Painted {
    private static final int HEIGHT = 20;
    private static final int EDGE = 8;
    private static final int DOT = 6;

    private String words = "";
    private String token = "text.secondary";
    private String ground = "bg.well";

    Pill() {
        super(AccessibleRole.LABEL);
    }

    /// @param ink colour of the dot and the word
    /// @param soft colour of the ground
    void show(String text, String ink, String soft) {
        words = text;
        token = ink;
        ground = soft;
        getAccessibleContext().setAccessibleName(text);
        revalidate();
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        var metrics = getFontMetrics(TextStyle.PILL.font(words));
        return new Dimension(metrics.stringWidth(words) + 2 * EDGE + DOT + 5, HEIGHT);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color(ground));
        g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), HEIGHT, HEIGHT));
        g.setColor(ThemeColors.color(token));
        g.fill(new Ellipse2D.Double(EDGE, (getHeight() - DOT) / 2.0, DOT, DOT));
        g.setFont(TextStyle.PILL.font(words));
        var metrics = g.getFontMetrics();
        int y = (getHeight() + metrics.getAscent() - metrics.getDescent()) / 2;
        g.drawString(words, EDGE + DOT + 5, y);
        g.dispose();
    }
}
