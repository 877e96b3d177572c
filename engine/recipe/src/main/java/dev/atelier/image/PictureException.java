package dev.atelier.image;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A picture cannot be read. The message is English.
public final class PictureException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Message reason;
    private final boolean otherKind;

    /// @param reason without a full stop
    public PictureException(Message reason) {
        this(reason, null);
    }

    PictureException(Message reason, @Nullable Throwable cause) {
        this(reason, cause, false);
    }

    PictureException(Message reason, @Nullable Throwable cause, boolean otherKind) {
        super(reason.english(), cause);
        this.reason = reason;
        this.otherKind = otherKind;
    }

    /// Whether the file is of a known kind that is not read here, such as AVIF: the reason names it
    /// and what to do. Neither damage nor a text is one.
    public boolean isOtherKind() {
        return otherKind;
    }

    @Override
    public Message reason() {
        return reason;
    }
}
