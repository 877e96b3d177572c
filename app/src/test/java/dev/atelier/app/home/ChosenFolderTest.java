package dev.atelier.app.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenFolderTest {
    @TempDir Path home;

    @Test
    void laterStartsUseWhatWasChosen() throws IOException {
        var usual = DataFolder.of("Linux", home.toString(), Map.of(), null);
        var other = home.resolve("other");

        ChosenFolder.of("Linux", home.toString(), Map.of()).write(other);

        var next = DataFolder.of("Linux", home.toString(), Map.of(), null);
        assertEquals(home.resolve(".local/share/atelier"), usual.root());
        assertEquals(DataFolder.in(other), next);
    }

    @Test
    void theVariableWins() throws IOException {
        ChosenFolder.of("Linux", home.toString(), Map.of()).write(home.resolve("other"));
        var environment = Map.of("ATELIER_DATA", "/env");

        var folder = DataFolder.of("Linux", home.toString(), environment, null);

        assertEquals(Path.of("/env"), folder.root());
    }

    @Test
    void liesWhereThePlatformKeepsSettings() {
        assertEquals(
                Path.of("/c/atelier/data-folder"),
                ChosenFolder.of("Linux", "/h", Map.of("XDG_CONFIG_HOME", "/c")).file());
        assertEquals(
                Path.of("/h/Library/Preferences/Atelier/data-folder"),
                ChosenFolder.of("Mac OS X", "/h", Map.of()).file());
        assertEquals(
                Path.of("/r/Atelier/data-folder"),
                ChosenFolder.of("Windows 11", "/h", Map.of("APPDATA", "/r")).file());
    }

    @Test
    void aDamagedNoteIsNone() throws IOException {
        var note = ChosenFolder.of("Linux", home.toString(), Map.of());
        Files.createDirectories(note.file().getParent());
        for (var content : new String[] {"", "relative", "a\0b"}) {
            Files.writeString(note.file(), content);
            assertEquals(Optional.empty(), note.read(), content);
        }
    }

    @Test
    void whatCannotBeWrittenIsNoDataFolder() throws IOException {
        var file = Files.writeString(home.resolve("file"), "");

        assertThrows(IOException.class, () -> DataFolder.in(file).requireWritable());
        DataFolder.in(home.resolve("new")).requireWritable();
    }
}
