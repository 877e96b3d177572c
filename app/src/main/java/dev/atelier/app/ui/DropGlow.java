package dev.atelier.app.ui;

import java.awt.datatransfer.Transferable;
import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.dnd.DropTargetEvent;
import java.util.TooManyListenersException;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.TransferHandler;

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
                            glow.accept(takes(part, event.getTransferable()));
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

    /// Asks as a drop does; the older form of the question, by flavours, knows only properties.
    static boolean takes(JComponent part, Transferable dragged) {
        var handler = part.getTransferHandler();
        return handler != null
                && handler.canImport(new TransferHandler.TransferSupport(part, dragged));
    }
}
