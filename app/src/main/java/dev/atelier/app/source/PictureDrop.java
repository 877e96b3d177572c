package dev.atelier.app.source;

import dev.atelier.app.ui.CopyDrop;
import java.awt.Image;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;

/// Takes pictures that are dropped or pasted: files, or pixels.
public final class PictureDrop extends TransferHandler {
    private final transient SourceEditor editor;

    public PictureDrop(SourceEditor editor) {
        this.editor = editor;
    }

    @Override
    public boolean canImport(TransferSupport support) {
        CopyDrop.request(support);
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                || support.isDataFlavorSupported(DataFlavor.imageFlavor);
    }

    @Override
    public boolean importData(TransferSupport support) {
        return take(support.getTransferable());
    }

    /// @return whether there was a picture to take
    public boolean take(Transferable contents) {
        return take(contents, editor::use, editor::use);
    }

    /// Whether a picture may come in that form.
    public static boolean takes(DataFlavor flavor) {
        return flavor.equals(DataFlavor.javaFileListFlavor)
                || flavor.equals(DataFlavor.imageFlavor);
    }

    /// Hands on what is dropped or pasted: the first file, or else pixels.
    ///
    /// @return whether there was a picture to take
    public static boolean take(
            Transferable contents, Consumer<Path> aFile, Consumer<BufferedImage> ofPixels) {
        try {
            if (contents.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                    && contents.getTransferData(DataFlavor.javaFileListFlavor)
                            instanceof List<?> files
                    && !files.isEmpty()
                    && files.getFirst() instanceof File file) {
                aFile.accept(file.toPath());
                return true;
            }
            if (contents.isDataFlavorSupported(DataFlavor.imageFlavor)
                    && contents.getTransferData(DataFlavor.imageFlavor) instanceof Image image) {
                ofPixels.accept(pixels(image));
                return true;
            }
        } catch (UnsupportedFlavorException | IOException e) {
            return false; // the other program took it back
        }
        return false;
    }

    /// The files of what is dropped or pasted; empty where it is something else.
    public static List<Path> files(Transferable contents) {
        try {
            if (contents.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                    && contents.getTransferData(DataFlavor.javaFileListFlavor)
                            instanceof List<?> files) {
                return files.stream()
                        .filter(File.class::isInstance)
                        .map(file -> ((File) file).toPath())
                        .toList();
            }
        } catch (UnsupportedFlavorException | IOException e) {
            return List.of(); // the other program took it back
        }
        return List.of();
    }

    private static BufferedImage pixels(Image image) {
        var copy =
                new BufferedImage(
                        image.getWidth(null), image.getHeight(null), BufferedImage.TYPE_INT_RGB);
        var g = copy.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return copy;
    }
}
