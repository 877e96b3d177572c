package dev.atelier.app.ui;

import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/// One of several options that are explained in two lines, one of them chosen: a framed block with
/// a ring. Space chooses it.
public final class ChoiceCard extends JToggleButton {
    private static final int RING = 16;
    private static final int ARC = 16;

    /// What stands in it.
    ///
    /// @param title strong, top left
    /// @param fact small, top right
    /// @param line below the title
    /// @param code below the fact, in the font of code
    public record Words(String title, String fact, String line, String code) {}

    public ChoiceCard(Words words) {
        setLayout(
                new MigLayout(
                        "insets 8 40 8 12,gap 0,novisualpadding,hidemode 3",
                        "[grow,fill]8[]",
                        "[18!]2[18!]"));
        setContentAreaFilled(false);
        setFocusPainted(false);
        setRolloverEnabled(true);
        setBorder(BorderFactory.createEmptyBorder());
        add(Label.strong(words.title()), "wmin 0");
        add(Label.small(words.fact()), "wrap");
        add(Label.small(words.line()), "wmin 0");
        add(code(words.code()));
        getAccessibleContext()
                .setAccessibleName(
                        String.join(", ", words.title(), words.line(), words.code(), words.fact()));
        setToolTipText(words.line());
    }

    private static JComponent code(String text) {
        return new Label(text, TextStyle.CODE, "text.secondary");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var block =
                new RoundRectangle2D.Double(1, 1, getWidth() - 2.0, getHeight() - 2.0, ARC, ARC);
        g.setColor(ThemeColors.color(ground()));
        g.fill(block);
        boolean strong = isSelected() || isFocusOwner();
        g.setColor(ThemeColors.color(strong ? "focus" : "line.field"));
        g.setStroke(new BasicStroke(isFocusOwner() ? 2f : strong ? 1.5f : 1f));
        g.draw(block);
        double y = (getHeight() - RING) / 2.0;
        if (isSelected()) {
            g.setColor(ThemeColors.color("accent.graphic"));
            g.fill(new Ellipse2D.Double(12, y, RING, RING));
            g.setColor(ThemeColors.color("text.onAccent"));
            g.fill(new Ellipse2D.Double(12 + 5, y + 5, RING - 10.0, RING - 10.0));
        } else {
            g.setStroke(new BasicStroke(1.5f));
            g.setColor(ThemeColors.color("line.strong"));
            g.draw(new Ellipse2D.Double(12.75, y + 0.75, RING - 1.5, RING - 1.5));
        }
        g.dispose();
    }

    private String ground() {
        if (isSelected()) {
            return "accent.soft";
        }
        return getModel().isRollover() ? "bg.hover" : "bg.raised";
    }
}
