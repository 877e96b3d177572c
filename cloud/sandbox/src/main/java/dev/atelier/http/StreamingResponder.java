package dev.atelier.http;

import java.io.IOException;
import java.io.InputStream;

/// One part of a server that reads a request's body itself. May block; called by many threads at
/// once.
@FunctionalInterface
public interface StreamingResponder {
    /// What is left of the body afterwards, the server reads and drops.
    ///
    /// @param head the request without its body
    /// @param body valid until this returns
    /// @throws MinimumRateInput.TooSlowException where the sender hardly sends; answered 408
    /// @throws IOException breaks the connection
    Reply answer(Incoming head, InputStream body) throws IOException;
}
