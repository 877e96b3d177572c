package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartMarkTest {
    @TempDir Path folder;
    private final Tasks tasks = new Tasks(Runnable::run);

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void onlyAStartThatDidNotEndIsNoticed() {
        assertFalse(StartMark.begin(folder).lastWasUnfinished());
        var second = StartMark.begin(folder);
        assertTrue(second.lastWasUnfinished());
        second.end();
        assertFalse(StartMark.begin(folder).lastWasUnfinished());
    }

    @Test
    void theLastSessionIsPutAsideAndKept() throws IOException {
        JobStore.open(folder.resolve("queue.sqlite")).close();
        var settings = Settings.open(folder.resolve("settings.properties"), tasks);
        settings.put("draft", "{\"prompt\":\"a very long one\"}");
        settings.put("window.width", 99_999);
        settings.put("theme", "DARK");

        var aside = StartMark.begin(folder).setSessionAside(settings).orElseThrow();

        assertEquals("", settings.get("draft", ""));
        assertEquals(0, settings.get("window.width", 0));
        assertEquals("DARK", settings.get("theme", ""));
        assertFalse(Files.exists(folder.resolve("queue.sqlite")));
        assertTrue(Files.exists(aside.resolve("queue.sqlite")));
        assertTrue(Files.readString(aside.resolve("recipe.json")).contains("a very long one"));
    }
}
