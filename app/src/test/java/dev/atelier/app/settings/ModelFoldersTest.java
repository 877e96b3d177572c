package dev.atelier.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {
    @TempDir private Path folder;

    private static Path bundled(Path data) {
        return DataFolder.bundled(data).resolve("models").resolve("lora");
    }

    /// The settings are a file of the data folder and go with it.
    @Test
    void whatCameWithTheProgramIsKnownAfterTheDataFolderMoved() {
        var own = folder.resolve("own models");
        var file = folder.resolve("settings.properties");
        try (var tasks = new Tasks(Runnable::run)) {
            var before =
                    new ModelFolders(Settings.open(file, tasks), bundled(folder.resolve("old")));
            before.add(own);
        }

        try (var tasks = new Tasks(Runnable::run)) {
            var here = bundled(folder.resolve("new"));
            var after = new ModelFolders(Settings.open(file, tasks), here);

            assertEquals(List.of(here, own), after.all().get());
            assertTrue(after.isBundled(here));
        }
    }

    /// Taken out by the user, it does not come back.
    @Test
    void whatWasTakenOutStaysOut() {
        var file = folder.resolve("settings.properties");
        try (var tasks = new Tasks(Runnable::run)) {
            var before =
                    new ModelFolders(Settings.open(file, tasks), bundled(folder.resolve("old")));
            before.remove(bundled(folder.resolve("old")));
        }

        try (var tasks = new Tasks(Runnable::run)) {
            var after =
                    new ModelFolders(Settings.open(file, tasks), bundled(folder.resolve("new")));

            assertEquals(List.of(), after.all().get());
        }
    }
}
