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
}
