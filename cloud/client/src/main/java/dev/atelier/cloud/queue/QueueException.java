package dev.atelier.cloud.queue;

import java.io.IOException;

/// A queue answered no.
public final class QueueException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    QueueException(int status, String words) {
        super(words.isBlank() ? "the queue answered " + status : words.strip());
        this.status = status;
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
