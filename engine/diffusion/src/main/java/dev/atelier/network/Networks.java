package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.torch.Compute;
import dev.atelier.torch.NativeMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The networks of a loaded checkpoint. Holds all their memory until closed; used by one thread at
/// a time.
///
/// @param clips its text models, at least one; two in SDXL
/// @param weights where adapters find the weights
public record Networks(List<Clip> clips, Unet unet, Vae vae, WeightPlaces weights)
        implements AutoCloseable {
    public Networks {
        clips = List.copyOf(clips);
    }

    /// Loads all weights of a complete checkpoint, converted for `compute`. Blocks for seconds.
    ///
    /// The text encoders stay in float32: they run twice per picture, and their precision decides
    /// how closely a prompt is followed.
    ///
    /// @throws IOException when the file can no longer be read
    public static Networks load(Checkpoint checkpoint, Compute compute) throws IOException {
        var config = checkpoint.config();
        var clips = new ArrayList<Clip>();
        for (var text : config.texts()) {
            clips.add(Clip.compile(compute.exact(), text));
        }
        var unet = Unet.compile(compute, config.unet());
        var vae = Vae.compile(compute, config.vae().groups());
        var networks = new Networks(clips, unet, vae, new WeightPlaces(compute.torch()));
        NativeMemory.beginLoading();
        try {
            networks.load(checkpoint, new WeightLoader(compute.torch(), checkpoint.file()));
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        } finally {
            NativeMemory.endLoading();
        }
    }

    private void load(Checkpoint checkpoint, WeightLoader loader) throws IOException {
        var texts = checkpoint.config().texts();
        for (int i = 0; i < texts.size(); i++) {
            var clip = clips.get(i);
            var weightsOfText = checkpoint.textWeights(texts.get(i));
            loader.load(clip.module(), weightsOfText);
            weights.add(clip.module(), weightsOfText);
            checkpoint
                    .positionIds(texts.get(i))
                    .filter(ids -> !ids.inOrder())
                    .ifPresent(ids -> clip.reorder(ids.values()));
        }
        loader.load(unet.module(), checkpoint.unetWeights());
        weights.add(unet.module(), checkpoint.unetWeights());
        vae.load(loader, checkpoint.vaeWeights());
        clips.forEach(clip -> clip.module().callLong("forget"));
        unet.module().callLong("forget");
        vae.module().callLong("forget");
        checkpoint.vaeProblem().ifPresent(vae::leaveEmpty);
    }

    /// The first text model.
    public Clip clip() {
        return clips.getFirst();
    }

    /// The same with another autoencoder. Closing the result closes that one too.
    public Networks with(Vae other) {
        return new Networks(clips, unet, other, weights);
    }

    /// Lets the edges of pictures fit each other, or not; holds until set again.
    public void tile(boolean on) {
        unet.module().callLong("set_tiling", on);
        vae.module().callLong("set_tiling", on);
    }

    @Override
    public void close() {
        clips.forEach(Clip::close);
        unet.close();
        vae.close();
    }
}
