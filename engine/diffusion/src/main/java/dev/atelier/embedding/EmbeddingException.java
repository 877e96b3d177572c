package dev.atelier.embedding;

import java.io.IOException;
import java.nio.file.Path;

/// A file holds no embedding that can be used. The message starts with the file's name in brackets.
public final class EmbeddingException extends IOException {
    private static final long serialVersionUID = 1L;

    EmbeddingException(Path file, String message) {
        super("[" + file.getFileName() + "] " + message);
    }
}
