package dev.atelier.app.ui;

import java.awt.Color;
import java.awt.Font;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.JButton;
import javax.swing.JToggleButton;

/// The kinds of buttons. Those made from an [Action] follow its text, tooltip, icon and enabling.
public final class Buttons {
    private Buttons() {}

    /// An icon alone; the action's name is its tooltip and what a screen reader says.
    public static JButton icon(Action action) {
        var button = new JButton(action);
        button.setHideActionText(true);
        return named(toolbar(button), tip(action));
    }

    /// An icon alone, for what is no command of the program.
    public static JButton icon(String icon, String tip, Runnable action) {
        var button = new JButton(Icons.quiet(icon));
        button.addActionListener(event -> action.run());
        return named(toolbar(button), tip);
    }

    /// An icon that stays pressed.
    public static JToggleButton toggle(String icon, String tip) {
        var button = new JToggleButton(Icons.quiet(icon));
        button.setSelectedIcon(Icons.of(icon, 18, "accent.text"));
        return named(toolbar(button), tip);
    }

    /// Text without a frame.
    public static JButton quiet(String text, Runnable action) {
        var button = labelled(new JButton(text));
        button.addActionListener(event -> action.run());
        return toolbar(button);
    }

    /// Text in the accent's colour, which leads somewhere.
    public static JButton link(String text, Runnable action) {
        var button = quiet(text, action);
        button.putClientProperty("FlatLaf.style", "foreground: $Atelier.accent.text");
        return button;
    }

    /// Text and icon without a frame.
    public static JButton quiet(Action action) {
        return toolbar(labelled(new JButton(action)));
    }

    /// The ordinary button.
    public static JButton secondary(String text, Runnable action) {
        var button = labelled(new JButton(text));
        button.addActionListener(event -> action.run());
        return button;
    }

    /// The one thing a view is for.
    public static JButton primary(Action action) {
        var button =
                new JButton(action) {
                    @Override
                    public Font getFont() {
                        return TextStyle.METRIC.font(String.valueOf(getText()));
                    }

                    @Override
                    public Color getForeground() {
                        return ThemeColors.color(isEnabled() ? "text.onAccent" : "text.disabled");
                    }
                };
        button.setIcon(null);
        button.putClientProperty(
                "FlatLaf.style",
                "background: $Button.default.background; hoverBackground:"
                        + " $Button.default.hoverBackground; pressedBackground:"
                        + " $Button.default.pressedBackground; borderColor:"
                        + " $Button.default.borderColor; hoverBorderColor:"
                        + " $Button.default.hoverBorderColor; focusedBackground:"
                        + " $Button.default.focusedBackground; focusedBorderColor:"
                        + " $Button.default.focusedBorderColor");
        return button;
    }

    private static <B extends AbstractButton> B named(B button, String name) {
        button.setToolTipText(name);
        button.getAccessibleContext().setAccessibleName(name);
        return button;
    }

    private static <B extends AbstractButton> B toolbar(B button) {
        button.putClientProperty("JButton.buttonType", "toolBarButton");
        button.setFocusable(true);
        return button;
    }

    private static JButton labelled(JButton button) {
        button.setIconTextGap(6);
        return button;
    }

    private static String tip(Action action) {
        var tip = action.getValue(Action.SHORT_DESCRIPTION);
        return tip == null ? String.valueOf(action.getValue(Action.NAME)) : tip.toString();
    }
}
