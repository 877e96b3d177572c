package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.file.SystemError;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Path;

/// What the operating system says of a file that cannot be written.
final class WriteErrors {
    private WriteErrors() {}

    static OssStoreException writing(Path file, IOException e) {
        return switch (SystemError.of(e).orElse(null)) {
            case DISK_FULL ->
                    new OssStoreException(Kind.DISK_FULL, Message.of("store.disk-full", file), e);
            case READ_ONLY ->
                    new OssStoreException(Kind.READ_ONLY, Message.of("store.read-only", file), e);
            case DENIED ->
                    new OssStoreException(Kind.NO_ACCESS, Message.of("store.no-access", file), e);
            case null -> new OssStoreException(Kind.FILE, Message.of("store.not-written", file), e);
        };
    }
}
