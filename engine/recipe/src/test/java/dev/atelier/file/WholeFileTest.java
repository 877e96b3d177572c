package dev.atelier.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WholeFileTest {
    /// Linux lets nobody create a file there, not even the administrator.
    private static final Path REFUSED = Path.of("/proc/atelier.png");

    @Test
    void aFailureNamesTheFileThatWasAskedForAndNotTheOneAside() {
        assumeTrue(Files.isDirectory(Path.of("/proc")));
        var content = new byte[] {1};

        var replaced =
                assertThrows(FileSystemException.class, () -> WholeFile.replace(REFUSED, content));
        var created =
                assertThrows(FileSystemException.class, () -> WholeFile.create(REFUSED, content));
        var opened = assertThrows(FileSystemException.class, () -> PartialFile.open(REFUSED));

        assertEquals(REFUSED.toString(), replaced.getFile());
        assertEquals(REFUSED.toString(), created.getFile());
        assertEquals(REFUSED.toString(), opened.getFile());
    }
}
