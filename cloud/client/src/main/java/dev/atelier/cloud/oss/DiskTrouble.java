package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.file.SystemError;
import java.io.IOException;
import java.nio.file.Path;

/// What the operating system says of a file that cannot be written.
final class DiskTrouble {
    private DiskTrouble() {}

    static OssStoreException writing(Path file, IOException e) {
        return switch (SystemError.of(e).orElse(null)) {
            case DISK_FULL ->
                    new OssStoreException(Kind.DISK_FULL, "The disk of " + file + " is full.", e);
            case READ_ONLY ->
                    new OssStoreException(
                            Kind.READ_ONLY, "The disk of " + file + " can only be read.", e);
            case DENIED ->
                    new OssStoreException(Kind.NO_ACCESS, "You may not write " + file + ".", e);
            case null -> new OssStoreException(Kind.FILE, file + " cannot be written.", e);
        };
    }
}
