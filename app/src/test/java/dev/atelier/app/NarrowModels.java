package dev.atelier.app;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.RandomCheckpoint;
import dev.atelier.checkpoint.UnetConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A checkpoint of the bundled one's family and half its width, and adapters made for it, which do
/// not fit the bundled one.
public final class NarrowModels {
    public static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    private NarrowModels() {}

    /// Writes `narrow`, its LoRA `ink` and its ControlNet `lines` into folders as A1111's.
    public static void write(Path models) throws IOException {
        var narrow = config();
        for (var kind : new String[] {"Stable-diffusion", "Lora", "ControlNet"}) {
            Files.createDirectories(models.resolve(kind));
        }
        RandomCheckpoint.write(models.resolve("Stable-diffusion/narrow.safetensors"), narrow);
        RandomCheckpoint.writeLora(models.resolve("Lora/ink.safetensors"), narrow.unet(), 2);
        RandomCheckpoint.writeControl(
                models.resolve("ControlNet/lines.safetensors"), narrow.unet());
    }

    private static CheckpointConfig config() throws IOException {
        try (var starter = Checkpoint.open(STARTER)) {
            var whole = starter.config();
            var own = whole.unet();
            var unet =
                    new UnetConfig(
                            own.inChannels(),
                            own.outChannels(),
                            own.channels() / 2,
                            own.multipliers(),
                            own.resBlocks(),
                            own.depths(),
                            own.middleDepth(),
                            own.contextWidth(),
                            own.heads(),
                            own.headChannels(),
                            own.admChannels(),
                            own.linearProjections());
            return new CheckpointConfig(
                    whole.family(),
                    unet,
                    whole.vae(),
                    whole.texts(),
                    whole.training(),
                    whole.nativeSize());
        }
    }
}
