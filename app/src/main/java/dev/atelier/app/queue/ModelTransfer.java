package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Unsupported;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings models of this computer to a place that lacks them. Event thread.
public interface ModelTransfer {
    /// Changes whenever the models of this computer do.
    Observed<Integer> known();

    /// What of that which is missing could be brought there, or is on its way.
    Optional<Offer> offer(Place place, List<Unsupported> missing);

    /// How many models arrived since the start.
    Observed<Integer> arrived();

    /// Changes whenever what is on its way does.
    Observed<Integer> moved();

    /// A model that is here and not there.
    ///
    /// @param bytes of its file
    /// @param share that arrived; empty where it is not on its way
    /// @param bring sends it; goes on where an earlier try stopped
    record Offer(String name, long bytes, Optional<Double> share, Runnable bring) {
        /// As a person reads it.
        public String size() {
            return bytes >= 1_000_000_000
                    ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                    : String.format(Locale.ROOT, "%.0f MB", Math.max(1, bytes / 1e6));
        }
    }

    /// Brings nothing.
    ModelTransfer NONE =
            new ModelTransfer() {
                @Override
                public Optional<Offer> offer(Place place, List<Unsupported> missing) {
                    return Optional.empty();
                }

                @Override
                public Observed<Integer> known() {
                    return Value.of(0);
                }

                @Override
                public Observed<Integer> arrived() {
                    return Value.of(0);
                }

                @Override
                public Observed<Integer> moved() {
                    return Value.of(0);
                }
            };
}
