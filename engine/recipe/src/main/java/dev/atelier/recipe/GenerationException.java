package dev.atelier.recipe;

import org.jspecify.annotations.Nullable;

/// A picture could not be made, see [#failure()].
public final class GenerationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public GenerationException(Failure failure, @Nullable Throwable cause) {
        super(failure.sentence(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
