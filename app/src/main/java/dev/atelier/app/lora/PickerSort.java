package dev.atelier.app.lora;

import dev.atelier.app.models.NameOrder;
import java.util.Comparator;

/// In which order LoRAs are listed.
enum PickerSort {
    USED,
    NAME,
    NEWEST,
    SIZE;

    Comparator<LoraOffer> order(LoraCovers covers) {
        var byName = Comparator.comparing(LoraOffer::name, NameOrder.INSTANCE);
        return switch (this) {
            case NAME -> byName;
            case USED ->
                    Comparator.comparingLong((LoraOffer it) -> -covers.uses(it).last())
                            .thenComparing(byName);
            case NEWEST ->
                    Comparator.comparingLong((LoraOffer it) -> -it.row().facts().changed())
                            .thenComparing(byName);
            case SIZE ->
                    Comparator.comparingLong((LoraOffer it) -> -it.row().sizeBytes())
                            .thenComparing(byName);
        };
    }
}
