package dev.atelier.recipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file, a store or a peer failed, and the reason can be shown in every language. The exception's
/// own message is English.
public class MessageException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Message reason;

    /// @param reason without a full stop
    public MessageException(Message reason) {
        this(reason, null);
    }

    /// @param reason without a full stop
    public MessageException(Message reason, @Nullable Throwable cause) {
        super(reason.english(), cause);
        this.reason = reason;
    }

    @Override
    public Message reason() {
        return reason;
    }
}
