package dev.atelier.app.create;

import java.util.function.BooleanSupplier;
import javax.swing.JMenuItem;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;

/// An entry of a menu that is there only where it can do something.
record OptionalMenuItem(JMenuItem item, BooleanSupplier possible) implements PopupMenuListener {
    @Override
    public void popupMenuWillBecomeVisible(PopupMenuEvent event) {
        item.setVisible(possible.getAsBoolean());
    }

    @Override
    public void popupMenuWillBecomeInvisible(PopupMenuEvent event) {
        // It is asked again.
    }

    @Override
    public void popupMenuCanceled(PopupMenuEvent event) {
        // It is asked again.
    }
}
