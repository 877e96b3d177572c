package dev.atelier.cloud.queue;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;

/// A queue answered no.
public final class QueueException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    /// @param body of the queue's answer, in its own words; may be empty
    QueueException(int status, String body) {
        super(reason(status, body).english());
        this.status = status;
        this.body = body;
    }

    private static Message reason(int status, String body) {
        return body.isBlank() ? Message.of("service.queue-status", status) : Message.foreign(body);
    }

    @Override
    public Message reason() {
        return reason(status, body);
    }

    /// What the queue answered; may be empty.
    public String body() {
        return body;
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
