package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.torch.Compute;
import dev.atelier.torch.NativeMemory;
import java.io.IOException;

/// The three networks of a loaded checkpoint. Holds all their memory until closed; used by one
/// thread at a time.
public record Networks(Clip clip, Unet unet, Vae vae) implements AutoCloseable {
    /// Loads all weights of a complete checkpoint, converted for `compute`. Blocks for seconds.
    ///
    /// The text encoder stays in float32: it runs twice per picture, and its precision decides how
    /// closely a prompt is followed.
    ///
    /// @throws IOException when the file can no longer be read
    public static Networks load(Checkpoint checkpoint, Compute compute) throws IOException {
        var loader = new WeightLoader(compute.torch(), checkpoint.file());
        var config = checkpoint.config();
        var text = config.text();
        var shape = new Clip.Shape(text.width(), text.layers(), text.heads(), text.quickGelu());
        var clip = Clip.compile(compute.exact(), shape);
        var unetConfig = config.unet();
        var unet =
                Unet.compile(
                        compute,
                        unetConfig.channels(),
                        unetConfig.heads(),
                        unetConfig.headChannels());
        var vae = Vae.compile(compute, config.vae().groups());
        var networks = new Networks(clip, unet, vae);
        NativeMemory.beginLoading();
        try {
            loader.load(clip.module(), checkpoint.textKeys());
            loader.load(unet.module(), checkpoint.unetKeys());
            checkpoint
                    .positionIds()
                    .filter(ids -> !ids.inOrder())
                    .ifPresent(ids -> clip.reorder(ids.values()));
            vae.load(loader, checkpoint.vaeKeys());
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        } finally {
            NativeMemory.endLoading();
        }
    }

    /// The same with another autoencoder. Closing the result closes that one too.
    public Networks with(Vae other) {
        return new Networks(clip, unet, other);
    }

    /// Lets the edges of pictures fit each other, or not; holds until set again.
    public void tile(boolean on) {
        unet.module().callLong("set_tiling", on);
        vae.module().callLong("set_tiling", on);
    }

    @Override
    public void close() {
        clip.close();
        unet.close();
        vae.close();
    }
}
