package dev.atelier.app.home;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    @Test
    void followsTheXdgVariablesOnLinux() {
        var folder =
                DataFolder.of(
                        "Linux",
                        "/home/ada",
                        Map.of("XDG_DATA_HOME", "/d", "XDG_CACHE_HOME", "/c"),
                        null);

        assertEquals(new DataFolder(Path.of("/d/atelier"), Path.of("/c/atelier/native")), folder);
    }

    @Test
    void ignoresRelativeXdgVariables() {
        var folder = DataFolder.of("Linux", "/home/ada", Map.of("XDG_DATA_HOME", "d"), null);

        assertEquals(Path.of("/home/ada/.local/share/atelier"), folder.root());
        assertEquals(Path.of("/home/ada/.cache/atelier/native"), folder.natives());
    }

    @Test
    void usesApplicationSupportOnMac() {
        var folder = DataFolder.of("Mac OS X", "/Users/ada", Map.of(), null);

        assertEquals(Path.of("/Users/ada/Library/Application Support/Atelier"), folder.root());
        assertEquals(Path.of("/Users/ada/Library/Caches/Atelier/native"), folder.natives());
    }

    @Test
    void usesLocalAppDataOnWindows() {
        var folder = DataFolder.of("Windows 11", "/u", Map.of("LOCALAPPDATA", "/u/local"), null);

        assertEquals(Path.of("/u/local/Atelier"), folder.root());
        assertEquals(Path.of("/u/local/Atelier/native"), folder.natives());
    }

    @Test
    void prefersThePropertyToTheEnvironmentToTheConvention() {
        var environment = Map.of("ATELIER_DATA", "/env", "XDG_DATA_HOME", "/d");

        assertEquals(Path.of("/env"), DataFolder.of("Linux", "/h", environment, null).root());
        assertEquals(
                Path.of("/prop/native"),
                DataFolder.of("Linux", "/h", environment, "/prop").natives());
    }

    @Test
    void keepsTheEngineOfflineAndInOurFolder() {
        var folder = DataFolder.ofThisUser();

        folder.prepareEngine();

        assertEquals("true", System.getProperty("ai.djl.offline"));
        assertEquals(folder.natives().toString(), System.getProperty("ENGINE_CACHE_DIR"));
    }
}
