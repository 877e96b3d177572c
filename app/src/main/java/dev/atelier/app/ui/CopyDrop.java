package dev.atelier.app.ui;

import javax.swing.TransferHandler;
import javax.swing.TransferHandler.TransferSupport;

/// Drops of files that stay where they are: the studio reads them. A program that learns that its
/// files were moved may delete them. Event thread.
public final class CopyDrop {
    private CopyDrop() {}

    /// Asks for a copy, or else for a link, where the program that the drag comes from offers it.
    /// To be called while a drag is over the component; does nothing for what is pasted.
    public static void request(TransferSupport support) {
        if (!support.isDrop()) {
            return;
        }
        int offered = support.getSourceDropActions();
        if ((offered & TransferHandler.COPY) != 0) {
            support.setDropAction(TransferHandler.COPY);
        } else if ((offered & TransferHandler.LINK) != 0) {
            support.setDropAction(TransferHandler.LINK);
        }
    }
}
