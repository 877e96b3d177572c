package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.StopPoint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
    /// FIPS 180-2, appendix B.1.
    private static final String OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final Executor BESIDE = work -> Thread.ofPlatform().daemon().start(work);

    @TempDir private Path folder;

    @Test
    void hashesTheWholeFile() throws IOException {
        var file = Files.writeString(folder.resolve("a"), "abc");

        assertEquals(OF_ABC, hashes().sha256(file));
        assertEquals("ba7816bf8f", hashes().shortHash(file));
    }

    @Test
    void remembersWhatHasNotChanged() throws IOException {
        var file = Files.writeString(folder.resolve("a"), "abc");
        var time = Files.getLastModifiedTime(file);
        hashes().sha256(file);

        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, time);

        assertEquals(OF_ABC, hashes().sha256(file), "same size and time: not read again");
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 2000));
        assertNotEquals(OF_ABC, hashes().sha256(file));
    }

    @Test
    void hashesBesideOtherWork() throws IOException {
        var file = Files.writeString(folder.resolve("a"), "abc");

        try (var hashing = hashes().start(file, BESIDE)) {
            assertEquals("ba7816bf8f", hashing.shortHash());
        }

        try (var hashing = hashes().start(folder.resolve("none"), BESIDE)) {
            assertThrows(NoSuchFileException.class, hashing::shortHash);
        }
    }

    @Test
    void closingEndsTheHashing() throws IOException {
        var large = folder.resolve("large");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40); // a terabyte of nothing takes many minutes to read
        }
        var hashing = hashes().start(large, BESIDE);

        hashing.close();

        assertThrows(CancellationException.class, hashing::shortHash);
    }

    @Test
    void waitingForAHashCanBeStopped() throws IOException {
        var large = folder.resolve("large");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        var stopped = new Cancellation();
        stopped.cancel();
        try (var hashing = hashes().start(large, BESIDE)) {
            assertThrows(
                    CancellationException.class,
                    () -> StopPoint.during(stopped::requireGoing, hashing::shortHash));
        }
    }

    @Test
    void survivesADamagedMemory() throws IOException {
        var file = Files.writeString(folder.resolve("a"), "abc");
        Files.writeString(folder.resolve("hashes.properties"), "nonsense\n\n12\n");

        assertEquals(OF_ABC, hashes().sha256(file));
    }

    private FileHashes hashes() {
        return new FileHashes(folder.resolve("hashes.properties"));
    }
}
