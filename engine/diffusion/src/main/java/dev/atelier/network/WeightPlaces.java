package dev.atelier.network;

import dev.atelier.checkpoint.Weight;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the weights of a loaded checkpoint are, by LDM's keys: adapters change them there.
public final class WeightPlaces {
    private record Place(TorchModule module, String path) {}

    private final Map<String, Place> places = new HashMap<>();

    void add(TorchModule module, List<Weight> weights) {
        weights.forEach(weight -> places.put(weight.key(), new Place(module, weight.path())));
    }

    /// LDM's keys of all weights.
    public Set<String> keys() {
        return Set.copyOf(places.keySet());
    }

    /// Puts other numbers in place of a weight, converted and laid out as those from the file were.
    ///
    /// @param key LDM's
    /// @param weight float32 of the weight's shape; stays the caller's
    /// @throws IllegalArgumentException when no network has that weight
    public void put(String key, Tensor weight) {
        var place = places.get(key);
        if (place == null) {
            throw new IllegalArgumentException("no network has a weight named " + key);
        }
        place.module.callLong("put", place.path, weight, -1L, weight.shape());
    }
}
