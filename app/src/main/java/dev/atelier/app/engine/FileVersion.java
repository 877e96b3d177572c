package dev.atelier.app.engine;

import dev.atelier.checkpoint.diffusers.Diffusers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A file, or a folder of the diffusers library, as it is at one moment: one that was replaced
/// under its name is another.
///
/// @param bytes its size, −1 where it cannot be read
/// @param changed milliseconds since 1970, to the file system's precision; of a folder, when its
///   newest part changed
public record FileVersion(Path file, long bytes, long changed) {
    private static final int DEPTH = 2;

    public static FileVersion of(Path file) {
        try {
            if (Diffusers.isControlFolder(file)) {
                long bytes = 0;
                for (var part : Diffusers.controlFiles(file)) {
                    bytes += Files.size(part);
                }
                return new FileVersion(file, bytes, newest(file));
            }
            return Diffusers.isFolder(file)
                    ? new FileVersion(file, Diffusers.sizeBytes(file), newest(file))
                    : new FileVersion(file, Files.size(file), changed(file));
        } catch (IOException e) {
            return new FileVersion(file, -1, 0); // opening it gives the reason
        }
    }

    private static long newest(Path folder) throws IOException {
        try (var parts = Files.walk(folder, DEPTH)) {
            return parts.map(part -> part.toFile().lastModified())
                    .max(Comparator.naturalOrder())
                    .orElse(0L);
        }
    }

    private static long changed(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }
}
