package dev.atelier.recipe;

/// Unwinds work whose [Cancellation] was cancelled. Generators turn it into
/// [GenerationException] with [Failure.Cancelled]; it never reaches their callers.
public final class CancelledException extends RuntimeException {
    /// Without stack trace: it is a way out, not an error.
    public CancelledException() {
        super("cancelled", null, false, false);
    }
}
