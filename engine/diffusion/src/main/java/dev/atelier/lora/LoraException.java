package dev.atelier.lora;

import java.io.IOException;
import java.nio.file.Path;

/// A LoRA file that cannot be used. The message is a sentence about the file without a full stop.
public final class LoraException extends IOException {
    private static final long serialVersionUID = 1L;

    LoraException(Path file, String problem) {
        super(file.getFileName() + " " + problem);
    }
}
