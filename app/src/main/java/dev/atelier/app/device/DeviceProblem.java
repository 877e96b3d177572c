package dev.atelier.app.device;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import org.jspecify.annotations.Nullable;

/// PyTorch's CUDA build could not be fetched or used.
public final class DeviceProblem extends ProblemException {
    private static final long serialVersionUID = 1L;

    DeviceProblem(Message what, Message advice, @Nullable Throwable cause) {
        super(what, advice, cause);
    }
}
