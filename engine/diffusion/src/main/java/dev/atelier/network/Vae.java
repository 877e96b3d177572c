package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.checkpoint.Weight;
import dev.atelier.recipe.Message;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The autoencoder between pictures and latents, `vae.py`.
public final class Vae implements AutoCloseable {
    static final List<String> TEXT = List.of("vae.py");

    private final TorchModule module;
    private Optional<Message> problem = Optional.of(Checkpoint.NO_VAE);

    private Vae(TorchModule module) {
        this.module = module;
    }

    /// Compiles the text; [#load(WeightLoader, List)] puts the weights in.
    ///
    /// @param groups groups of every group normalisation: 32 in SD1
    static Vae compile(Compute compute, int groups) {
        return new Vae(compute.compile(TEXT, sizes(groups)));
    }

    /// What the text reads of its sizes.
    static Map<String, Long> sizes(int groups) {
        return Map.of("groups", (long) groups);
    }

    /// Loads an autoencoder of its own, converted for `compute`. Blocks for less than a second; the
    /// file may be closed afterwards.
    ///
    /// @throws IOException when the file can no longer be read
    public static Vae load(VaeFile file, Compute compute) throws IOException {
        var vae = compile(compute, file.config().groups());
        try {
            vae.load(new WeightLoader(compute.torch(), file.file()), file.weights());
            return vae;
        } catch (IOException | RuntimeException e) {
            vae.close();
            throw e;
        }
    }

    /// Loads the autoencoder of a checkpoint alone, as [#load(VaeFile, Compute)].
    ///
    /// @throws IOException when the file can no longer be read
    public static Vae load(Checkpoint checkpoint, Compute compute) throws IOException {
        var vae = compile(compute, checkpoint.config().vae().groups());
        try {
            var loader = new WeightLoader(compute.torch(), checkpoint.file());
            vae.load(loader, checkpoint.vaeWeights());
            return vae;
        } catch (IOException | RuntimeException e) {
            vae.close();
            throw e;
        }
    }

    void load(WeightLoader loader, List<Weight> weights) throws IOException {
        loader.load(module, weights);
        problem = Optional.empty();
    }

    /// Leaves it without weights.
    ///
    /// @param why what is wrong with the checkpoint's; an empty text where it has none
    void leaveEmpty(Message why) {
        problem = Optional.of(why);
    }

    /// Whether there are no weights, since the checkpoint has none that can be used: then it can
    /// neither decode nor encode.
    public boolean isEmpty() {
        return problem.isPresent();
    }

    /// Why there are no weights; [Checkpoint#NO_VAE] where the checkpoint has no autoencoder.
    public Optional<Message> problem() {
        return problem;
    }

    /// Pictures from latents.
    ///
    /// @param z `[B, 4, H/8, W/8]` float32, already divided by the scale factor
    /// @return `[B, 3, H, W]` float32 around [-1, 1], the caller closes it
    public Tensor decode(Tensor z) {
        return Staged.isLong(z)
                ? new Staged(module, "decoded").run("begin_decode", z)
                : module.call("decode", z);
    }

    /// Pictures as bytes from latents.
    ///
    /// @return `[B, H, W, 3]` uint8, red first, the caller closes it; empty where numbers went
    ///   beyond what the format of the weights holds
    public Optional<Tensor> decodePixels(Tensor z) {
        try (var decoded = decode(z)) {
            return module.callLong("is_finite", decoded) == 1
                    ? Optional.of(module.call("to_pixels", decoded))
                    : Optional.empty();
        }
    }

    /// The mean and log variance of a picture's latents, before the scale factor.
    ///
    /// @param x `[B, 3, H, W]` float32 in [-1, 1]
    /// @return `[B, 8, H/8, W/8]` float32, means first; the caller closes it
    public Tensor encode(Tensor x) {
        return Staged.isLong(x)
                ? new Staged(module, "encoded").run("begin_encode", x)
                : module.call("encode", x);
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
