package dev.atelier.app.ui;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// A state in one or two words on a soft ground, 20 high. No button.
public final class Pill extends JPanel {
    private final Label words = new Label("", TextStyle.PILL, "text.secondary");
    private final JLabel icon = new JLabel();
    private String ground = "bg.well";

    public Pill() {
        super(new MigLayout("insets 0 8 0 8,gap 4,novisualpadding,hidemode 3", "", "[20!]"));
        setOpaque(false);
        setBorder(BorderFactory.createEmptyBorder());
        add(icon);
        add(words, "wmin 0");
        setVisible(false);
    }

    /// A neutral one.
    public Pill(String text) {
        this();
        say(text, "text.secondary", "bg.well", "");
    }

    /// Says something else from now on; an empty text hides it.
    ///
    /// @param token of the words
    /// @param soft of the ground; empty for none
    /// @param image of the icon family, empty for none
    public void say(String text, String token, String soft, String image) {
        words.setText(text);
        words.color(token);
        ground = soft;
        icon.setIcon(image.isEmpty() ? null : Icons.of(image, 14, token));
        icon.setVisible(!image.isEmpty());
        setVisible(!text.isEmpty());
        revalidate();
        repaint();
    }

    /// A state: a dot and a word.
    ///
    /// @param token of the dot and the words
    /// @param soft of the ground
    public void state(String text, String token, String soft) {
        say(text, token, soft, "");
        icon.setIcon(new Dot(token));
        icon.setVisible(true);
        getAccessibleContext().setAccessibleName(text);
    }

    private record Dot(String token) implements Icon {
        private static final int SIZE = 6;

        @Override
        public void paintIcon(Component on, Graphics graphics, int x, int y) {
            var g = ThemeColors.smooth(graphics);
            g.setColor(ThemeColors.color(token));
            g.fill(new Ellipse2D.Double(x, y, SIZE, SIZE));
            g.dispose();
        }

        @Override
        public int getIconWidth() {
            return SIZE;
        }

        @Override
        public int getIconHeight() {
            return SIZE;
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        if (ground.isEmpty()) {
            return;
        }
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color(ground));
        g.fill(
                new RoundRectangle2D.Double(
                        0, 0, getWidth(), getHeight(), getHeight(), getHeight()));
        g.dispose();
    }
}
