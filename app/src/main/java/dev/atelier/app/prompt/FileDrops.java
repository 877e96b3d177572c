package dev.atelier.app.prompt;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import javax.swing.JComponent;
import javax.swing.TransferHandler;

/// Gives files and pictures to one handler and all else to another.
final class FileDrops extends TransferHandler {
    private final transient TransferHandler files;
    private final transient TransferHandler words;

    FileDrops(TransferHandler files, TransferHandler words) {
        this.files = files;
        this.words = words;
    }

    @Override
    public boolean canImport(TransferSupport support) {
        return chosen(support).canImport(support);
    }

    @Override
    public boolean importData(TransferSupport support) {
        return chosen(support).importData(support);
    }

    private TransferHandler chosen(TransferSupport support) {
        boolean picture =
                support.isDataFlavorSupported(DataFlavor.imageFlavor)
                        && !support.isDataFlavorSupported(DataFlavor.stringFlavor);
        return picture || support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                ? files
                : words;
    }

    @Override
    public void exportToClipboard(JComponent area, Clipboard clipboard, int action) {
        words.exportToClipboard(area, clipboard, action);
    }

    @Override
    public int getSourceActions(JComponent area) {
        return words.getSourceActions(area);
    }
}
