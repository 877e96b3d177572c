package dev.atelier.lora;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointFile;
import dev.atelier.network.WeightPlaces;
import dev.atelier.recipe.StopPoint;
import dev.atelier.torch.Compute;
import dev.atelier.torch.NativeMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The LoRAs in the weights of a loaded checkpoint. They are merged into what the checkpoint's file
/// says before it is laid out for the networks, so that a picture costs no more with them; weights
/// without them are read from the file again and so the same to the last bit. Used by one thread at
/// a time.
public final class AppliedLoras implements AutoCloseable {
    private final Compute compute;
    private final WeightPlaces places;
    private final CheckpointFile checkpoint;
    private final Set<String> changed = new HashSet<>();

    /// Empty when a change was broken off in the middle.
    private Optional<List<LoraUsed>> current = Optional.of(List.of());

    private Optional<LoraMerge> merge = Optional.empty();

    /// @param checkpoint what the weights were loaded from; has to stay
    public AppliedLoras(Compute compute, WeightPlaces places, CheckpointFile checkpoint) {
        this.compute = compute;
        this.places = places;
        this.checkpoint = checkpoint;
    }

    /// Changes the weights into those of the checkpoint with exactly these LoRAs. Blocks for about
    /// as long as loading takes what is touched; nothing is done when they are in it already.
    ///
    /// @throws LoraException when one does not fit the checkpoint; then all is as before
    /// @throws IOException when a file cannot be read
    public void apply(List<LoraUsed> wanted) throws IOException {
        if (current.filter(wanted::equals).isPresent()) {
            return;
        }
        var files = new ArrayList<LoraFile>();
        try (var source = checkpoint.open()) {
            var plan = new LoraPlan(source.config(), places.keys());
            for (var used : wanted) {
                StopPoint.pass();
                var file = LoraFile.open(used.file());
                files.add(file);
                LoraFit.require(file, source);
                plan.add(file, used);
            }
            current = Optional.empty();
            change(plan, source);
            current = Optional.of(List.copyOf(wanted));
        } finally {
            merge.ifPresent(LoraMerge::forget);
            places.forget();
            files.forEach(LoraFile::close);
            NativeMemory.endLoading();
        }
    }

    /// A weight takes the memory of one that was freed before it, since those that are replaced
    /// have the same sizes: unlike in loading, memory is given back only at the end.
    private void change(LoraPlan plan, Checkpoint source) throws IOException {
        var restored = new HashSet<>(changed);
        restored.removeAll(plan.weights().keySet());
        restored.removeAll(plan.biases().keySet());
        for (var key : restored) {
            StopPoint.pass();
            places.restore(key, source.file());
            changed.remove(key);
        }
        for (var entry : plan.weights().entrySet()) {
            StopPoint.pass();
            changed.add(entry.getKey());
            try (var merged = merge().weight(entry.getKey(), entry.getValue(), source)) {
                places.put(entry.getKey(), merged);
            }
        }
        for (var entry : plan.biases().entrySet()) {
            StopPoint.pass();
            changed.add(entry.getKey());
            try (var merged = merge().bias(entry.getKey(), entry.getValue(), source)) {
                places.put(entry.getKey(), merged);
            }
        }
    }

    private LoraMerge merge() {
        if (merge.isEmpty()) {
            merge = Optional.of(new LoraMerge(compute, places));
        }
        return merge.get();
    }

    @Override
    public void close() {
        merge.ifPresent(LoraMerge::close);
    }
}
