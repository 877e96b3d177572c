package dev.atelier.app.kit.popover;

import dev.atelier.app.kit.Layer;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;

/// A small panel below a control; Escape and a click elsewhere close it.
public final class Popover {
    private static final int GAP = 4;

    private final JPopupMenu popup = new JPopupMenu();

    /// @param content shown on the theme's overlay ground
    public Popover(JComponent content) {
        popup.setBorder(BorderFactory.createEmptyBorder());
        var ground = Layer.ground("bg.overlay", "insets 12", "[grow,fill]", "[grow,fill]");
        ground.add(content, "wmin 0,hmin 0");
        popup.add(ground);
        var close = KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0);
        content.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(close, "close");
        content.getActionMap()
                .put(
                        "close",
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                close();
                            }
                        });
    }

    /// Opens it below `control` with the focus in `first`.
    public void show(JComponent control, JComponent first) {
        popup.show(control, 0, control.getHeight() + GAP);
        first.requestFocusInWindow();
    }

    /// Opens it below `control`, which keeps the focus.
    public void showBeside(JComponent control) {
        popup.setFocusable(false);
        popup.show(control, 0, control.getHeight() + GAP);
    }

    public void close() {
        popup.setVisible(false);
    }
}
