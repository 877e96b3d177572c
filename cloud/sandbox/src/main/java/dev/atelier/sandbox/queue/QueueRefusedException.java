package dev.atelier.sandbox.queue;

/// A queue does not take something. The statuses are chosen: no page of the vendor names them.
public final class QueueRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    QueueRefusedException(int status, String words) {
        super(words);
        this.status = status;
    }

    int status() {
        return status;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
