package dev.atelier.recipe;

import java.util.concurrent.CancellationException;

/// A request to stop, shared between the caller and the run. Thread-safe; asking twice is harmless.
public final class Cancellation {
    private volatile StopMode mode = StopMode.NONE;

    /// How far a stop goes.
    public enum StopMode {
        NONE,
        /// Drop the current picture, go on with the next.
        SKIP,
        /// Finish the current picture from what there is, make no more.
        INTERRUPT,
        /// Drop the current picture, make no more.
        CANCEL
    }

    /// Asks to leave out the current picture; does not soften another stop.
    public synchronized void skip() {
        if (mode == StopMode.NONE) {
            mode = StopMode.SKIP;
        }
        StopPoint.asked();
    }

    /// Called by the run when it has left a picture out.
    public synchronized void skipped() {
        if (mode == StopMode.SKIP) {
            mode = StopMode.NONE;
        }
    }

    /// True when no further picture is wanted.
    public boolean ends() {
        return mode == StopMode.INTERRUPT || mode == StopMode.CANCEL;
    }

    /// Asks for an early end that keeps the picture so far; does not soften a cancel.
    public synchronized void interrupt() {
        if (mode != StopMode.CANCEL) {
            mode = StopMode.INTERRUPT;
        }
        StopPoint.asked();
    }

    /// Asks to drop everything.
    public synchronized void cancel() {
        mode = StopMode.CANCEL;
        StopPoint.asked();
    }

    /// A check for a [StopPoint] before the first picture is begun.
    ///
    /// @throws CancellationException when no picture is wanted any more
    public void requireGoing() {
        if (ends()) {
            throw new CancellationException();
        }
    }

    public StopMode mode() {
        return mode;
    }
}
