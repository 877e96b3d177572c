package dev.atelier.pickle;

import java.io.IOException;
import java.nio.file.Path;

/// A file has the name of a model and is something else. The message starts with the file's name in
/// brackets.
public final class OtherFileException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherFileException(Path file, String message) {
        super("[" + file.getFileName() + "] " + message);
    }
}
