package dev.atelier.network;

import dev.atelier.checkpoint.UnetConfig;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.util.Map;

/// The denoising network, `unet.py`.
public final class Unet implements AutoCloseable {
    private final Compute compute;
    private final TorchModule module;

    private Unet(Compute compute, TorchModule module) {
        this.compute = compute;
        this.module = module;
    }

    /// Compiles the text for these sizes; the weights are put into [#module()] afterwards.
    static Unet compile(Compute compute, UnetConfig config) {
        return new Unet(
                compute,
                compute.compile(
                        "unet.py",
                        Map.of(
                                "channels", (long) config.channels(),
                                "heads", (long) config.heads(),
                                "head_channels", (long) config.headChannels())));
    }

    /// The network's answer (noise or v, as the checkpoint was trained) in float32.
    ///
    /// @return `[B, C_out, H, W]`, the caller closes it
    public Tensor predict(UnetInput input) {
        return Staged.isLong(input.x())
                ? new Staged(module, "finish").run("begin", input.arguments())
                : module.call("forward", input.arguments());
    }

    /// Numbers as the network takes them besides the timestep: of each `width` values, cosines
    /// first.
    public float[] sinusoids(float[] numbers, int width) {
        try (var ns = compute.torch().floats(numbers, numbers.length);
                var made = module.call("sinusoids", ns, (long) width)) {
            return made.floats();
        }
    }

    /// The module itself, for its weights and its trace.
    public TorchModule module() {
        return module;
    }

    @Override
    public void close() {
        module.close();
    }
}
