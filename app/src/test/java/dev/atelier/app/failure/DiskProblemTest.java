package dev.atelier.app.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskProblemTest {
    /// Linux has a file that is always full.
    @Test
    void aFullDiskIsNamed() throws IOException {
        var full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        try {
            Files.write(full, new byte[10]);
        } catch (IOException e) {
            assertEquals(Optional.of(DiskProblem.FULL), DiskProblem.of(e));
            assertEquals(
                    Optional.of(DiskProblem.FULL), DiskProblem.of(new UncheckedIOException(e)));
            return;
        }
        throw new AssertionError("/dev/full took something");
    }

    /// The words of Linux, macOS and Windows (NTSTATUS texts).
    @Test
    void knowsTheWordsOfThePlatforms() {
        is(DiskProblem.READ_ONLY, new FileSystemException("a.png", null, "Read-only file system"));
        is(
                DiskProblem.READ_ONLY,
                new FileSystemException("a", null, "The media is write protected."));
        is(
                DiskProblem.FULL,
                new FileSystemException("a", null, "There is not enough space on the disk."));
        is(DiskProblem.FULL, new IOException("Disk quota exceeded"));
        assertEquals(Optional.empty(), DiskProblem.of(new IOException("damaged")));
        assertEquals(
                Optional.empty(),
                DiskProblem.of(
                        new FileSystemException("disk is full.png", null, "Is a directory")));
    }

    /// What the library's index and the queue get from SQLite itself.
    @Test
    void knowsTheWordsOfTheDatabase(@TempDir Path folder) throws SQLException {
        var file = "jdbc:sqlite:" + folder.resolve("a.db");
        try (var open = DriverManager.getConnection(file);
                var statement = open.createStatement()) {
            statement.execute("CREATE TABLE a (b)");
            statement.execute("PRAGMA max_page_count = 2");
            var full =
                    assertThrows(
                            SQLException.class,
                            () -> statement.execute("INSERT INTO a VALUES (zeroblob(99999))"));
            is(DiskProblem.FULL, new IOException("the queue cannot be written", full));
            statement.execute("PRAGMA query_only = 1");
            var refused =
                    assertThrows(
                            SQLException.class,
                            () -> statement.execute("INSERT INTO a VALUES (1)"));
            is(DiskProblem.READ_ONLY, refused);
        }
    }

    /// As where PyTorch's libraries find no room.
    @Test
    void namesTheFileThatWasTheCause() {
        var wrapped =
                new IllegalStateException(
                        "Failed to extract",
                        new FileSystemException("/a/b", null, "No space left"));

        assertEquals(Optional.of("/a/b"), DiskProblem.file(wrapped));
        is(DiskProblem.FULL, wrapped);
    }

    private static void is(DiskProblem trouble, Throwable failure) {
        assertEquals(Optional.of(trouble), DiskProblem.of(failure));
    }
}
