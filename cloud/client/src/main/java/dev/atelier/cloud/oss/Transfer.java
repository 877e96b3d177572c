package dev.atelier.cloud.oss;

import dev.atelier.recipe.Cancellation;
import java.util.concurrent.CancellationException;

/// What goes along with bytes on their way.
///
/// @param meter called after each block, on the thread that moves them
public record Transfer(Meter meter, Cancellation cancellation) {
    /// Gets how far a transfer is.
    @FunctionalInterface
    public interface Meter {
        Meter NONE = (_, _) -> {};

        /// @param done bytes that arrived, those of earlier runs included
        void moved(long done, long total);
    }

    /// One that nobody watches or stops.
    public static Transfer quiet() {
        return new Transfer(Meter.NONE, new Cancellation());
    }

    /// @throws CancellationException when somebody asked to stop
    void check() {
        stopIf(cancellation);
    }

    /// @throws CancellationException when somebody asked to stop
    public static void stopIf(Cancellation cancellation) {
        if (cancellation.ends()) {
            throw new CancellationException();
        }
    }
}
