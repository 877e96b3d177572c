package dev.atelier.embedding;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;

/// A file holds no embedding that can be used.
public final class EmbeddingException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    EmbeddingException(Path file, Message what) {
        super(file, what, null);
    }
}
