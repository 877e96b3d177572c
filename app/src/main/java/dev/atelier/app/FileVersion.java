package dev.atelier.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file as it is at one moment: one that was replaced under its name is another. Of a folder,
/// only what it lists.
///
/// @param bytes its size, −1 where it cannot be read
/// @param changed milliseconds since 1970, to the file system's precision
record FileVersion(Path file, long bytes, long changed) {
    static FileVersion of(Path file) {
        try {
            return new FileVersion(
                    file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            return new FileVersion(file, -1, 0); // opening it fails with the reason
        }
    }
}
