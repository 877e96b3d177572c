package dev.atelier.http;

import java.util.Optional;

/// What a request's head decides before its body is read: nothing of a body is kept for who is not
/// let in.
public interface HeadCheck {
    /// The answer that a request gets whatever its body is, or empty.
    ///
    /// @param head the request without its body
    Optional<Reply> refusal(Incoming head);

    /// The most bytes that a body may have; above it is answered 413.
    int mostBytes(Incoming head);

    /// Everybody is let in.
    static HeadCheck limit(int mostBytes) {
        return new HeadCheck() {
            @Override
            public Optional<Reply> refusal(Incoming head) {
                return Optional.empty();
            }

            @Override
            public int mostBytes(Incoming head) {
                return mostBytes;
            }
        };
    }
}
