package dev.atelier.app.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiskTroubleTest {
    /// Linux has a file that is always full.
    @Test
    void aFullDiskIsNamed() throws IOException {
        var full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        try {
            Files.write(full, new byte[10]);
        } catch (IOException e) {
            assertEquals(Optional.of(DiskTrouble.FULL), DiskTrouble.of(e));
            assertEquals(
                    Optional.of(DiskTrouble.FULL), DiskTrouble.of(new UncheckedIOException(e)));
            return;
        }
        throw new AssertionError("/dev/full took something");
    }

    /// The words of Linux, macOS and Windows (NTSTATUS texts).
    @Test
    void knowsTheWordsOfThePlatforms() {
        is(DiskTrouble.READ_ONLY, new FileSystemException("a.png", null, "Read-only file system"));
        is(
                DiskTrouble.READ_ONLY,
                new FileSystemException("a", null, "The media is write protected."));
        is(
                DiskTrouble.FULL,
                new FileSystemException("a", null, "There is not enough space on the disk."));
        is(DiskTrouble.FULL, new IOException("Disk quota exceeded"));
        assertEquals(Optional.empty(), DiskTrouble.of(new IOException("damaged")));
        assertEquals(
                Optional.empty(),
                DiskTrouble.of(
                        new FileSystemException("disk is full.png", null, "Is a directory")));
    }

    private static void is(DiskTrouble trouble, Throwable failure) {
        assertEquals(Optional.of(trouble), DiskTrouble.of(failure));
    }
}
