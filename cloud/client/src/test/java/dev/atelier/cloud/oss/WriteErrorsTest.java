package dev.atelier.cloud.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of Linux (`strerror`), macOS and Windows (`FormatMessage`).
class WriteErrorsTest {
    private static final Path FILE = Path.of("boat.png");

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL",
        "There is not enough space on the disk, DISK_FULL",
        "Disk quota exceeded, DISK_FULL",
        "Read-only file system, READ_ONLY",
        "The media is write protected, READ_ONLY",
        "Permission denied, NO_ACCESS",
        "Operation not permitted, NO_ACCESS",
        "Input/output error, FILE"
    })
    void everyReasonHasItsRemedy(String words, Kind kind) {
        assertEquals(kind, WriteErrors.writing(FILE, new IOException(words)).kind());
        var named = WriteErrors.writing(FILE, new FileSystemException("boat.png", null, words));
        assertEquals(kind, named.kind());
        assertTrue(String.valueOf(named.getMessage()).contains("boat.png"));
    }

    @Test
    void deniedIsDenied() {
        assertEquals(
                Kind.NO_ACCESS,
                WriteErrors.writing(FILE, new AccessDeniedException("boat.png")).kind());
    }
}
