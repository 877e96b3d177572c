package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Theme;
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
        settings.put(StudioSettings.DRAFT, "{\"prompt\":\"a very long one\"}");
        settings.put(StudioSettings.WINDOW_WIDTH, 99_999);
        settings.put(StudioSettings.THEME, Theme.DARK);

        var aside = StartMark.begin(folder).setSessionAside(settings).orElseThrow();

        assertFalse(settings.has(StudioSettings.DRAFT));
        assertFalse(settings.has(StudioSettings.WINDOW_WIDTH));
        assertEquals(Theme.DARK, settings.get(StudioSettings.THEME));
        assertFalse(Files.exists(folder.resolve("queue.sqlite")));
        assertTrue(Files.exists(aside.resolve("queue.sqlite")));
        assertTrue(Files.readString(aside.resolve("recipe.json")).contains("a very long one"));
    }
}
