package dev.atelier.app.shell;

import dev.atelier.app.ui.Keys;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/// Half the world's programs redo with Ctrl+Y: so does a page here, unless that key is given to
/// another command.
public final class RedoKey {
    private RedoKey() {}

    /// @param view anything in which has the keyboard
    public static void on(JComponent view, Commands commands) {
        var key = KeyStroke.getKeyStroke(KeyEvent.VK_Y, InputEvent.CTRL_DOWN_MASK);
        Keys.on(
                view,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                key,
                () ->
                        commands.all().stream()
                                .noneMatch(it -> commands.key(it).equals(Optional.of(key))),
                () -> commands.perform(Command.REDO));
    }
}
