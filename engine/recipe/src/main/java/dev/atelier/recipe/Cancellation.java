package dev.atelier.recipe;

/// A request to stop, shared between whoever asks and the run. Thread-safe; asking twice is
/// harmless.
public final class Cancellation {
    private volatile Wish wish = Wish.NONE;

    /// How far the wish to stop goes.
    public enum Wish {
        NONE,
        /// Finish the current picture from what there is, make no more.
        INTERRUPT,
        /// Drop the current picture, make no more.
        CANCEL
    }

    /// Asks for an early end that keeps the picture so far; does not soften a cancel.
    public synchronized void interrupt() {
        if (wish == Wish.NONE) {
            wish = Wish.INTERRUPT;
        }
    }

    /// Asks to drop everything.
    public synchronized void cancel() {
        wish = Wish.CANCEL;
    }

    public Wish wish() {
        return wish;
    }
}
