package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.Weight;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Dtype;
import dev.atelier.torch.NativeMemory;
import dev.atelier.torch.TorchException;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The networks of a loaded checkpoint. Holds all their memory until closed; used by one thread at
/// a time.
///
/// @param clips its text models, at least one; two in SDXL
/// @param weights where adapters find the weights
public record Networks(List<Clip> clips, Unet unet, Vae vae, WeightPlaces weights)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Networks.class);

    public Networks {
        clips = List.copyOf(clips);
    }

    /// Loads all weights of a complete checkpoint, converted for `compute`. Blocks for seconds.
    ///
    /// The text encoders stay in float32: they run twice per picture, and their precision decides
    /// how closely a prompt is followed.
    ///
    /// Where the device has no room for all of them, text encoders and, if need be, the rest leave
    /// their weights in the processor's memory, see [TorchModule#offload].
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
            networks.loadWhereRoomIs(checkpoint, compute);
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        } finally {
            NativeMemory.endLoading();
        }
    }

    private void loadWhereRoomIs(Checkpoint checkpoint, Compute compute) throws IOException {
        var loader = new WeightLoader(compute.torch(), checkpoint.file());
        if (!compute.strategy().offloads()) {
            load(checkpoint, loader);
            return;
        }
        makeRoom(checkpoint, compute);
        try {
            load(checkpoint, loader);
        } catch (TorchException e) {
            if (!e.outOfMemory() || modules().allMatch(TorchModule::isOffloaded)) {
                throw e;
            }
            log.info("the weights do not fit on the device: {}", String.valueOf(e.getMessage()));
            modules().forEach(module -> module.offload(true));
            load(checkpoint, loader);
        }
        modules().filter(TorchModule::isOffloaded).forEach(module -> module.offload(true));
    }

    /// Of what does not fit, the text encoders leave first: they run once for a picture.
    private void makeRoom(Checkpoint checkpoint, Compute compute) {
        var memory = compute.torch().memory();
        var file = checkpoint.file();
        var number = compute.strategy().dtype();
        long texts =
                checkpoint.config().texts().stream()
                        .mapToLong(it -> bytes(file, checkpoint.textWeights(it), Dtype.F32))
                        .sum();
        long drawing = bytes(file, checkpoint.vaeWeights(), number);
        long both = bytes(file, checkpoint.unetWeights(), number) + drawing;
        if (!memory.hasRoom(texts + both)) {
            clips.forEach(clip -> clip.module().offload(true));
        }
        if (!memory.hasRoom(both)) {
            unet.module().offload(true);
        }
        if (!memory.hasRoom(drawing)) {
            vae.module().offload(true);
        }
    }

    private static long bytes(TensorFile file, List<Weight> weights, Dtype number) {
        return number.sizeBytes()
                * weights.stream().mapToLong(it -> file.info(it.stored()).count()).sum();
    }

    private Stream<TorchModule> modules() {
        return Stream.concat(
                clips.stream().map(Clip::module), Stream.of(unet.module(), vae.module()));
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
