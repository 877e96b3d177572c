package dev.atelier.app.control;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.mask.Mask;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.source.PictureDrop;
import dev.atelier.app.source.SourceFiles;
import dev.atelier.app.ui.CopyDrop;
import dev.atelier.image.ImageFiles;
import java.awt.datatransfer.Transferable;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.swing.TransferHandler;

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

    /// Keeps pixels that were drawn here, which no one changes any more.
    ///
    /// @param otherwise where they cannot be kept; the reason has been shown
    void keep(BufferedImage drawn, Consumer<Path> then, Runnable otherwise) {
        keep(() -> files.keep(drawn), then, otherwise);
    }

    /// Keeps what was painted.
    ///
    /// @param then gets its path, the empty string where nothing is painted
    /// @param otherwise as of the other [#keep]
    void keep(Mask painted, Consumer<String> then, Runnable otherwise) {
        run(
                "keep-source",
                () -> painted.isEmpty() ? "" : files.keep(painted).toString(),
                then,
                otherwise);
    }

    private void keep(Callable<Path> keeping, Consumer<Path> then) {
        keep(keeping, then, () -> {});
    }

    private void keep(Callable<Path> keeping, Consumer<Path> then, Runnable otherwise) {
        run("keep-source", keeping, then, otherwise);
    }

    /// Works with files.
    ///
    /// @param title key of what a person reads meanwhile
    /// @param otherwise where that fails; the reason has been shown
    <T> void run(String title, Callable<T> work, Consumer<T> then, Runnable otherwise) {
        tasks.run(
                title,
                task -> work.call(),
                Tasks.Outcome.of(
                        then,
                        failure -> {
                            complain.accept(FailureMessages.of(failure));
                            otherwise.run();
                        }));
    }

    /// Reads a picture, small enough for a card.
    ///
    /// @param then gets it; is not called where the file cannot be read
    void small(Path file, Consumer<BufferedImage> then) {
        tasks.run(
                "open-picture",
                task -> DrawnMap.small(ImageFiles.read(file)),
                Tasks.Outcome.of(then, failure -> {}));
    }

    /// Keeps what is dropped or pasted: a file, or pixels.
    ///
    /// @return whether there was a picture to take
    boolean take(Transferable contents, Consumer<Path> then) {
        return PictureDrop.take(
                contents, file -> keep(file, then), pixels -> keep(() -> files.keep(pixels), then));
    }

    /// Takes what is dropped on a component, and what is pasted into it.
    TransferHandler drops(Consumer<Path> then) {
        return new TransferHandler() {
            @Override
            public boolean canImport(TransferSupport support) {
                CopyDrop.request(support);
                return Arrays.stream(support.getDataFlavors()).anyMatch(PictureDrop::takes);
            }

            @Override
            public boolean importData(TransferSupport support) {
                return take(support.getTransferable(), then);
            }
        };
    }

    /// Whether a file has a name that a person gave it, not its content's hash.
    static boolean isNamed(Path file) {
        return !String.valueOf(file.getFileName()).matches("[0-9a-f]{24}\\.[a-z]+");
    }
}
