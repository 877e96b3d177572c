package dev.atelier.pipeline;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.network.Networks;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.torch.Compute;
import java.io.IOException;

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
    public record Id(String name, String hash) {}

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
