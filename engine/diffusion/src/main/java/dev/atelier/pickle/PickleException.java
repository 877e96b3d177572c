package dev.atelier.pickle;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not one that PyTorch wrote, is damaged, or wants to run code. The message starts with
/// the file's name in brackets.
public final class PickleException extends IOException {
    private static final long serialVersionUID = 1L;

    PickleException(Path file, String message) {
        super("[" + file.getFileName() + "] " + message);
    }
}
