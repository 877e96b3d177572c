package dev.atelier.app.library;

import dev.atelier.cloud.oss.name.OssAddress;
import java.nio.file.Path;

/// What the library looks through: a folder with all folders in it, or all objects of a bucket that
/// begin with a prefix. As a text, the absolute path or `oss://bucket/prefix`.
public sealed interface Source {
    /// @param path absolute and normalised
    record Folder(Path path) implements Source {
        public Folder {
            path = path.toAbsolutePath().normalize();
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// @param prefix of the keys; empty for the whole bucket
    record Bucket(OssAddress prefix) implements Source {
        @Override
        public String toString() {
            return prefix.toString();
        }
    }

    /// Reads what `toString` writes.
    ///
    /// @throws IllegalArgumentException when it is neither a path nor an address
    static Source parse(String text) {
        return text.startsWith("oss://")
                ? new Bucket(OssAddress.parse(text))
                : new Folder(Path.of(text));
    }
}
