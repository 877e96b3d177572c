package dev.atelier.cloud.webui;

import java.io.IOException;
import java.util.Objects;

/// A call that ended without an answer, and how far it came.
final class BrokenCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Stage stage;

    /// How far a call is.
    enum Stage {
        CONNECTING,
        /// A connection is there; the request is sent or the answer awaited.
        CONNECTED,
        /// The head of the answer has arrived.
        ANSWERED
    }

    BrokenCallException(Stage stage, IOException cause) {
        super(cause);
        this.stage = stage;
    }

    Stage stage() {
        return stage;
    }

    IOException why() {
        return (IOException) Objects.requireNonNull(getCause());
    }
}
