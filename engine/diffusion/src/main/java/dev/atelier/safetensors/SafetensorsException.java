package dev.atelier.safetensors;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file is not a sound safetensors file.
public final class SafetensorsException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    private final boolean cutShort;

    SafetensorsException(Path file, Message what) {
        this(file, what, null, false);
    }

    SafetensorsException(Path file, Message what, Throwable cause) {
        this(file, what, cause, false);
    }

    private SafetensorsException(
            Path file, Message what, @Nullable Throwable cause, boolean cutShort) {
        super(file, what, cause);
        this.cutShort = cutShort;
    }

    /// The file ends before its data does.
    static SafetensorsException cutShort(Path file, Message what) {
        return new SafetensorsException(file, what, null, true);
    }

    /// Whether the file ends before its data does, as after a copy that was broken off.
    public boolean isCutShort() {
        return cutShort;
    }
}
