package dev.atelier.app.failure;

import dev.atelier.file.SystemError;
import java.nio.file.FileSystemException;
import java.util.Optional;

/// What a disk refuses.
public enum DiskTrouble {
    FULL,
    READ_ONLY;

    /// Looks at `failure` and its causes.
    public static Optional<DiskTrouble> of(Throwable failure) {
        return SystemError.of(failure)
                .flatMap(error ->
                        switch (error) {
                            case DISK_FULL -> Optional.of(FULL);
                            case READ_ONLY -> Optional.of(READ_ONLY);
                            case DENIED -> Optional.empty();
                        });
    }

    /// The file that `failure` names, or empty.
    public static Optional<String> file(Throwable failure) {
        return failure instanceof FileSystemException e
                ? Optional.ofNullable(e.getFile())
                : Optional.empty();
    }
}
