package dev.atelier.recipe.prompt;

/// A prompt that A1111, too, refuses: the message says which part.
public final class PromptException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PromptException(String message) {
        super(message);
    }

    PromptException(String message, Throwable cause) {
        super(message, cause);
    }
}
