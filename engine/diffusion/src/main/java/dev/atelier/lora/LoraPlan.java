package dev.atelier.lora;

import dev.atelier.checkpoint.CheckpointConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which weights of a checkpoint some LoRAs change, and how, in their order.
final class LoraPlan {
    /// What one layer of one file does to a weight.
    ///
    /// @param third of the weight's rows that it changes, or -1 for all
    /// @param factor how strongly
    /// @param rank how many vectors count, 0 for all
    record Change(LoraFile file, LoraLayer layer, int third, double factor, int rank) {}

    private final Map<String, List<Change>> weights = new LinkedHashMap<>();
    private final Map<String, List<Change>> biases = new LinkedHashMap<>();
    private final LayerNames names;

    LoraPlan(CheckpointConfig config, Collection<String> keys) {
        names = new LayerNames(config, keys);
    }

    /// Changes of weights, by LDM's keys.
    Map<String, List<Change>> weights() {
        return weights;
    }

    /// Changes of biases, by LDM's keys, of which not all exist.
    Map<String, List<Change>> biases() {
        return biases;
    }

    LayerNames names() {
        return names;
    }

    /// Adds a file whose layers fit.
    void add(LoraFile file, LoraUsed used) {
        var attentions = attentions(file);
        for (var layer : file.layers().values()) {
            var found = names.place(layer.name());
            if (found.isEmpty()) {
                continue; // of another network: left out, as in A1111
            }
            var place = found.get();
            var joined = place.joinedAttention();
            double factor =
                    (place.text() ? used.text() : used.unet())
                            * used.blocks().of(place.weight(), place.text());
            if (factor == 0
                    || (joined.isPresent() && attentions.getOrDefault(joined.get(), 0) < 4)) {
                continue;
            }
            var change = new Change(file, layer, place.third(), factor, used.rank());
            weights.computeIfAbsent(place.weight(), key -> new ArrayList<>()).add(change);
            if (layer.has("diff_b") || layer.has("b_norm")) {
                biases.computeIfAbsent(place.bias(), key -> new ArrayList<>()).add(change);
            }
        }
    }

    /// How many of the four projections of OpenCLIP's attentions a file changes: A1111 changes them
    /// together or not at all.
    private Map<String, Integer> attentions(LoraFile file) {
        var counts = new HashMap<String, Integer>();
        for (var name : file.layers().keySet()) {
            names.place(name)
                    .flatMap(LayerNames.Place::joinedAttention)
                    .ifPresent(attention -> counts.merge(attention, 1, Integer::sum));
        }
        return counts;
    }
}
