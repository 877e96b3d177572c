package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.source.FileTransferHandler;
import dev.atelier.app.source.PictureDrop;
import java.awt.datatransfer.DataFlavor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Drags the chosen pictures out as files, and takes folders that are dropped. Pictures that are in
/// OSS alone are fetched first: the drag begins when they are here.
final class EntryTransfer extends FileTransferHandler {
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
    protected List<Path> dragged() {
        var entries =
                grid.selection().chosen().stream()
                        .flatMap(row -> model.entry(row).stream())
                        .toList();
        var missing = entries.stream().filter(it -> files.ready(it).isEmpty()).toList();
        if (!missing.isEmpty()) {
            fetch.accept(missing);
            return List.of();
        }
        return entries.stream().flatMap(it -> files.ready(it).stream()).toList();
    }

    @Override
    protected boolean takes(TransferSupport support) {
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
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
