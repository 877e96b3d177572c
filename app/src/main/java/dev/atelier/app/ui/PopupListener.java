package dev.atelier.app.ui;

import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;

/// Hears when a context menu is wanted with the mouse: at the press on some desktops, at the
/// release on others.
public final class PopupListener extends MouseAdapter {
    private final Consumer<MouseEvent> open;

    /// @param open shows the menu at the place of the event
    public PopupListener(Consumer<MouseEvent> open) {
        this.open = open;
    }

    @Override
    public void mousePressed(MouseEvent event) {
        look(event);
    }

    @Override
    public void mouseReleased(MouseEvent event) {
        look(event);
    }

    private void look(MouseEvent event) {
        if (event.isPopupTrigger()) {
            open.accept(event);
        }
    }
}
