package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.source.DraggedFiles;
import dev.atelier.app.source.PictureDrop;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/// Drags the chosen pictures out as files, and takes folders that are dropped. Pictures that are in
/// OSS alone are fetched first: the drag begins when they are here.
final class EntryTransfer extends TransferHandler {
    /// What is dragged is its own.
    private boolean leaving;

    private final transient PictureGrid grid;
    private final transient LibraryModel model;
    private final transient EntryFiles files;
    private final transient Consumer<List<Entry>> fetch;
    private final transient Consumer<List<Path>> dropped;

    /// @param fetch brings pictures to this computer
    /// @param dropped takes what was dropped here
    EntryTransfer(
            PictureGrid grid,
            LibraryModel model,
            EntryFiles files,
            Consumer<List<Entry>> fetch,
            Consumer<List<Path>> dropped) {
        this.grid = grid;
        this.model = model;
        this.files = files;
        this.fetch = fetch;
        this.dropped = dropped;
    }

    @Override
    public int getSourceActions(JComponent from) {
        return COPY;
    }

    @Override
    protected @Nullable Transferable createTransferable(JComponent from) {
        var entries =
                grid.selection().chosen().stream()
                        .flatMap(row -> model.entry(row).stream())
                        .toList();
        var missing = entries.stream().filter(it -> files.ready(it).isEmpty()).toList();
        if (!missing.isEmpty()) {
            fetch.accept(missing);
            return null;
        }
        var dragged = entries.stream().flatMap(it -> files.ready(it).stream()).toList();
        leaving = !dragged.isEmpty();
        return dragged.isEmpty() ? null : new DraggedFiles(dragged);
    }

    @Override
    protected void exportDone(JComponent from, Transferable gone, int action) {
        leaving = false;
    }

    @Override
    public boolean canImport(TransferSupport support) {
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor) && !leaving;
    }

    @Override
    public boolean importData(TransferSupport support) {
        var files = PictureDrop.files(support.getTransferable());
        if (files.isEmpty()) {
            return false;
        }
        dropped.accept(files);
        return true;
    }
}
