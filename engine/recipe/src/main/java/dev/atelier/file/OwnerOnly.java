package dev.atelier.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and folders with secrets, which only their owner may use, where the file system knows
/// owners (POSIX). Elsewhere they get what their folder grants.
public final class OwnerOnly {
    private static final FileAttribute<?>[] NONE = {};

    private OwnerOnly() {}

    /// For a new file at `place`.
    public static FileAttribute<?>[] file(Path place) {
        return rights(place, "rw-------");
    }

    /// Creates a folder and those above it that are missing; one that is there keeps its rights.
    public static Path directories(Path folder) throws IOException {
        return Files.createDirectories(folder, rights(folder, "rwx------"));
    }

    private static FileAttribute<?>[] rights(Path place, String rights) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                }
                : NONE;
    }
}
