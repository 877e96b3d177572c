package dev.atelier.network;

import dev.atelier.checkpoint.RandomCheckpoint;
import dev.atelier.checkpoint.UnetConfig;
import dev.atelier.torch.Compute;
import dev.atelier.torch.NativeMemory;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The denoising network, `unet.py`.
public final class Unet implements AutoCloseable {
    static final List<String> TEXT = List.of("unet_blocks.py", "unet.py");

    private final Compute compute;
    private final TorchModule module;

    private Unet(Compute compute, TorchModule module) {
        this.compute = compute;
        this.module = module;
    }

    /// Compiles the text for these sizes; the weights are put into [#module()] afterwards.
    static Unet compile(Compute compute, UnetConfig config) {
        return new Unet(compute, compute.compile(TEXT, sizes(config)));
    }

    /// What the text reads of its sizes.
    static Map<String, Long> sizes(UnetConfig config) {
        return Map.of(
                "channels", (long) config.channels(),
                "heads", (long) config.heads(),
                "head_channels", (long) config.headChannels());
    }

    /// One of random weights, for measuring: as large and as slow as a real one, without a file.
    public static Unet random(Compute compute, UnetConfig config) {
        var unet = compile(compute, config);
        NativeMemory.beginLoading();
        try {
            for (var weight : RandomCheckpoint.unet(config).entrySet()) {
                var shape = weight.getValue().stream().mapToLong(Long::longValue).toArray();
                double inputs = 1;
                for (int i = 1; i < shape.length; i++) {
                    inputs *= shape[i];
                }
                unet.module.callLong("put_random", weight.getKey(), shape, 1 / Math.sqrt(inputs));
            }
            return unet;
        } catch (RuntimeException e) {
            unet.close();
            throw e;
        } finally {
            NativeMemory.endLoading();
        }
    }

    /// The network's answer (noise or v, as the checkpoint was trained) in float32.
    ///
    /// @return `[B, C_out, H, W]`, the caller closes it
    public Tensor predict(UnetInput input) {
        return Staged.isLong(input.x())
                ? new Staged(module, "finish").run("begin", input.arguments())
                : module.call("forward", input.arguments());
    }

    /// What a control network gives, as it is to be added to this network.
    ///
    /// @param given `[1 or B, C, H, W]`
    /// @param others what is added already
    /// @return float32, the caller closes it
    public Tensor weighed(Tensor given, Share share, Optional<Tensor> others) {
        return module.call(
                "weighed",
                given,
                share.scale,
                share.rows,
                share.region.stream().toList(),
                share.pooled,
                others.stream().toList());
    }

    /// How much of what a control network gives is added.
    ///
    /// @param scale weight
    /// @param rows `[B]` float32, a factor for each row of the batch
    /// @param region `[1, 1, H, W]` float32 of any size, where it counts; empty for everywhere
    /// @param pooled whether only the mean of each channel counts
    public record Share(double scale, Tensor rows, Optional<Tensor> region, boolean pooled) {
        public Share times(double factor) {
            return new Share(scale * factor, rows, region, pooled);
        }
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
