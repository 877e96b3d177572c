package dev.atelier.app.cli;

import dev.atelier.recipe.Cancellation;

/// Turns Ctrl+C into a polite cancel.
@FunctionalInterface
public interface Interrupts {
    /// Cancels `cancellation` on Ctrl+C until the watch is closed.
    Watch watch(Cancellation cancellation);

    /// Nobody interrupts.
    static Interrupts none() {
        return _ -> () -> {};
    }

    /// Ends when closed.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
