package dev.atelier.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/// A file is no checkpoint this program can use. The message starts with the file's name in
/// brackets.
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(Path file, String message) {
        super("[" + file.getFileName() + "] " + message);
    }
}
