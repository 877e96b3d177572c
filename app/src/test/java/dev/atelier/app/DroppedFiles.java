package dev.atelier.app;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files as a file manager hands them over when they are dropped or pasted.
public record DroppedFiles(List<File> files) implements Transferable {
    public static DroppedFiles of(Path... files) {
        return new DroppedFiles(Stream.of(files).map(Path::toFile).toList());
    }

    @Override
    public DataFlavor[] getTransferDataFlavors() {
        return new DataFlavor[] {DataFlavor.javaFileListFlavor};
    }

    @Override
    public boolean isDataFlavorSupported(DataFlavor flavor) {
        return flavor.equals(DataFlavor.javaFileListFlavor);
    }

    @Override
    public Object getTransferData(DataFlavor flavor) {
        return files;
    }
}
