package dev.atelier.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a checkpoint lies: a file or a folder, and where it is a UNet alone, the checkpoint that
/// gives the text encoder and the autoencoder.
///
/// @param base counts only for a UNet alone
public record CheckpointFile(Path file, Optional<Path> base) {
    private static final List<String> BESIDE = List.of(".base.safetensors", ".base.ckpt");

    /// With the base that lies beside it as `name.base.safetensors` or `name.base.ckpt`, if any.
    public static CheckpointFile of(Path file) {
        return new CheckpointFile(file, beside(file));
    }

    private static Optional<Path> beside(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        return BESIDE.stream()
                .map(ending -> file.toAbsolutePath().resolveSibling(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// @throws IOException as [Checkpoint#open]
    public Checkpoint open() throws IOException {
        return Checkpoint.open(this);
    }

    /// @throws IOException as [Checkpoint#openComplete]
    public Checkpoint openComplete() throws IOException {
        return Checkpoint.openComplete(this);
    }
}
