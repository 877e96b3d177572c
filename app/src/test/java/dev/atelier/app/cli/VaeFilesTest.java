package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaeFilesTest {
    @TempDir private Path folder;

    @Test
    void automaticTakesTheFileBesideTheCheckpoint() throws IOException, GenerationException {
        var model = file("models/Stable-diffusion/boat.safetensors");
        assertEquals(Optional.empty(), wanted(Optional.empty(), model));

        var ckpt = file("models/Stable-diffusion/boat.vae.ckpt");
        assertEquals(Optional.of(ckpt), wanted(Optional.empty(), model));

        var pt = file("models/Stable-diffusion/boat.vae.pt");
        assertEquals(Optional.of(pt), wanted(Optional.of("automatic"), model));

        var safe = file("models/Stable-diffusion/boat.vae.safetensors");
        assertEquals(Optional.of(safe), wanted(Optional.of("Automatic"), model));
    }

    @Test
    void noneIsTheCheckpointsOwnWhateverLiesBeside() throws IOException, GenerationException {
        var model = file("boat.ckpt");
        file("boat.vae.pt");

        assertEquals(Optional.empty(), wanted(Optional.of("None"), model));
        assertEquals(Optional.empty(), wanted(Optional.of("none"), model));
    }

    @Test
    void aNameIsLookedForWhereA1111KeepsItAndInMoreFolders() throws IOException {
        var model = Optional.of(file("models/Stable-diffusion/anime/boat.safetensors"));
        var fine = file("models/VAE/fine.pt");
        var own = file("data/fine-two.safetensors");
        var more = List.of(folder.resolve("data"));

        assertEquals(Optional.of(fine), VaeFiles.named("fine.pt", more, model));
        assertEquals(Optional.of(fine), VaeFiles.named("fine", more, model));
        assertEquals(Optional.of(own), VaeFiles.named("fine-two", more, model));
        assertEquals(Optional.of(own), VaeFiles.named(own.toString(), List.of(), model));
        assertEquals(Optional.empty(), VaeFiles.named("gone", more, model));
    }

    @Test
    void aNameThatIsNowhereIsAFailureInWords() throws IOException {
        var model = file("boat.ckpt");

        var thrown =
                assertThrows(
                        GenerationException.class, () -> wanted(Optional.of("gone.pt"), model));

        assertInstanceOf(Failure.ModelMissing.class, thrown.failure());
        assertEquals("The VAE gone.pt is not here.", thrown.failure().sentence());
    }

    @Test
    void namesMeanFilesWithOrWithoutTheirEnding() {
        var file = Path.of("somewhere", "Fine.v2.safetensors");

        assertTrue(VaeFiles.named("Fine.v2.safetensors", file));
        assertTrue(VaeFiles.named("fine.v2", file));
        assertFalse(VaeFiles.named("fine", file));
    }

    private static Optional<Path> wanted(Optional<String> vae, Path model)
            throws GenerationException {
        return VaeFiles.wanted(
                Recipe.DEFAULT.withVae(vae), Optional.of(model), name -> Optional.empty());
    }

    private Path file(String name) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "");
    }
}
