package dev.atelier.app.failure;

import dev.atelier.file.SystemError;
import java.nio.file.FileSystemException;
import java.util.Optional;

/// What a disk refuses.
public enum DiskProblem {
    FULL,
    READ_ONLY;

    /// Looks at `failure` and its causes.
    public static Optional<DiskProblem> of(Throwable failure) {
        return SystemError.of(failure)
                .flatMap(error ->
                        switch (error) {
                            case DISK_FULL -> Optional.of(FULL);
                            case READ_ONLY -> Optional.of(READ_ONLY);
                            case DENIED -> Optional.empty();
                        });
    }

    /// The file that `failure` or what caused it names, or empty.
    public static Optional<String> file(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof FileSystemException e && e.getFile() != null) {
                return Optional.of(e.getFile());
            }
        }
        return Optional.empty();
    }
}
