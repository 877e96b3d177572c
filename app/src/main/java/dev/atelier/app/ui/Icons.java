package dev.atelier.app.ui;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.Icon;

/// The icon family, recoloured by the theme when painted.
public final class Icons {
    /// The one colour in the files.
    private static final int INK = 0xFF6E6E6E;

    private Icons() {}

    /// @param name file name without extension
    /// @param size edge in pixels at 100 %
    /// @param token colour name, see [ThemeColors#color(String)]
    public static Icon of(String name, int size, String token) {
        var icon = new FlatSVGIcon("dev/atelier/assets/icons/" + name + ".svg", size, size);
        icon.setColorFilter(
                new FlatSVGIcon.ColorFilter(
                        ink -> ink.getRGB() == INK ? ThemeColors.color(token) : ink));
        return icon;
    }

    /// As it is where a control has no colour of its own to follow.
    public static Icon quiet(String name) {
        return of(name, 18, "text.secondary");
    }

    /// In a text field before what is typed, as far from its edge as the text of other fields.
    public static Icon leading(String name) {
        return new Leading(of(name, 16, "text.tertiary"));
    }

    private record Leading(Icon icon) implements Icon {
        private static final int MARGIN = 4;

        @Override
        public void paintIcon(Component on, Graphics g, int x, int y) {
            icon.paintIcon(on, g, x + MARGIN, y);
        }

        @Override
        public int getIconWidth() {
            return icon.getIconWidth() + MARGIN;
        }

        @Override
        public int getIconHeight() {
            return icon.getIconHeight();
        }
    }

    /// White, for use on pictures and accents.
    public static Icon onPicture(String name, int size) {
        var icon = new FlatSVGIcon("dev/atelier/assets/icons/" + name + ".svg", size, size);
        icon.setColorFilter(
                new FlatSVGIcon.ColorFilter(ink -> ink.getRGB() == INK ? Color.WHITE : ink));
        return icon;
    }
}
