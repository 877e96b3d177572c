package dev.atelier.network;

import dev.atelier.checkpoint.Weight;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the weights of a loaded checkpoint are, by LDM's keys: adapters change them there.
public final class WeightPlaces {
    private static final String BIAS = ".bias";

    private record Place(TorchModule module, Weight weight) {}

    private final Torch torch;
    private final Map<String, Place> places = new HashMap<>();

    WeightPlaces(Torch torch) {
        this.torch = torch;
    }

    void add(TorchModule module, List<Weight> weights) {
        weights.forEach(weight -> places.put(weight.key(), new Place(module, weight)));
    }

    /// LDM's keys of all weights.
    public Set<String> keys() {
        return Set.copyOf(places.keySet());
    }

    public boolean has(String key) {
        return places.containsKey(key);
    }

    /// The name of a weight's tensor in the checkpoint's file.
    ///
    /// @throws IllegalArgumentException when no network has that weight
    public String stored(String key) {
        return place(key).weight.stored();
    }

    /// Puts other numbers in place of a weight, converted and laid out as those from the file were.
    /// A bias may be one that the checkpoint does not have.
    ///
    /// @param key LDM's
    /// @param weight float32 of the weight's shape; stays the caller's
    /// @throws IllegalArgumentException when no network has that weight
    public void put(String key, Tensor weight) {
        var own = places.get(key);
        var place = own == null ? beside(key) : own;
        var path = own == null ? biasPath(place) : place.weight.path();
        place.module.callLong("put_made", path, weight);
    }

    /// Frees what the networks keep from one put to the next.
    public void forget() {
        places.values().stream()
                .map(Place::module)
                .distinct()
                .forEach(module -> module.callLong("forget"));
    }

    /// Puts a weight back as it was loaded, from the same file; drops a bias that it does not have.
    ///
    /// @throws IOException when the file can no longer be read
    public void restore(String key, TensorFile file) throws IOException {
        var own = places.get(key);
        if (own == null) {
            var place = beside(key);
            place.module.callLong("drop", biasPath(place));
        } else {
            new WeightLoader(torch, file).load(own.module, List.of(own.weight));
        }
    }

    private Place place(String key) {
        var place = places.get(key);
        if (place == null) {
            throw new IllegalArgumentException("no network has a weight named " + key);
        }
        return place;
    }

    private Place beside(String key) {
        if (!key.endsWith(BIAS)) {
            throw new IllegalArgumentException("no network has a weight named " + key);
        }
        return place(key.substring(0, key.length() - BIAS.length()) + ".weight");
    }

    private static String biasPath(Place weight) {
        return weight.weight.path().replaceFirst("\\.weight$", BIAS);
    }
}
