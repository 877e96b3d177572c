package dev.atelier.http;

import java.io.IOException;
import java.util.Optional;

/// Where requests for a WebSocket are answered.
@FunctionalInterface
public interface WebSocketHandler {
    /// No path has sockets.
    WebSocketHandler NONE = _ -> Optional.empty();

    /// What a request gets; empty where its path has no sockets. May block shortly.
    ///
    /// @param head the request without its body
    Optional<Result> open(Incoming head);

    /// The answer to one request.
    sealed interface Result {
        /// No socket, but this.
        record Refused(Reply reply) implements Result {}

        /// A socket, and who speaks on it.
        record Admitted(Listener speaker) implements Result {}
    }

    /// One side of a socket. What the other side sends besides pings is dropped.
    interface Listener {
        /// Called once, by a thread of the server, which it must not keep.
        void opened(Socket socket);

        /// The socket is closed, by either side.
        void closed();
    }

    /// An open socket.
    interface Socket {
        /// Sends one message; blocks until it is handed over.
        void binary(byte[] message) throws IOException;

        /// The same for text.
        void text(String message) throws IOException;

        /// Sends a close frame.
        void close();

        /// Breaks the connection without a word.
        void cut();
    }
}
