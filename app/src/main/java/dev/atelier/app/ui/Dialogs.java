package dev.atelier.app.ui;

import java.awt.event.KeyEvent;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.KeyStroke;

/// What all windows beside the main one have in common.
public final class Dialogs {
    private Dialogs() {}

    /// Lets Escape do what the window's close button does. A list that is open in it, or a field
    /// that takes back what was typed, is asked first; the focus returns to where it was before.
    public static void escape(JDialog dialog, Runnable close) {
        dialog.getRootPane()
                .registerKeyboardAction(
                        event -> close.run(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
    }
}
