package dev.atelier.recipe.prompt;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import org.jspecify.annotations.Nullable;

/// A prompt that A1111, too, refuses: the message says which part.
public final class PromptException extends IllegalArgumentException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Message reason;

    PromptException(Message reason) {
        this(reason, null);
    }

    PromptException(Message reason, @Nullable Throwable cause) {
        super(reason.english(), cause);
        this.reason = reason;
    }

    @Override
    public Message reason() {
        return reason;
    }
}
