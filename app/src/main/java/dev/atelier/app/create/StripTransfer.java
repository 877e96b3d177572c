package dev.atelier.app.create;

import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.source.DraggedFiles;
import dev.atelier.app.viewer.SessionModel;
import java.awt.datatransfer.Transferable;
import java.nio.file.Files;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/// Drags the chosen picture out of the strip as its file; what is dropped there from elsewhere is
/// read as on the canvas.
final class StripTransfer extends TransferHandler {
    private final transient SessionModel session;
    private final transient TransferHandler incoming;

    /// What is dragged is the strip's own.
    private boolean leaving;

    StripTransfer(SessionModel session, TransferHandler incoming) {
        this.session = session;
        this.incoming = incoming;
    }

    @Override
    public int getSourceActions(JComponent from) {
        return COPY;
    }

    @Override
    protected @Nullable Transferable createTransferable(JComponent from) {
        var file = session.selected().get().map(SavedPicture::file).filter(Files::isRegularFile);
        leaving = file.isPresent();
        return file.map(it -> new DraggedFiles(List.of(it))).orElse(null);
    }

    @Override
    protected void exportDone(JComponent from, @Nullable Transferable gone, int action) {
        leaving = false;
    }

    @Override
    public boolean canImport(TransferSupport support) {
        return !leaving && incoming.canImport(support);
    }

    @Override
    public boolean importData(TransferSupport support) {
        return canImport(support) && incoming.importData(support);
    }
}
