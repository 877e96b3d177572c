package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the operating system says of a file that cannot be written. Java has types for a few of the
/// reasons and the system's words for the others.
final class DiskTrouble {
    private static final Pattern FULL =
            Pattern.compile("no space left|not enough space|disk quota exceeded|disk is full");
    private static final Pattern READ_ONLY =
            Pattern.compile("read-only file system|media is write protected|write-protected");
    private static final Pattern DENIED =
            Pattern.compile("permission denied|access is denied|operation not permitted");

    private DiskTrouble() {}

    static OssStoreException writing(Path file, IOException e) {
        var words = Optional.ofNullable(e.getMessage()).orElse("").toLowerCase(Locale.ROOT);
        if (FULL.matcher(words).find()) {
            return new OssStoreException(Kind.DISK_FULL, "The disk of " + file + " is full.", e);
        }
        if (READ_ONLY.matcher(words).find()
                || e.getCause() instanceof ReadOnlyFileSystemException) {
            return new OssStoreException(
                    Kind.READ_ONLY, "The disk of " + file + " can only be read.", e);
        }
        if (e instanceof AccessDeniedException || DENIED.matcher(words).find()) {
            return new OssStoreException(Kind.NO_ACCESS, "You may not write " + file + ".", e);
        }
        return new OssStoreException(Kind.FILE, file + " cannot be written.", e);
    }
}
