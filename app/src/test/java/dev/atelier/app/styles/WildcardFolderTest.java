package dev.atelier.app.styles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WildcardFolderTest {
    @TempDir private Path root;

    @Test
    void readsListsOfFoldersInFolders() throws IOException {
        write("colour.txt", "red\ngreen\n");
        write("animals/cats/long.txt", "persian\n");
        write("notes.md", "not a list\n");

        var contents = new WildcardFolder(root).read();

        assertEquals(List.of("animals/cats/long", "colour"), contents.wildcards().names());
        assertEquals(List.of("red", "green"), contents.wildcards().lists().get("colour"));
        assertEquals(List.of(), contents.problems());
    }

    @Test
    void skipsCommentsBlankLinesAndTheByteOrderMark() throws IOException {
        write("colour.txt", "\uFEFF# warm\r\n red \r\n\r\n  # cold\r\nblue");

        var contents = new WildcardFolder(root).read();

        assertEquals(List.of("red", "blue"), contents.wildcards().lists().get("colour"));
    }

    @Test
    void aFolderThatDoesNotExistHoldsNothing() throws IOException {
        var contents = new WildcardFolder(root.resolve("none")).read();

        assertEquals(List.of(), contents.wildcards().names());
        assertEquals(List.of(), contents.problems());
    }

    @Test
    void reportsFilesThatCannotServe() throws IOException {
        write("a__b.txt", "x");
        write("good.txt", "x");

        var contents = new WildcardFolder(root).read();

        assertEquals(List.of("good"), contents.wildcards().names());
        assertEquals(
                List.of("The file \"a__b.txt\" has a name that cannot stand in a prompt."),
                said(contents));
    }

    @Test
    void aLinkBackToItsFolderIsReportedAndEnds() throws IOException {
        write("good.txt", "x");
        Files.createSymbolicLink(root.resolve("again"), root);

        var contents = new WildcardFolder(root).read();

        assertEquals(List.of("good"), contents.wildcards().names());
        assertEquals(List.of("\"again\" could not be read."), said(contents));
    }

    @Test
    void bytesThatAreNoTextDoNotStopTheRest() throws IOException {
        Files.write(root.resolve("odd.txt"), new byte[] {(byte) 0xC3, '\n', 'o', 'k'});

        var wildcards = new WildcardFolder(root).read().wildcards();

        assertEquals(List.of("\uFFFD", "ok"), wildcards.lists().get("odd"));
    }

    @Test
    void savesWhatItThenReads() throws IOException {
        var folder = new WildcardFolder(root);
        folder.save("light/tone", "# how light falls\nwarm\ncold\n");

        assertEquals("# how light falls\nwarm\ncold\n", folder.text("light/tone"));
        assertEquals("", folder.text("light/other"));
        assertEquals(List.of("warm", "cold"), folder.read().wildcards().lists().get("light/tone"));
        assertTrue(Files.exists(root.resolve("light/tone.txt")));
    }

    @Test
    void writesNothingOutsideItsFolder() {
        var folder = new WildcardFolder(root.resolve("inner"));

        assertThrows(IllegalArgumentException.class, () -> folder.save("../outer", "x"));
        assertThrows(IllegalArgumentException.class, () -> folder.text("/etc/passwd"));
    }

    private void write(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> said(WildcardFolder.Contents contents) {
        return contents.problems().stream().map(Message::english).toList();
    }
}
