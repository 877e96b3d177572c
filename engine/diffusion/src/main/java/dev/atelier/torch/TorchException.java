package dev.atelier.torch;

import dev.atelier.recipe.PyTorchErrors;
import org.jspecify.annotations.Nullable;

/// A network text failed to compile or to run. The message carries PyTorch's own words with the
/// line of our text, such as `unet.py:12`.
public final class TorchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TorchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Whether the cause is a lack of memory, on the CPU or on the GPU.
    public boolean outOfMemory() {
        return PyTorchErrors.isOutOfMemory(String.valueOf(getMessage()));
    }
}
