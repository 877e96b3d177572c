package dev.atelier.app.device;

import java.util.List;

/// Finds the graphics card and its driver. Blocks for up to a few seconds.
@FunctionalInterface
public interface CardProbe {
    Seen look();

    /// What there is.
    sealed interface Seen {
        /// No card of NVIDIA.
        record NoCard() implements Seen {}

        /// A card, and no driver of NVIDIA for it.
        ///
        /// @param card its name
        record NoDriver(String card) implements Seen {}

        /// A driver that does not answer.
        ///
        /// @param said its own words
        record Silent(String said) implements Seen {}

        /// A driver and its cards, at least one.
        record Working(String driver, List<GraphicsCard> cards) implements Seen {
            public Working {
                cards = List.copyOf(cards);
            }
        }
    }
}
