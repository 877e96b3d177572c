package dev.atelier.recipe;

import java.util.concurrent.atomic.AtomicReference;

/// Lets another thread end a generation. The generator asks at every step and every network call.
/// Thread-safe; a request is never taken back, and a cancel outranks an interrupt.
public final class Cancellation {
    /// A token nobody can use: requests to it are ignored.
    public static final Cancellation NONE = new Cancellation(false);

    private enum State {
        RUNNING,
        INTERRUPTED,
        CANCELLED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final boolean usable;

    /// A token nobody has used yet.
    public Cancellation() {
        this(true);
    }

    private Cancellation(boolean usable) {
        this.usable = usable;
    }

    /// Asks to stop soon and keep what there is: finished pictures stay, the current ones are decoded
    /// as far as they got, no further ones are begun.
    public void interrupt() {
        request(State.INTERRUPTED);
    }

    /// Asks to stop at once and give up the current pictures.
    public void cancel() {
        request(State.CANCELLED);
    }

    /// Whether to stop soon; true after a cancel as well.
    public boolean isInterrupted() {
        return state.get() != State.RUNNING;
    }

    /// Whether to stop at once.
    public boolean isCancelled() {
        return state.get() == State.CANCELLED;
    }

    /// Leaves the work by way of an exception where [#cancel] was called. An interrupt does not throw.
    ///
    /// @throws CancelledException after a cancel
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancelledException();
        }
    }

    private void request(State wanted) {
        if (usable) {
            state.accumulateAndGet(wanted, (now, next) -> now.compareTo(next) >= 0 ? now : next);
        }
    }
}
