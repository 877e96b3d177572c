package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder that the studio of 2026-11-28 08:07 left, before its packages were reshaped: the
/// window was used, and the process was killed while its first picture was under way.
class OldDataFolderTest {
    @TempDir Path folder;

    @BeforeEach
    void unpack() throws IOException {
        for (var name : List.of("queue.sqlite", "settings.properties", "prompts.txt")) {
            var kept =
                    OldDataFolderTest.class.getResourceAsStream("data-folder-2026-11-28/" + name);
            try (var in = Objects.requireNonNull(kept, name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }

    @Test
    void theJobThatWasUnderWayCanBeTakenUpAgain() throws IOException {
        try (var store = JobStore.open(folder.resolve("queue.sqlite"))) {
            var job = store.load().getFirst();

            assertEquals(Optional.empty(), store.setAside());
            assertEquals(Job.State.INTERRUPTED, job.state());
            assertEquals(Place.HERE, job.place());
            assertEquals("a red boat under a yellow moon", job.recipe().prompt());
            assertEquals(128, job.recipe().size().width());
            assertEquals(322357140L, job.recipe().seed().value().longValueExact());
            assertEquals(2668154846L, job.recipe().seed().variation().longValueExact());
        }
    }

    @Test
    void theWindowComesBackWhereItWas() {
        var settings =
                Settings.open(folder.resolve("settings.properties"), new Tasks(Runnable::run));

        assertEquals(Optional.empty(), settings.setAside());
        assertEquals(Set.of(), settings.unusable());
        assertEquals(1440, settings.get(StudioSettings.WINDOW_WIDTH));
        assertFalse(settings.get(StudioSettings.WINDOW_MAXIMIZED));
    }
}
