package dev.atelier.lora;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.TensorLayout;
import dev.atelier.recipe.Message;
import java.util.List;
import java.util.Map;

/// Whether a LoRA was made for a checkpoint's family: by the shapes of the layers that both have.
public final class LoraFit {
    private final Map<String, List<Long>> layout;
    private final LayerNames names;

    /// For any number of LoRAs.
    public LoraFit(Checkpoint checkpoint) {
        layout = TensorLayout.of(checkpoint.config());
        names = new LayerNames(checkpoint.config(), layout.keySet());
    }

    /// @throws LoraException when it was not
    public static void require(LoraFile lora, Checkpoint checkpoint) throws LoraException {
        if (!new LoraFit(checkpoint).fits(lora)) {
            throw wrong(lora, checkpoint);
        }
    }

    /// Whether it was.
    public boolean fits(LoraFile lora) {
        int found = 0;
        for (var layer : lora.layers().values()) {
            var place = names.place(layer.name());
            if (place.isEmpty()) {
                continue;
            }
            found++;
            var whole = layout.get(place.get().weight());
            if (whole == null || !layer.fits(shape(place.get(), whole))) {
                return false;
            }
        }
        return found > 0;
    }

    private static List<Long> shape(LayerNames.Place place, List<Long> whole) {
        return place.third() < 0 ? whole : List.of(whole.get(0) / 3, whole.get(1));
    }

    private static LoraException wrong(LoraFile lora, Checkpoint checkpoint) {
        var own = checkpoint.config().label();
        return LoraException.unfit(
                lora.path(),
                LoraInfo.of(lora)
                        .family()
                        .map(family -> Message.of("fit.family", family.label(), own))
                        .orElseGet(() -> Message.of("fit.other", own)));
    }
}
