package dev.atelier.app.ui;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JToggleButton;

/// A word that is put into a prompt, or taken out again, by a click: a plus where it would be put
/// in, a check where it is in.
public final class WordChip extends JToggleButton {
    public static final int HEIGHT = 24;

    private static final int ROUND = 12;
    private static final int LONGEST = 220;

    public WordChip(String word) {
        super(word);
        setIcon(Icons.of("plus", 14, "text.secondary"));
        setSelectedIcon(Icons.of("check", 14, "accent.text"));
        setIconTextGap(4);
        setContentAreaFilled(false);
        setFocusPainted(false);
        setRolloverEnabled(true);
        setBorder(BorderFactory.createEmptyBorder(0, 6, 0, 8));
        setToolTipText(word);
        getAccessibleContext().setAccessibleName(word);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(Math.min(LONGEST, super.getPreferredSize().width), HEIGHT);
    }

    @Override
    public Font getFont() {
        var words = getText();
        return words == null ? super.getFont() : TextStyle.PILL.font(words);
    }

    @Override
    public Color getForeground() {
        return ThemeColors.color(isSelected() ? "accent.text" : "text");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var shape =
                new RoundRectangle2D.Double(
                        0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, ROUND, ROUND);
        g.setColor(ThemeColors.color(ground()));
        g.fill(shape);
        g.setColor(ThemeColors.color(line()));
        g.draw(shape);
        g.dispose();
        super.paintComponent(graphics);
    }

    private String ground() {
        if (isSelected()) {
            return "accent.soft";
        }
        return getModel().isRollover() ? "bg.fieldHover" : "bg.field";
    }

    private String line() {
        if (isFocusOwner()) {
            return "focus";
        }
        return isSelected() ? "accent.soft" : "line.field";
    }
}
