package dev.atelier.cloud.queue;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;

/// A queue answered no.
public final class QueueException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Message reason;

    /// @param words of the queue; may be empty
    QueueException(int status, String words) {
        this(status, said(status, words));
    }

    private QueueException(int status, Message reason) {
        super(reason.english());
        this.status = status;
        this.reason = reason;
    }

    private static Message said(int status, String words) {
        return words.isBlank()
                ? Message.of("service.queue-status", status)
                : Message.plain(words.strip());
    }

    @Override
    public Message reason() {
        return reason;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Whether a later try of the same may succeed.
    public boolean isPassing() {
        return status == 429 || status == 450 || status >= 500;
    }
}
