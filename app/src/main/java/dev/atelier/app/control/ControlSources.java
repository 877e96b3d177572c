package dev.atelier.app.control;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.source.SourceFiles;
import java.awt.Image;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Keeps the pictures that units are controlled by, as what recipes name must stay as it was. Event
/// thread; files are copied elsewhere.
public final class ControlSources {
    private final SourceFiles files;
    private final Tasks tasks;
    private final Consumer<String> complain;

    /// @param complain shows a sentence about a file
    public ControlSources(SourceFiles files, Tasks tasks, Consumer<String> complain) {
        this.files = files;
        this.tasks = tasks;
        this.complain = complain;
    }

    /// Keeps a picture file under its name.
    void keep(Path picture, Consumer<Path> then) {
        keep(() -> files.keepNamed(picture), then);
    }

    private void keep(Callable<Path> keeping, Consumer<Path> then) {
        tasks.run(
                "",
                task -> keeping.call(),
                Tasks.Outcome.of(then, failure -> complain.accept(FailureMessages.of(failure))));
    }

    static boolean takes(DataFlavor flavor) {
        return flavor.equals(DataFlavor.javaFileListFlavor)
                || flavor.equals(DataFlavor.imageFlavor);
    }

    /// Keeps what is dropped or pasted: a file, or pixels.
    ///
    /// @return whether there was a picture to take
    boolean take(Transferable contents, Consumer<Path> then) {
        try {
            if (contents.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
                    && contents.getTransferData(DataFlavor.javaFileListFlavor)
                            instanceof List<?> all
                    && !all.isEmpty()
                    && all.getFirst() instanceof File file) {
                keep(file.toPath(), then);
                return true;
            }
            if (contents.isDataFlavorSupported(DataFlavor.imageFlavor)
                    && contents.getTransferData(DataFlavor.imageFlavor) instanceof Image image) {
                var pixels = pixels(image);
                keep(() -> files.keep(pixels), then);
                return true;
            }
        } catch (UnsupportedFlavorException | IOException e) {
            return false; // the other program took it back
        }
        return false;
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

    /// Whether a file has a name that a person gave it, not its content's hash.
    static boolean isNamed(Path file) {
        return !String.valueOf(file.getFileName()).matches("[0-9a-f]{24}\\.[a-z]+");
    }
}
