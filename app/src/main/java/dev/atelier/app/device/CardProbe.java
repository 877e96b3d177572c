package dev.atelier.app.device;

import dev.atelier.recipe.Message;
import java.util.List;

/// Finds the graphics card and its driver. Blocks for up to a few seconds.
@FunctionalInterface
public interface CardProbe {
    Result look();

    /// What there is.
    sealed interface Result {
        /// No card of NVIDIA.
        record NoCard() implements Result {}

        /// A card, and no driver of NVIDIA for it.
        ///
        /// @param card its name
        record NoDriver(String card) implements Result {}

        /// A driver that does not answer.
        ///
        /// @param reason its own words, or that there were none; without a full stop
        record Silent(Message reason) implements Result {}

        /// A driver and its cards, at least one.
        record Working(String driver, List<GraphicsCard> cards) implements Result {
            public Working {
                cards = List.copyOf(cards);
            }
        }
    }
}
