package dev.atelier.app.lora;

import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JLabel;

/// The name of a key in a frame.
final class KeyCap extends JLabel {
    KeyCap(String key) {
        super(key);
        setBorder(BorderFactory.createEmptyBorder(1, 5, 1, 5));
    }

    @Override
    public Font getFont() {
        var words = getText();
        return words == null ? super.getFont() : TextStyle.RAIL.font(words);
    }

    @Override
    public Color getForeground() {
        return ThemeColors.color("text.secondary");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("line.field"));
        g.draw(new RoundRectangle2D.Double(0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, 8, 8));
        g.dispose();
        super.paintComponent(graphics);
    }
}
