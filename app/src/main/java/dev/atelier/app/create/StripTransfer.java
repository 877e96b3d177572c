package dev.atelier.app.create;

import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.source.FileTransferHandler;
import dev.atelier.app.viewer.SessionModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.TransferHandler;

/// Drags the chosen picture out of the strip as its file; what is dropped there from elsewhere is
/// read as on the canvas.
final class StripTransfer extends FileTransferHandler {
    private final transient SessionModel session;
    private final transient TransferHandler incoming;

    StripTransfer(SessionModel session, TransferHandler incoming) {
        this.session = session;
        this.incoming = incoming;
    }

    @Override
    protected List<Path> dragged() {
        return session
                .selected()
                .get()
                .map(SavedPicture::file)
                .filter(Files::isRegularFile)
                .stream()
                .toList();
    }

    @Override
    protected boolean takes(TransferSupport support) {
        return incoming.canImport(support);
    }

    @Override
    public boolean importData(TransferSupport support) {
        return canImport(support) && incoming.importData(support);
    }
}
