package dev.atelier.lora;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.network.WeightPlaces;
import dev.atelier.recipe.StopPoint;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Merges the changes of LoRAs into weights of a checkpoint's file, one after another: each sees
/// what those before it made, as in A1111.
final class LoraMerge implements AutoCloseable {
    private final Compute compute;
    private final WeightPlaces places;
    private final LoraMath math;

    LoraMerge(Compute compute, WeightPlaces places) {
        this.compute = compute;
        this.places = places;
        math = new LoraMath(compute);
    }

    /// A weight with all its changes, in float32, until the next is made; the caller closes it.
    ///
    /// @param key LDM's
    Tensor weight(String key, List<LoraPlan.Change> changes, Checkpoint source) throws IOException {
        var weight = math.reader().readAgain(source.file(), places.stored(key));
        try {
            for (var change : changes) {
                StopPoint.pass();
                var next =
                        change.third() < 0 ? changed(change, weight) : changedThird(change, weight);
                weight.close();
                weight = next;
            }
            return weight;
        } catch (IOException | RuntimeException e) {
            weight.close();
            throw e;
        }
    }

    private Tensor changed(LoraPlan.Change change, Tensor weight) throws IOException {
        return math.changed(change.file(), change.layer(), weight, change);
    }

    private Tensor changedThird(LoraPlan.Change change, Tensor weight) throws IOException {
        var thirds = new ArrayList<Tensor>();
        try {
            for (int i = 0; i < 3; i++) {
                thirds.add(math.third(weight, i));
            }
            var old = thirds.get(change.third());
            thirds.set(change.third(), changed(change, old));
            old.close();
            return math.joined(thirds);
        } finally {
            thirds.forEach(Tensor::close);
        }
    }

    /// The same of a bias, which the checkpoint may not have.
    Tensor bias(String key, List<LoraPlan.Change> changes, Checkpoint source) throws IOException {
        var bias =
                places.has(key)
                        ? math.reader().read(source.file(), places.stored(key))
                        : compute.torch().floats(new float[1], 1);
        for (var change : changes) {
            var next = math.changedBias(change.file(), change.layer(), bias, change.factor());
            bias.close();
            bias = next;
        }
        return bias;
    }

    /// Frees what is kept from one weight to the next.
    void forget() {
        math.reader().forget();
    }

    @Override
    public void close() {
        math.close();
    }
}
