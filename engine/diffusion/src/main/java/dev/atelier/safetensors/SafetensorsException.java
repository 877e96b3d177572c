package dev.atelier.safetensors;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not a sound safetensors file. The message starts with the file's name in brackets.
public final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean cutShort;

    SafetensorsException(Path file, String message) {
        this(file, message, false);
    }

    private SafetensorsException(Path file, String message, boolean cutShort) {
        super("[" + file.getFileName() + "] " + message);
        this.cutShort = cutShort;
    }

    /// The file ends before its data does.
    static SafetensorsException cutShort(Path file, String message) {
        return new SafetensorsException(file, message, true);
    }

    /// Whether the file ends before its data does, as after a copy that was broken off.
    public boolean isCutShort() {
        return cutShort;
    }

    SafetensorsException(Path file, String message, Throwable cause) {
        super("[" + file.getFileName() + "] " + message, cause);
        cutShort = false;
    }
}
