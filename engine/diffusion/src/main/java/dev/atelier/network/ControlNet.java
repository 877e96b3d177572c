package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.NativeMemory;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A ControlNet, `controlnet.py`.
public final class ControlNet implements ControlNetwork {
    private final TorchModule module;
    private final int outputs;
    private final boolean pooled;

    private ControlNet(TorchModule module, int outputs, boolean pooled) {
        this.module = module;
        this.outputs = outputs;
        this.pooled = pooled;
    }

    static ControlNet load(ControlFile file, Checkpoint base, Compute compute) throws IOException {
        var config = file.unet(base.config());
        var module =
                compute.compile(
                        List.of("unet_blocks.py", "controlnet.py"),
                        Map.of(
                                "channels", (long) config.channels(),
                                "heads", (long) config.heads(),
                                "head_channels", (long) config.headChannels()));
        NativeMemory.beginLoading();
        try (var weights = new ControlWeights(file, base, compute)) {
            weights.load(module);
        } catch (IOException | RuntimeException e) {
            module.close();
            throw e;
        } finally {
            NativeMemory.endLoading();
        }
        return new ControlNet(module, config.blockWidths().size(), file.pooled());
    }

    /// Whether only the mean of each channel of what it gives counts.
    public boolean pooled() {
        return pooled;
    }

    /// What a picture adds to the first block: `[1, C, H, W]`.
    public record Hint(Tensor values) implements PreparedImage {
        @Override
        public void close() {
            values.close();
        }
    }

    @Override
    public Hint prepare(Tensor picture) {
        return new Hint(module.call("hint", picture));
    }

    /// Its answers for the outputs of the UNet's input blocks and of the middle, in this order; the
    /// caller closes them.
    ///
    /// @param input of the UNet, of which it sees latents, timesteps, text and vector
    public List<Tensor> answers(UnetInput input, Hint hint) {
        new Staged(module, "finish")
                .run(
                        "begin",
                        input.x(),
                        input.timesteps(),
                        input.context(),
                        input.y().stream().toList(),
                        hint.values)
                .close();
        var answers = new ArrayList<Tensor>();
        for (int i = 0; i < outputs; i++) {
            answers.add(module.call("output", (long) i));
        }
        return answers;
    }

    @Override
    public void close() {
        module.close();
    }
}
