package dev.atelier.app.ui;

import java.awt.Color;
import java.awt.Font;
import javax.swing.JLabel;
import javax.swing.UIManager;

/// One line of text in a style and a colour of the theme, both asked for when painted.
public final class Label extends JLabel {
    private TextStyle type;
    private String token;

    public Label(String text, TextStyle type, String token) {
        super(text);
        this.type = type;
        this.token = token;
    }

    public static Label body(String text) {
        return new Label(text, TextStyle.BODY, "text");
    }

    public static Label strong(String text) {
        return new Label(text, TextStyle.STRONG, "text");
    }

    /// What a control is for, left of it or above.
    public static Label field(String text) {
        return new Label(text, TextStyle.BODY, "text.secondary");
    }

    /// Hints, counts and units.
    public static Label small(String text) {
        return new Label(text, TextStyle.SMALL, "text.tertiary");
    }

    /// Says the same in another colour from now on.
    public void color(String name) {
        token = name;
        repaint();
    }

    @Override
    public Color getForeground() {
        // Swing asks before the constructor has run.
        return token == null ? UIManager.getColor("Label.foreground") : ThemeColors.color(token);
    }

    @Override
    public Font getFont() {
        var text = getText();
        return type == null || text == null ? super.getFont() : type.font(text);
    }
}
