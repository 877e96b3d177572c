package dev.atelier.app.home;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    private static final String NOBODY = "4000000000";

    @TempDir Path all;

    @Test
    void deletesWhatKilledProcessesLeft() throws IOException {
        long living = ProcessHandle.current().pid();
        Files.createDirectories(all.resolve(NOBODY).resolve("deep"));
        Files.writeString(all.resolve(NOBODY).resolve("deep/sqlite.so"), "x");
        Files.createDirectories(all.resolve(Long.toString(living)));
        Files.writeString(all.resolve("note.txt"), "not ours");
        assertTrue(ScratchFolder.prepare(all, 17));
        assertFalse(Files.exists(all.resolve(NOBODY)));
        assertTrue(Files.exists(all.resolve(Long.toString(living))));
        assertTrue(Files.exists(all.resolve("note.txt")));
        assertTrue(Files.isDirectory(all.resolve("17")));
    }

    @Test
    void aFileInTheWayIsNoReasonToStop() throws IOException {
        Files.writeString(all.resolve("file"), "");
        assertFalse(ScratchFolder.prepare(all.resolve("file"), 17));
    }

    @Test
    void aDiskThatIsAlmostFullIsNotUsed() {
        assertFalse(ScratchFolder.hasRoom(0));
        assertFalse(ScratchFolder.hasRoom(4 << 20));
        assertTrue(ScratchFolder.hasRoom(1 << 30));
    }
}
