package dev.atelier.app.failure;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;

/// What a disk refuses, recognized by the operating system's message: Java has no exceptions for
/// these.
public enum DiskTrouble {
    FULL("no space left", "not enough space", "disk quota exceeded", "disk is full"),
    READ_ONLY("read-only file system", "media is write protected", "write-protected");

    private final String[] words;

    DiskTrouble(String... words) {
        this.words = words;
    }

    /// Looks at `failure` and its causes.
    public static Optional<DiskTrouble> of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ReadOnlyFileSystemException) {
                return Optional.of(READ_ONLY);
            }
            var said = said(at).toLowerCase(Locale.ROOT);
            for (var trouble : values()) {
                for (var word : trouble.words) {
                    if (said.contains(word)) {
                        return Optional.of(trouble);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String said(Throwable failure) {
        var message =
                failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return failure instanceof IOException && message != null ? message : "";
    }

    /// The file that `failure` names, or empty.
    public static Optional<String> file(Throwable failure) {
        return failure instanceof FileSystemException e
                ? Optional.ofNullable(e.getFile())
                : Optional.empty();
    }
}
