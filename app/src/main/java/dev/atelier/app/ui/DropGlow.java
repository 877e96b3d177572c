package dev.atelier.app.ui;

import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.dnd.DropTargetEvent;
import java.util.TooManyListenersException;
import java.util.function.Consumer;
import javax.swing.JComponent;

/// Tells a component while something that it can take is dragged over it.
public final class DropGlow {
    private DropGlow() {}

    /// @param part has its transfer handler already
    /// @param glow receives true and false
    public static void on(JComponent part, Consumer<Boolean> glow) {
        var target = part.getDropTarget();
        if (target == null) {
            return; // there is no display
        }
        try {
            target.addDropTargetListener(
                    new DropTargetAdapter() {
                        @Override
                        public void dragEnter(DropTargetDragEvent event) {
                            var handler = part.getTransferHandler();
                            glow.accept(
                                    handler != null
                                            && handler.canImport(
                                                    part, event.getCurrentDataFlavors()));
                        }

                        @Override
                        public void dragExit(DropTargetEvent event) {
                            glow.accept(false);
                        }

                        @Override
                        public void drop(DropTargetDropEvent event) {
                            glow.accept(false);
                        }
                    });
        } catch (TooManyListenersException e) {
            throw new IllegalStateException(e); // Swing's drop target takes any number
        }
    }
}
