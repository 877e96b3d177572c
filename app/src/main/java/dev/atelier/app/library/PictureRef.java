package dev.atelier.app.library;

import dev.atelier.cloud.oss.name.OssAddress;
import java.nio.file.Path;

/// Where one picture lies: a file of this computer or an object of OSS. As a text, the absolute
/// path or `oss://bucket/key`; [#parse] reads both.
public sealed interface PictureRef {
    /// A file.
    ///
    /// @param path absolute and normalised
    record LocalFile(Path path) implements PictureRef {
        public LocalFile {
            path = path.toAbsolutePath().normalize();
        }

        @Override
        public String name() {
            return String.valueOf(path.getFileName());
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// An object of a bucket.
    record OssObject(OssAddress address) implements PictureRef {
        @Override
        public String name() {
            return address.last();
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// The name without its folder.
    String name();

    default boolean isHere() {
        return this instanceof LocalFile;
    }

    static PictureRef of(Path file) {
        return new LocalFile(file);
    }

    static PictureRef of(OssAddress address) {
        return new OssObject(address);
    }

    /// Reads what `toString` writes.
    ///
    /// @throws IllegalArgumentException when it is neither
    static PictureRef parse(String text) {
        return text.startsWith("oss://")
                ? new OssObject(OssAddress.parse(text))
                : new LocalFile(Path.of(text));
    }
}
