package dev.atelier.image;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A picture cannot be read. The message is English.
public final class PictureException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Message reason;

    /// @param reason without a full stop
    public PictureException(Message reason) {
        this(reason, null);
    }

    PictureException(Message reason, @Nullable Throwable cause) {
        super(reason.english(), cause);
        this.reason = reason;
    }

    @Override
    public Message reason() {
        return reason;
    }
}
