package dev.atelier.recipe;

import org.jspecify.annotations.Nullable;

/// No picture could be made; the failure says why in the user's words.
public final class GenerationException extends Exception {
    private final transient Failure failure;

    /// Because of `failure` alone.
    public GenerationException(Failure failure) {
        this(failure, null);
    }

    /// Because of `failure`, found out through `cause`.
    public GenerationException(Failure failure, @Nullable Throwable cause) {
        super(failure.sentence(), cause);
        this.failure = failure;
    }

    /// Why.
    public Failure failure() {
        return failure;
    }
}
