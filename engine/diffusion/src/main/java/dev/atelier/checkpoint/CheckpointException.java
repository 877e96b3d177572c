package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;

/// A file is no checkpoint this program can use.
public final class CheckpointException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(Path file, Message what) {
        super(file, what, null);
    }

    private CheckpointException(Message what, Path file) {
        super(file, what);
    }

    /// Of a file that is sound.
    ///
    /// @param what goes on from its name, such as `is a ControlNet for SDXL`
    static CheckpointException unfit(Path file, Message what) {
        return new CheckpointException(what, file);
    }
}
