package dev.atelier.app.ui;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;
import java.util.OptionalInt;
import javax.swing.BorderFactory;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;

/// Something to choose in a column: icon, name, and at the right how many there are, where that is
/// counted.
public final class ColumnItem extends JToggleButton {
    /// About as wide as one of the count is.
    private static final int DIGIT = 7;

    /// Empty where nothing is counted.
    private String count;

    /// @param name what tests and settings call it
    public ColumnItem(String icon, String name, String title, int count) {
        this(icon, name, title, String.format(Locale.ROOT, "%,d", count));
        setToolTipText(title);
        getAccessibleContext().setAccessibleName(title + " " + count);
    }

    /// Without a count.
    public ColumnItem(String icon, String name, String title) {
        this(icon, name, title, "");
    }

    private ColumnItem(String icon, String name, String title, String count) {
        super(title);
        this.count = count;
        setName(name);
        setIcon(Icons.of(icon, 18, "text.secondary"));
        setSelectedIcon(Icons.of(icon, 18, "accent.text"));
        setHorizontalAlignment(SwingConstants.LEADING);
        setIconTextGap(10);
        setContentAreaFilled(false);
        int right = count.isEmpty() ? 8 : 16 + DIGIT * count.length();
        setBorder(BorderFactory.createEmptyBorder(0, 8, 0, right));
        setRolloverEnabled(true);
    }

    /// Says another count from now on.
    ///
    /// @param now empty for none
    public void count(OptionalInt now) {
        count = now.isPresent() ? String.format(Locale.ROOT, "%,d", now.getAsInt()) : "";
        getAccessibleContext().setAccessibleName((getText() + " " + count).strip());
        repaint();
    }

    @Override
    public Font getFont() {
        var words = getText();
        return words == null ? TextStyle.BODY.font() : TextStyle.BODY.font(words);
    }

    @Override
    public Color getForeground() {
        return ThemeColors.color(isSelected() ? "accent.text" : "text");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        if (isSelected() || getModel().isRollover()) {
            g.setColor(ThemeColors.color(isSelected() ? "bg.selected" : "bg.hover"));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 12, 12));
        }
        if (isFocusOwner()) {
            g.setColor(ThemeColors.color("focus"));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 10, 10));
        }
        g.setFont(TextStyle.SMALL.font());
        g.setColor(ThemeColors.color(isSelected() ? "text.secondary" : "text.tertiary"));
        var metrics = g.getFontMetrics();
        g.drawString(
                count,
                getWidth() - 8 - metrics.stringWidth(count),
                (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent());
        g.dispose();
        super.paintComponent(graphics);
    }
}
