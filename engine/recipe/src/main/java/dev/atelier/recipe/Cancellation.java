package dev.atelier.recipe;

import java.util.concurrent.CancellationException;

/// A request to stop, shared between the caller and the run. Thread-safe; asking twice is harmless.
public final class Cancellation {
    private volatile StopMode wish = StopMode.NONE;

    /// How far the wish to stop goes.
    public enum StopMode {
        NONE,
        /// Drop the current picture, go on with the next.
        SKIP,
        /// Finish the current picture from what there is, make no more.
        INTERRUPT,
        /// Drop the current picture, make no more.
        CANCEL
    }

    /// Asks to leave out the current picture; does not soften another wish.
    public synchronized void skip() {
        if (wish == StopMode.NONE) {
            wish = StopMode.SKIP;
        }
    }

    /// Called by the run when it has left a picture out.
    public synchronized void skipped() {
        if (wish == StopMode.SKIP) {
            wish = StopMode.NONE;
        }
    }

    /// True when no further picture is wanted.
    public boolean ends() {
        return wish == StopMode.INTERRUPT || wish == StopMode.CANCEL;
    }

    /// Asks for an early end that keeps the picture so far; does not soften a cancel.
    public synchronized void interrupt() {
        if (wish != StopMode.CANCEL) {
            wish = StopMode.INTERRUPT;
        }
    }

    /// Asks to drop everything.
    public synchronized void cancel() {
        wish = StopMode.CANCEL;
    }

    /// A check for a [StopPoint] before the first picture is begun.
    ///
    /// @throws CancellationException when no picture is wanted any more
    public void requireGoing() {
        if (ends()) {
            throw new CancellationException();
        }
    }

    public StopMode wish() {
        return wish;
    }
}
