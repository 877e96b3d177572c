package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.ControlKind;
import dev.atelier.recipe.StopPoint;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The weights of a ControlNet: those of its file, or the checkpoint's with what the file says of
/// them. LoRAs that are in the weights of the loaded checkpoint do not count.
final class ControlWeights implements AutoCloseable {
    private final ControlFile control;
    private final Checkpoint base;
    private final Compute compute;
    private final TorchModule math;
    private final FloatReader reader;

    /// Where the file of the checkpoint has a weight of its UNet.
    private final Map<String, String> stored = new HashMap<>();

    ControlWeights(ControlFile control, Checkpoint base, Compute compute) {
        this.control = control;
        this.base = base;
        this.compute = compute;
        math = compute.exact().compile("lora.py", Map.of());
        reader = new FloatReader(compute.torch(), math);
        base.unetWeights().forEach(weight -> stored.put(weight.key(), weight.stored()));
    }

    void load(TorchModule module) throws IOException {
        var loader = new WeightLoader(compute.torch(), control.file());
        for (var weight : control.weights(base.config())) {
            StopPoint.pass();
            if (isMade(weight.key())) {
                try (var made = made(weight.key())) {
                    module.callLong("put", weight.path(), made, -1L, made.shape());
                }
            } else {
                loader.load(module, List.of(weight));
            }
        }
    }

    private boolean isMade(String key) {
        boolean added = control.kind() == ControlKind.DIFFERENCE && stored.containsKey(key);
        return added || control.tensor(key).isEmpty();
    }

    /// float32; the caller closes it.
    private Tensor made(String key) throws IOException {
        var own = stored.get(key);
        if (own == null) {
            throw new IllegalArgumentException("the checkpoint has no weight named " + key);
        }
        var whole = reader.read(base.file(), own);
        if (control.tensor(key).isPresent()) {
            try (whole;
                    var difference = reader.read(control.file(), key)) {
                return math.call("summed", whole, difference);
            }
        }
        if (!control.isLowRank(key)) {
            return whole;
        }
        var stem = key.substring(0, key.length() - ".weight".length());
        try (whole;
                var up = reader.read(control.file(), stem + ".up");
                var down = reader.read(control.file(), stem + ".down")) {
            return math.call("low_rank_added", whole, up, down, 0L, 1.0);
        }
    }

    @Override
    public void close() {
        math.close();
    }
}
