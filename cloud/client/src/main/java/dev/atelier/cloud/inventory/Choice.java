package dev.atelier.cloud.inventory;

import dev.atelier.recipe.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// What there is to choose from, or why there is no list.
public sealed interface Choice<T> {
    /// A list.
    ///
    /// @param at when it was requested
    /// @param whole whether nothing was left off because there is too much
    record Listed<T>(List<T> items, Instant at, boolean whole) implements Choice<T> {
        public Listed {
            items = List.copyOf(items);
        }

        /// How old it is.
        public Duration age(Instant now) {
            return Duration.between(at, now);
        }
    }

    /// The keys may not list it, so the user types it.
    ///
    /// @param reason a sentence
    /// @param permission what the keys' RAM policy lacks, empty where the keys themselves are wrong
    record ByHand<T>(Message reason, String permission) implements Choice<T> {}

    /// The list may come another time.
    ///
    /// @param reason a sentence
    record Failed<T>(Message reason) implements Choice<T> {}

    /// The same with only some of the list.
    default Choice<T> only(Predicate<T> wanted) {
        return switch (this) {
            case Listed<T>(var items, var at, var whole) ->
                    new Listed<>(items.stream().filter(wanted).toList(), at, whole);
            case ByHand<T> other -> other;
            case Failed<T> other -> other;
        };
    }

    /// The list, empty where there is none.
    default List<T> orNone() {
        return this instanceof Listed<T>(var items, _, _) ? items : List.of();
    }
}
