package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
    /// FIPS 180-2, appendix B.1.
    private static final String OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

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
    void survivesADamagedMemory() throws IOException {
        var file = Files.writeString(folder.resolve("a"), "abc");
        Files.writeString(folder.resolve("hashes.properties"), "nonsense\n\n12\n");

        assertEquals(OF_ABC, hashes().sha256(file));
    }

    private FileHashes hashes() {
        return new FileHashes(folder.resolve("hashes.properties"));
    }
}
