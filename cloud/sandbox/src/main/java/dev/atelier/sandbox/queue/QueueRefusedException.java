package dev.atelier.sandbox.queue;

import dev.atelier.http.Reply;

/// A queue does not take something.
public final class QueueRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final QueueError error;

    QueueRefusedException(QueueError error, Object... arguments) {
        super(error.body(arguments));
        this.error = error;
    }

    Reply reply() {
        return Reply.text(error.status(), String.valueOf(getMessage()));
    }
}
