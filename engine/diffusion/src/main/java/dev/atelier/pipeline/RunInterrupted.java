package dev.atelier.pipeline;

import dev.atelier.recipe.Cancellation;

/// Ends a run from inside the sampler; never leaves this package.
final class RunInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cancellation.StopMode mode;

    RunInterrupted(Cancellation.StopMode mode) {
        super("stopped", null, false, false); // no stack trace: this is control flow
        this.mode = mode;
    }

    Cancellation.StopMode mode() {
        return mode;
    }
}
