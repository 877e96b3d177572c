package dev.atelier.network;

import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.util.Map;

/// The denoising network, `unet.py`.
public final class Unet implements AutoCloseable {
    private final TorchModule module;

    private Unet(TorchModule module) {
        this.module = module;
    }

    /// Compiles the text for these sizes; the weights are put into [#module()] afterwards.
    ///
    /// @param channels the width of the first level, also that of the timestep sinusoids
    /// @param heads attention heads, or 0 when `headChannels` says how wide each is
    static Unet compile(Compute compute, int channels, int heads, int headChannels) {
        return new Unet(
                compute.compile(
                        "unet.py",
                        Map.of(
                                "channels", (long) channels,
                                "heads", (long) heads,
                                "head_channels", (long) headChannels)));
    }

    /// The network's answer (noise or v, as the checkpoint was trained) in float32.
    ///
    /// @param x `[B, C_in, H, W]` float32, already scaled for the network
    /// @param timesteps `[B]` float32, 0 to 999, fractions allowed
    /// @param context `[B, N, D]` float32, the text
    /// @return `[B, C_out, H, W]`, the caller closes it
    public Tensor predict(Tensor x, Tensor timesteps, Tensor context) {
        return Staged.isLong(x)
                ? new Staged(module, "finish").run("begin", x, timesteps, context)
                : module.call("forward", x, timesteps, context);
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
