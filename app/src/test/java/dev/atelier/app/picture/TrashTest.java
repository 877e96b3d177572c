package dev.atelier.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The trash of the freedesktop.org specification, read back with plain files and, where it is
/// installed, with GLib's own `gio trash`.
@DisabledOnOs({OS.WINDOWS, OS.MAC})
class TrashTest {
    @TempDir Path folder;
    private Trash trash;
    private Path picture = Path.of("");

    @BeforeEach
    void picture() throws IOException {
        trash = trashOf(folder);
        picture = folder.resolve("pictures").resolve("a red 100 % boat 船.png");
        Files.createDirectories(picture.getParent());
        Files.writeString(picture, "pixels");
    }

    private static Trash trashOf(Path home) {
        return Trash.of("Linux", home, Map.of("XDG_DATA_HOME", home.resolve("data").toString()));
    }

    @Test
    void movesTheFileAndNotesWhereItWas() throws IOException {
        trash.move(picture);

        assertFalse(Files.exists(picture));
        var bin = folder.resolve("data/Trash");
        assertEquals(
                "pixels", Files.readString(bin.resolve("files").resolve(picture.getFileName())));
        var lines =
                Files.readAllLines(
                        bin.resolve("info").resolve(picture.getFileName() + ".trashinfo"));
        assertEquals("[Trash Info]", lines.getFirst());
        assertEquals(
                "Path="
                        + folder.toUri().getRawPath()
                        + "pictures/a%20red%20100%20%25%20boat%20%E8%88%B9.png",
                lines.get(1));
        assertTrue(lines.get(2).matches("DeletionDate=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"));
    }

    @Test
    void restoresItToItsPlaceAndLeavesNoNote() throws IOException {
        var trashed = trash.move(picture);
        assertTrue(trash.canRestore(trashed));

        trash.restore(trashed);

        assertEquals("pixels", Files.readString(picture));
        assertFalse(Files.exists(trashed.kept().orElseThrow().info()));
        assertFalse(trash.canRestore(trashed));
    }

    @Test
    void twoFilesOfOneNameAreBothKept() throws IOException {
        var first = trash.move(picture);
        Files.writeString(picture, "others");
        var second = trash.move(picture);

        trash.restore(first);
        assertEquals("pixels", Files.readString(picture));
        assertThrows(FileAlreadyExistsException.class, () -> trash.restore(second));
        assertEquals("others", Files.readString(second.kept().orElseThrow().file()));
    }

    @Test
    void whatIsGoneIsNotMoved() throws IOException {
        Files.delete(picture);

        assertThrows(NoSuchFileException.class, () -> trash.move(picture));
    }

    @Test
    void aFileOfAnotherDiskGoesToTheTrashAtTheTopOfThatDisk() throws IOException {
        var memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "there is no second file system");
        assumeTrue(
                !Files.getAttribute(memory, "unix:dev")
                        .equals(Files.getAttribute(folder, "unix:dev")));
        var there = Files.createTempFile(memory, "trash", ".png");
        Files.createDirectories(folder.resolve("data"));

        var trashed = trash.move(there);

        var entry = trashed.kept().orElseThrow();
        try {
            assertTrue(entry.file().startsWith(memory), entry.file().toString());
            assertTrue(
                    Files.readString(entry.info())
                            .contains("\nPath=" + there.getFileName() + "\n"));
        } finally {
            trash.restore(trashed);
            Files.delete(there);
        }
    }

    /// Another program's eyes.
    @Test
    void glibListsWhatWasMoved() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gio")), "gio is not installed");
        trash.move(picture);

        var gio = new ProcessBuilder("gio", "trash", "--list");
        gio.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        var process = gio.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assumeTrue(!said.contains("not supported"), "gio has no trash backend here");
        assertTrue(said.contains(picture.toString()), said);
    }
}
