package dev.atelier.safetensors;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not a sound safetensors file. The message starts with the file's name in brackets.
public final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1L;

    SafetensorsException(Path file, String message) {
        super("[" + file.getFileName() + "] " + message);
    }

    SafetensorsException(Path file, String message, Throwable cause) {
        super("[" + file.getFileName() + "] " + message, cause);
    }
}
