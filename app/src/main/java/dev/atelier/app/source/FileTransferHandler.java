package dev.atelier.app.source;

import dev.atelier.app.ui.CopyDrop;
import java.awt.datatransfer.Transferable;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/// Drags files out of a component that takes files, too, but not its own. Event thread.
public abstract class FileTransferHandler extends TransferHandler {
    /// What is dragged is the component's own.
    private boolean leaving;

    /// What a drag that begins now takes along; empty for no drag.
    protected abstract List<Path> dragged();

    /// Whether something from elsewhere is taken.
    protected abstract boolean takes(TransferSupport support);

    @Override
    public final int getSourceActions(JComponent from) {
        return COPY;
    }

    @Override
    protected final @Nullable Transferable createTransferable(JComponent from) {
        var files = dragged();
        leaving = !files.isEmpty();
        return leaving ? new DraggedFiles(files) : null;
    }

    @Override
    protected final void exportDone(JComponent from, @Nullable Transferable gone, int action) {
        leaving = false;
    }

    @Override
    public final boolean canImport(TransferSupport support) {
        CopyDrop.request(support);
        return !leaving && takes(support);
    }
}
