package dev.atelier.app.ui;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;
import java.util.OptionalInt;
import javax.swing.BorderFactory;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import org.jspecify.annotations.Nullable;

/// Something to choose in a column: icon, name, and at the right how many there are, where that is
/// counted.
public final class ColumnItem extends JToggleButton {
    /// About as wide as one of the count is.
    private static final int DIGIT = 7;

    private final String icon;

    /// Empty where nothing is counted.
    private String count = "";

    private boolean warns;

    /// @param name what tests and settings call it
    public ColumnItem(String icon, String name, String title, int count) {
        this(icon, name, title);
        setToolTipText(title);
        count(OptionalInt.of(count));
    }

    /// Without a count.
    public ColumnItem(String icon, String name, String title) {
        super(title);
        this.icon = icon;
        setName(name);
        setHorizontalAlignment(SwingConstants.LEADING);
        setIconTextGap(10);
        setContentAreaFilled(false);
        setRolloverEnabled(true);
        count(OptionalInt.empty());
        warn(false);
    }

    /// Says another count from now on.
    ///
    /// @param now empty for none
    public void count(OptionalInt now) {
        count = now.isPresent() ? String.format(Locale.ROOT, "%,d", now.getAsInt()) : "";
        int right = count.isEmpty() ? 8 : 16 + DIGIT * count.length();
        setBorder(BorderFactory.createEmptyBorder(0, 8, 0, right));
        getAccessibleContext().setAccessibleName((getText() + " " + count).strip());
        repaint();
    }

    /// Shows whether something is wrong with what it stands for.
    public void warn(boolean now) {
        warns = now;
        setIcon(Icons.of(now ? "warning" : icon, 18, now ? "warn" : "text.secondary"));
        setSelectedIcon(now ? getIcon() : Icons.of(icon, 18, "accent.text"));
    }

    /// Nothing where the name, which is whole, would be all it says.
    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        var tip = getToolTipText();
        boolean whole = getWidth() >= getPreferredSize().width;
        return whole && getText().equals(tip) ? null : tip;
    }

    @Override
    public Font getFont() {
        var words = getText();
        return words == null ? TextStyle.BODY.font() : TextStyle.BODY.font(words);
    }

    @Override
    public Color getForeground() {
        return ThemeColors.color(isSelected() ? "accent.text" : warns ? "warn" : "text");
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
