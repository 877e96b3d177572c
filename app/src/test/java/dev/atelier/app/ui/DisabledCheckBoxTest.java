package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Set;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JRadioButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A box that cannot be changed still shows whether it is ticked.
class DisabledCheckBoxTest {
    /// Of the mark on its ground, as for parts of controls that cannot be used: seen, not strong.
    private static final double LEAST = 2;

    @AfterEach
    void dark() {
        Theme.DARK.apply();
    }

    @Test
    void lightAndDark() {
        Theme.prepare();
        for (var theme : Set.of(Theme.LIGHT, Theme.DARK)) {
            theme.apply();
            marked(new JCheckBox(), theme);
            marked(new JRadioButton(), theme);
        }
    }

    private static void marked(AbstractButton box, Theme theme) {
        box.setEnabled(false);
        box.setSelected(false);
        var empty = painted(box);
        box.setSelected(true);
        var ticked = painted(box);
        double most = 0;
        for (int y = 0; y < empty.getHeight(); y++) {
            for (int x = 0; x < empty.getWidth(); x++) {
                most = Math.max(most, contrast(empty.getRGB(x, y), ticked.getRGB(x, y)));
            }
        }
        assertTrue(most >= LEAST, theme + " " + box.getClass() + ": " + most);
    }

    private static BufferedImage painted(AbstractButton box) {
        box.setSize(box.getPreferredSize());
        box.setOpaque(true);
        box.setBackground(ThemeColors.color("bg.panel"));
        var image = new BufferedImage(box.getWidth(), box.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        box.paint(g);
        g.dispose();
        return image;
    }

    /// As WCAG 2 has it.
    private static double contrast(int a, int b) {
        double first = luminance(new Color(a));
        double second = luminance(new Color(b));
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed())
                + 0.7152 * linear(color.getGreen())
                + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
