package dev.atelier.app.library.view;

import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Sort;
import dev.atelier.app.ui.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The columns of the library as a list, and the orders that they stand for. Event thread.
final class LibraryColumns {
    /// Up, then down; of which the first is what a first click asks for.
    private static final Map<String, List<Sort>> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("name", List.of(Sort.NAME, Sort.NAME_DOWN));
        ORDERS.put("prompt", List.of(Sort.PROMPT, Sort.PROMPT_DOWN));
        ORDERS.put("model", List.of(Sort.MODEL, Sort.MODEL_DOWN));
        ORDERS.put("seed", List.of(Sort.SEED, Sort.SEED_DOWN));
        ORDERS.put("size", List.of(Sort.LARGEST, Sort.SMALLEST));
        ORDERS.put("made", List.of(Sort.NEWEST, Sort.OLDEST));
    }

    private LibraryColumns() {}

    static ListColumns columns(Messages messages) {
        return new ListColumns(
                List.of(
                        column(messages, "name", 112, 1, 0),
                        column(messages, "prompt", 120, 3, 2),
                        column(messages, "model", 96, 0.6, 3),
                        column(messages, "seed", 88, 0, 5),
                        column(messages, "size", 76, 0, 4),
                        column(messages, "sampling", 144, 0, 6),
                        column(messages, "made", 120, 0, 1)));
    }

    private static ListColumns.Column column(
            Messages messages, String key, int least, double grow, int rank) {
        return new ListColumns.Column(key, messages.text("column." + key), least, grow, rank);
    }

    /// A click at a column orders by it, a second the other way round.
    static ListHead.Sorting orders(LibraryModel model) {
        return new ListHead.Sorting(
                ORDERS.keySet(),
                () -> now(model.sort().get()),
                key -> {
                    var both = ORDERS.getOrDefault(key, List.of(Sort.NEWEST, Sort.OLDEST));
                    boolean first = model.sort().get() == both.getFirst();
                    model.sort().set(first ? both.getLast() : both.getFirst());
                });
    }

    private static Optional<ListHead.Order> now(Sort sort) {
        boolean down =
                switch (sort) {
                    case NEWEST, LARGEST, NAME_DOWN, PROMPT_DOWN, MODEL_DOWN, SEED_DOWN -> true;
                    case OLDEST, SMALLEST, NAME, PROMPT, MODEL, SEED -> false;
                };
        return ORDERS.entrySet().stream()
                .filter(it -> it.getValue().contains(sort))
                .findFirst()
                .map(it -> new ListHead.Order(it.getKey(), down));
    }
}
