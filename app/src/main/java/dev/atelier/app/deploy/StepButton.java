package dev.atelier.app.deploy;

import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/// A step of the wizard: its number, its name, and what it says of the draft.
final class StepButton extends JToggleButton {
    private static final int RING = 24;

    private final int number;
    private final Label line = Label.small("");

    StepButton(int number, String name) {
        this.number = number;
        setLayout(
                new MigLayout(
                        "insets 6 44 6 8,gap 0,novisualpadding,wrap 1",
                        "[grow,fill]",
                        "[20!]0[20!]"));
        setContentAreaFilled(false);
        setFocusPainted(false);
        setRolloverEnabled(true);
        setBorder(BorderFactory.createEmptyBorder());
        add(Label.strong(name), "wmin 0");
        add(line, "wmin 0");
        getAccessibleContext().setAccessibleName(name);
    }

    void say(String words, boolean bad) {
        line.setText(words);
        line.color(bad ? "error" : "text.secondary");
        setToolTipText(words.isEmpty() ? null : words);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        if (isSelected() || getModel().isRollover()) {
            g.setColor(ThemeColors.color(isSelected() ? "bg.selected" : "bg.hover"));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 16, 16));
        }
        if (isFocusOwner()) {
            g.setColor(ThemeColors.color("focus"));
            g.setStroke(new BasicStroke(2f));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2.0, getHeight() - 2.0, 14, 14));
        }
        double y = (getHeight() - RING) / 2.0;
        var ring = new Ellipse2D.Double(10, y, RING, RING);
        g.setColor(ThemeColors.color(isSelected() ? "accent" : "bg.well"));
        g.fill(ring);
        g.setColor(ThemeColors.color(isSelected() ? "text.onAccent" : "text.secondary"));
        g.setFont(TextStyle.PILL.font());
        var text = Integer.toString(number);
        int width = g.getFontMetrics().stringWidth(text);
        g.drawString(text, 10 + (RING - width) / 2f, (float) (y + 16));
        g.dispose();
    }
}
