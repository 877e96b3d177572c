package dev.atelier.pipeline;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;

/// Reference checkpoints, loaded in float32 once per test class.
final class TinyModels {
    private TinyModels() {}

    static Model load(String name) throws IOException {
        var path = GoldenCheckpoints.file(name);
        var compute = new Compute(Torch.startOnCpu(), Strategy.PACKED_F32, Attention.FUSED, "test");
        var recipe = Golden.json("nets/" + name + ".recipe.json").orElseThrow();
        try (var checkpoint = Checkpoint.openComplete(path)) {
            var hash = recipe.get("file_sha256").asText().substring(0, 10);
            return Model.load(checkpoint, compute, new Model.Id(name, hash));
        }
    }
}
