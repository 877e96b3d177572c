package dev.atelier.app.shell;

import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import javax.swing.KeyStroke;

/// Keys as people read them.
final class Keys {
    private Keys() {}

    /// Such as `Ctrl Shift Enter`.
    static String text(KeyStroke stroke) {
        var modifiers = InputEvent.getModifiersExText(stroke.getModifiers()).replace('+', ' ');
        var key = KeyEvent.getKeyText(stroke.getKeyCode());
        return modifiers.isEmpty() ? key : modifiers + " " + key;
    }
}
