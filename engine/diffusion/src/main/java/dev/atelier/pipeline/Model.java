package dev.atelier.pipeline;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.network.Networks;
import dev.atelier.network.Vae;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.torch.Compute;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/// A loaded checkpoint, ready to run.
///
/// @param trained the signal shares of its timesteps
public record Model(
        Compute compute, Networks networks, CheckpointConfig config, NoiseSchedule trained, Id id)
        implements AutoCloseable {
    /// What a model is called in recipes.
    ///
    /// @param name file name without extension
    /// @param hash first ten hexadecimal digits of the file's SHA-256
    /// @param vae the autoencoder's file, if it is one of its own
    public record Id(String name, String hash, Optional<VaeId> vae) {
        public Id(String name, String hash) {
            this(name, hash, Optional.empty());
        }
    }

    /// What an autoencoder of its own is called in recipes.
    ///
    /// @param name file name with its extension, as A1111 has it
    /// @param hash as a model's
    public record VaeId(String name, String hash) {}

    /// Loads all weights of a complete checkpoint, converted for `compute`. Blocks for seconds; the
    /// checkpoint may be closed afterwards.
    ///
    /// @throws IOException when the file can no longer be read
    public static Model load(Checkpoint checkpoint, Compute compute, Id id) throws IOException {
        return new Model(
                compute,
                Networks.load(checkpoint, compute),
                checkpoint.config(),
                NoiseSchedule.of(checkpoint.alphasCumprod()),
                id);
    }

    /// The same model with the autoencoder of a file; the UNet stays as it is. Blocks for less than
    /// a second. The caller closes the result's autoencoder before this model.
    ///
    /// @throws IOException when the file can no longer be read
    public Model with(VaeFile file, VaeId vae) throws IOException {
        var own = new Id(id.name, id.hash, Optional.of(vae));
        return new Model(compute, networks.with(Vae.load(file, compute)), config, trained, own);
    }

    /// A recipe with the autoencoder it is made with, as A1111's infotext names it: only where that
    /// is not the checkpoint's own.
    Recipe marked(Recipe recipe) {
        var others =
                recipe.fingerprints().stream()
                        .filter(print -> print.kind() != ResourceHash.Kind.VAE);
        var vae = id.vae.map(it -> new ResourceHash(ResourceHash.Kind.VAE, "", it.hash));
        var name = id.vae.map(VaeId::name).or(() -> recipe.vae().filter(Model::isNone));
        return recipe.withVae(name).withFingerprints(Stream.concat(others, vae.stream()).toList());
    }

    /// Whether its autoencoder is the one that a recipe names, with or without folder and ending.
    boolean drawsWith(String vae) {
        var name = vae.substring(Math.max(vae.lastIndexOf('/'), vae.lastIndexOf('\\')) + 1);
        return id.vae
                .filter(it ->
                        it.name.equalsIgnoreCase(name)
                                || it.name.regionMatches(true, 0, name + ".", 0, name.length() + 1))
                .isPresent();
    }

    private static boolean isNone(String vae) {
        return vae.equalsIgnoreCase(Recipe.NO_VAE);
    }

    /// Tells autoencoders apart: the hash of their file.
    String autoencoder() {
        return id.vae.map(it -> it.hash + it.name).orElse(id.hash + id.name);
    }

    public String name() {
        return id.name;
    }

    public String hash() {
        return id.hash;
    }

    @Override
    public void close() {
        networks.close();
    }
}
