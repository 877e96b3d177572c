package dev.atelier.lora;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;

/// A LoRA file that cannot be used.
public final class LoraException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    LoraException(Path file, Message what) {
        super(file, what, null);
    }

    private LoraException(Message what, Path file) {
        super(file, what);
    }

    /// Of a file that is sound.
    ///
    /// @param what goes on from its name, such as `is made for SDXL`
    static LoraException unfit(Path file, Message what) {
        return new LoraException(what, file);
    }
}
