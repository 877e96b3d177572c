package dev.atelier.pipeline;

import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.network.Networks;
import dev.atelier.torch.Compute;

/// A loaded checkpoint, ready to run.
///
/// @param name file name without extension
/// @param hash first ten hexadecimal digits of the file's SHA-256
public record Model(
        Compute compute, Networks networks, CheckpointConfig config, String name, String hash)
        implements AutoCloseable {
    @Override
    public void close() {
        networks.close();
    }
}
