package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The LoRA that ships with the starter model, in a data folder that was never used.
class BundledLoraTest {
    @TempDir private Path folder;

    @Test
    void isThereFromTheFirstStartAndFitsTheStarter() throws IOException, GenerationException {
        var home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        var runtime = new TorchRuntime(home);
        var library = ModelLibrary.around(runtime, new NearbyFiles(home.root(), Optional.empty()));
        var engine = new LocalEngine(runtime, library, Optional.empty());
        var recipe = Recipe.of("a boat <lora:night-palette:1>", new Size(128, 128));

        assertTrue(library.file(ModelKind.LORA, "night-palette").isPresent());
        assertEquals(List.of("night-palette"), engine.capabilities().models().loras());
        engine.check(List.of(recipe));
        assertEquals(List.of(), engine.unsupported(recipe));
        assertEquals(folder.resolve("models/starter.safetensors"), runtime.starter());
    }
}
