package dev.atelier.checkpoint;

import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An open file that holds an autoencoder: under LDM's keys, with or without the prefix they have
/// in checkpoints, or under those of the diffusers library. Closing releases the file.
public final class VaeFile implements AutoCloseable {
    private final TensorFile file;
    private final VaeConfig config;

    private VaeFile(TensorFile file, VaeConfig config) {
        this.file = file;
        this.config = config;
    }

    /// Opens a file that is to draw for a checkpoint.
    ///
    /// @param own the checkpoint's autoencoder; its groups and its scale, which no shape gives, are
    ///   the new one's too
    /// @throws CheckpointException when it is none, is incomplete, or its latents have other
    ///   channels
    /// @throws IOException when it cannot be read or is no sound file of tensors
    public static VaeFile open(Path path, VaeConfig own) throws IOException {
        var file = Diffusers.vae(TensorFiles.open(path));
        try {
            return new VaeFile(file, checked(file, own));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static VaeConfig checked(TensorFile file, VaeConfig own) throws CheckpointException {
        if (!file.tensors().containsKey(TensorLayout.VAE + "decoder.conv_in.weight")) {
            throw new CheckpointException(file.path(), Message.of("file.no-vae"));
        }
        var inferred = new ConfigInference(file.tensors(), Map.of()).vae(Family.UNKNOWN);
        var config =
                new VaeConfig(
                        inferred.channels(),
                        inferred.multipliers(),
                        inferred.resBlocks(),
                        own.groups(),
                        own.latents()
                                .with(
                                        inferred.latentChannels(),
                                        inferred.latents().downscale(),
                                        own.latents().scale()));
        if (config.latentChannels() != own.latentChannels()) {
            throw new CheckpointException(
                    file.path(),
                    Message.of("file.latents", own.latentChannels(), config.latentChannels()));
        }
        if (config.latents().downscale() != own.latents().downscale()) {
            throw new CheckpointException(
                    file.path(),
                    Message.of(
                            "file.downscale",
                            own.latents().downscale(),
                            config.latents().downscale()));
        }
        requireComplete(file, config);
        return config;
    }

    private static void requireComplete(TensorFile file, VaeConfig config)
            throws CheckpointException {
        var keyReport = KeyReport.of(TensorLayout.vae(TensorLayout.VAE, config), file.tensors());
        if (!keyReport.missing().isEmpty()) {
            throw new CheckpointException(
                    file.path(),
                    Message.of("file.missing", KeyReport.summary(keyReport.missing())));
        }
        if (!keyReport.mismatched().isEmpty()) {
            throw new CheckpointException(file.path(), KeyReport.sentence(keyReport.mismatched()));
        }
    }

    public TensorFile file() {
        return file;
    }

    public VaeConfig config() {
        return config;
    }

    /// Its tensors.
    public List<Weight> weights() {
        return TensorLayout.vae(TensorLayout.VAE, config).keySet().stream()
                .map(key -> new Weight(key, key, key.substring(TensorLayout.VAE.length())))
                .toList();
    }

    @Override
    public void close() {
        file.close();
    }
}
