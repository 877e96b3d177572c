package dev.atelier.app.ui;

import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/// Keys as people read them, and what they do in a component.
public final class Keys {
    private Keys() {}

    /// Keys that are known by their sign.
    private static final Map<Integer, String> SIGNS =
            Map.of(
                    KeyEvent.VK_COMMA, ",",
                    KeyEvent.VK_PERIOD, ".",
                    KeyEvent.VK_MINUS, "−",
                    KeyEvent.VK_PLUS, "+",
                    KeyEvent.VK_EQUALS, "=",
                    KeyEvent.VK_SLASH, "/",
                    KeyEvent.VK_SEMICOLON, ";",
                    KeyEvent.VK_OPEN_BRACKET, "[",
                    KeyEvent.VK_CLOSE_BRACKET, "]");

    private static final Set<Integer> CLIPBOARD =
            Set.of(KeyEvent.VK_A, KeyEvent.VK_C, KeyEvent.VK_V, KeyEvent.VK_X);

    /// Does something at a key while a component has the keyboard.
    public static void on(JComponent part, KeyStroke stroke, Runnable action) {
        on(part, JComponent.WHEN_FOCUSED, stroke, () -> true, action);
    }

    /// Does something at a key.
    ///
    /// @param where one of the conditions of [JComponent#getInputMap(int)]
    /// @param when whether the key is the component's; else it goes on to those around it
    public static void on(
            JComponent part, int where, KeyStroke stroke, BooleanSupplier when, Runnable action) {
        var name = "key " + where + " " + stroke;
        part.getInputMap(where).put(stroke, name);
        part.getActionMap()
                .put(
                        name,
                        new AbstractAction() {
                            @Override
                            public boolean isEnabled() {
                                return when.getAsBoolean();
                            }

                            @Override
                            public void actionPerformed(ActionEvent event) {
                                action.run();
                            }
                        });
    }

    /// Whether typing and editing would suffer: letters without Ctrl or Alt, Tab and the arrows,
    /// and the keys of the clipboard.
    public static boolean isNeededForText(KeyStroke stroke) {
        int code = stroke.getKeyCode();
        int held =
                stroke.getModifiers()
                        & (InputEvent.CTRL_DOWN_MASK
                                | InputEvent.ALT_DOWN_MASK
                                | InputEvent.META_DOWN_MASK);
        boolean function = code >= KeyEvent.VK_F1 && code <= KeyEvent.VK_F24;
        if (held == 0) {
            return !function;
        }
        boolean shift = (stroke.getModifiers() & InputEvent.SHIFT_DOWN_MASK) != 0;
        return held == InputEvent.CTRL_DOWN_MASK && !shift && CLIPBOARD.contains(code);
    }

    /// Such as `Ctrl Shift Enter`.
    public static String text(KeyStroke stroke) {
        return text(stroke, " ");
    }

    /// Such as `Ctrl+Shift+Enter`, as menus and sentences write it.
    public static String joined(KeyStroke stroke) {
        return text(stroke, "+");
    }

    private static String text(KeyStroke stroke, String between) {
        var modifiers = InputEvent.getModifiersExText(stroke.getModifiers()).replace("+", between);
        int code = stroke.getKeyCode();
        var key = SIGNS.containsKey(code) ? SIGNS.get(code) : KeyEvent.getKeyText(code);
        return modifiers.isEmpty() ? key : modifiers + between + key;
    }
}
