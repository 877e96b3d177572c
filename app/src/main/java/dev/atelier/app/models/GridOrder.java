package dev.atelier.app.models;

import java.util.Comparator;

/// In which order covers of models are shown.
enum GridOrder {
    USED,
    NAME,
    NEWEST,
    SIZE;

    Comparator<ModelRow> order(ModelCovers covers) {
        var byName = Comparator.comparing((ModelRow row) -> covers.label(row), NameOrder.INSTANCE);
        return switch (this) {
            case NAME -> byName;
            case USED ->
                    Comparator.comparingLong((ModelRow row) -> -covers.uses(row).last())
                            .thenComparing(byName);
            case NEWEST ->
                    Comparator.comparingLong((ModelRow row) -> -row.facts().changed())
                            .thenComparing(byName);
            case SIZE ->
                    Comparator.comparingLong(ModelRow::sizeBytes).reversed().thenComparing(byName);
        };
    }
}
