package dev.atelier.network;

import dev.atelier.checkpoint.AdapterConfig;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A T2I-Adapter, `adapter.py`. It runs once for each picture and stays in float32.
public final class T2iAdapter implements ControlNetwork {
    private final TorchModule module;
    private final AdapterConfig config;
    private final List<Integer> places;

    private T2iAdapter(TorchModule module, AdapterConfig config, List<Integer> places) {
        this.module = module;
        this.config = config;
        this.places = places;
    }

    static T2iAdapter load(ControlFile file, Checkpoint base, Compute compute) throws IOException {
        var module = compute.exact().compile("adapter.py", Map.of());
        try {
            var weights = file.weights(base.config());
            new WeightLoader(compute.torch(), file.file()).load(module, weights);
        } catch (IOException | RuntimeException e) {
            module.close();
            throw e;
        }
        int inputBlocks = base.config().unet().blockWidths().size() - 1;
        var config = file.adapter();
        return new T2iAdapter(module, config, config.places(inputBlocks));
    }

    /// Its features at the blocks to whose outputs they are added.
    public record Features(List<UnetInput.Feature> all) implements PreparedImage {
        public Features {
            all = List.copyOf(all);
        }

        @Override
        public void close() {
            all.forEach(feature -> feature.values().close());
        }
    }

    @Override
    public Features prepare(Tensor picture) {
        var halvings = config.halvings().stream().mapToLong(Integer::longValue).toArray();
        try (var seen = module.call("first_channels", picture, (long) config.pictureChannels())) {
            module.callLong(
                    "extract", seen, (long) config.shuffle(), (long) config.blocks(), halvings);
        }
        var features = new ArrayList<UnetInput.Feature>();
        for (int i = 0; i < places.size(); i++) {
            features.add(new UnetInput.Feature(places.get(i), module.call("output", (long) i)));
        }
        return new Features(features);
    }

    @Override
    public void close() {
        module.close();
    }
}
