package dev.atelier.app.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLibraryTest {
    @TempDir private Path folder;

    @Test
    void automaticTakesTheFileBesideTheCheckpoint() throws IOException, GenerationException {
        var model = file("models/Stable-diffusion/boat.safetensors");
        assertEquals(Optional.empty(), vae(Optional.empty(), model));

        var ckpt = file("models/Stable-diffusion/boat.vae.ckpt");
        assertEquals(Optional.of(ckpt), vae(Optional.empty(), model));

        var pt = file("models/Stable-diffusion/boat.vae.pt");
        assertEquals(Optional.of(pt), vae(Optional.of("automatic"), model));

        var safe = file("models/Stable-diffusion/boat.vae.safetensors");
        assertEquals(Optional.of(safe), vae(Optional.of("Automatic"), model));
    }

    @Test
    void noneIsTheCheckpointsOwnWhateverLiesBeside() throws IOException, GenerationException {
        var model = file("boat.ckpt");
        file("boat.vae.pt");

        assertEquals(Optional.empty(), vae(Optional.of("None"), model));
        assertEquals(Optional.empty(), vae(Optional.of("none"), model));
    }

    /// The folders of an installed A1111 (`modules/paths`, `modules/shared_cmd_options`).
    @Test
    void everyKindIsFoundWhereA1111KeepsIt() throws IOException {
        var model = file("models/Stable-diffusion/anime/boat.safetensors");
        var fine = file("models/VAE/fine.pt");
        var ink = file("models/Lora/styles/ink.safetensors");
        var canny = file("models/ControlNet/control_v11p_sd15_canny.pth");
        var large = file("models/ESRGAN/4x_large.pth");
        var library = near(new NearbyFiles(folder.resolve("data"), Optional.of(model)));

        assertEquals(Optional.of(model), library.file(ModelKind.CHECKPOINT, "boat"));
        assertEquals(Optional.of(model), library.file(ModelKind.CHECKPOINT, "boat.safetensors"));
        assertEquals(Optional.of(fine), library.file(ModelKind.VAE, "fine.pt"));
        assertEquals(Optional.of(fine), library.file(ModelKind.VAE, "FINE"));
        assertEquals(Optional.of(ink), library.file(ModelKind.LORA, "ink"));
        assertEquals(
                Optional.of(canny), library.file(ModelKind.CONTROLNET, "control_v11p_sd15_canny"));
        assertEquals(Optional.of(large), library.file(ModelKind.UPSCALER, "4x_large"));
    }

    /// The folders of an installed ComfyUI (`folder_paths`).
    @Test
    void everyKindIsFoundWhereComfyUiKeepsIt() throws IOException {
        var model = file("models/checkpoints/boat.safetensors");
        var vae = file("models/vae/fine.safetensors");
        var word = file("models/embeddings/easyneg.pt");
        var lora = file("models/loras/ink.safetensors");
        var control = file("models/controlnet/depth.safetensors");
        var upscaler = file("models/upscale_models/4x.pth");
        var library = near(new NearbyFiles(folder.resolve("data"), Optional.of(model)));

        assertEquals(Optional.of(vae), library.file(ModelKind.VAE, "fine.safetensors"));
        assertEquals(Optional.of(word), library.file(ModelKind.EMBEDDING, "easyneg"));
        assertEquals(Optional.of(lora), library.file(ModelKind.LORA, "ink"));
        assertEquals(Optional.of(control), library.file(ModelKind.CONTROLNET, "depth"));
        assertEquals(Optional.of(upscaler), library.file(ModelKind.UPSCALER, "4x"));
    }

    /// A name leads to what is documented: beside the checkpoint, into the folders of the program
    /// that the checkpoint lies in, and to no other folder above it.
    @Test
    void nothingElseAboveACheckpointIsLookedAt() throws IOException {
        file("Lora/above.safetensors");
        file("work/Lora/parent.safetensors");
        file("work/models/Lora/models.safetensors");
        var beside = file("work/mine/Lora/beside.safetensors");
        var model = file("work/mine/boat.safetensors");
        var library = near(new NearbyFiles(folder.resolve("data"), Optional.of(model)));

        assertEquals(Optional.of(beside), library.file(ModelKind.LORA, "beside"));
        for (var name : List.of("above", "parent", "models")) {
            assertEquals(Optional.empty(), library.file(ModelKind.LORA, name), name);
        }
        // Checkpoints in a folder of their own, outside of a folder "models".
        var alone = file("store/checkpoints/boat.safetensors");
        var next = file("store/loras/next.safetensors");
        var stores = near(new NearbyFiles(folder.resolve("data"), Optional.of(alone)));
        assertEquals(Optional.of(next), stores.file(ModelKind.LORA, "next"));
        assertEquals(Optional.empty(), stores.file(ModelKind.LORA, "above"));
    }

    /// Bundled files are the program's own.
    @Test
    void filesAreNeverToBePutAmongTheBundledOnes() throws IOException {
        file("data/bundled/models/lora/night.safetensors");
        var files = new NearbyFiles(folder.resolve("data"), Optional.empty());

        assertTrue(near(files).file(ModelKind.LORA, "night").isPresent());
        assertEquals(
                Optional.of(folder.resolve("data").resolve("lora")), files.folder(ModelKind.LORA));
    }

    @Test
    void aNameIsLookedForInTheDataFolderAndMayBeAPathOnlyWhereThatIsAllowed() throws IOException {
        var model = file("models/Stable-diffusion/boat.safetensors");
        var own = file("data/vae/fine-two.safetensors");
        var sibling = file("models/Stable-diffusion/third.pt");
        var names = new NearbyFiles(folder.resolve("data"), Optional.of(model));
        var closed = near(names);
        var open = near(names.withPaths());

        assertEquals(Optional.of(own), closed.file(ModelKind.VAE, "fine-two"));
        assertEquals(Optional.of(own), open.file(ModelKind.VAE, own.toString()));
        assertEquals(Optional.of(sibling), open.file(ModelKind.VAE, "third"));
        assertEquals(Optional.empty(), closed.file(ModelKind.VAE, own.toString()));
        assertEquals(Optional.empty(), closed.file(ModelKind.VAE, "third"));
        assertEquals(Optional.empty(), open.file(ModelKind.VAE, "gone"));
    }

    @Test
    void aNameThatIsNowhereIsAFailureInWords() throws IOException {
        var model = file("boat.ckpt");

        var vae = assertThrows(GenerationException.class, () -> vae(Optional.of("gone.pt"), model));
        var other = Recipe.DEFAULT.withModel(Optional.of(new ModelRef("other", "")));
        var checkpoint =
                assertThrows(
                        GenerationException.class, () -> ModelSpec.of(other, library(List.of())));

        assertInstanceOf(Failure.ModelMissing.class, vae.failure());
        assertEquals("The VAE gone.pt is not here.", vae.failure().sentence());
        assertEquals("The model other is not here.", checkpoint.failure().sentence());
    }

    @Test
    void aDiskThatIsTooFullForTheStarterIsNamed() {
        var full = failure(new FileSystemException("/d", null, "No space left on device"));
        var locked = failure(new FileSystemException("/d", null, "Read-only file system"));
        var damaged = failure(new IOException("it ends early"));

        assertEquals("The disk of the data folder is full.", full.sentence());
        assertTrue(full.remedy().contains("ATELIER_DATA"), full.remedy());
        assertEquals("The disk of the data folder is read-only.", locked.sentence());
        assertInstanceOf(Failure.BadCheckpoint.class, damaged);
    }

    private static Failure failure(IOException thrown) {
        var library =
                new ModelLibrary(
                        () -> {
                            throw thrown;
                        },
                        kind -> List.of());
        return assertThrows(GenerationException.class, () -> library.checkpoint(Recipe.DEFAULT))
                .failure();
    }

    @Test
    void noModelAndTheStarterByNameAreOneThing() throws GenerationException {
        var named = new ModelRef(ModelLibrary.STARTER, "");
        var library = library(List.of());

        assertEquals(
                ModelSpec.of(Recipe.DEFAULT, library),
                ModelSpec.of(Recipe.DEFAULT.withModel(Optional.of(named)), library));
        assertEquals("starter", ModelLibrary.modelName(Recipe.DEFAULT));
    }

    @Test
    void namesMeanFilesWithOrWithoutTheirEnding() {
        var file = ModelFile.of(ModelKind.VAE, Path.of("somewhere", "Fine.v2.safetensors"));

        assertTrue(file.answersTo("Fine.v2.safetensors"));
        assertTrue(file.answersTo("fine.v2"));
        assertFalse(file.answersTo("fine"));
    }

    /// `<lora:name>` means a file's name before what a trainer wrote into another.
    @Test
    void aLoraMayBeCalledByTheNameOfItsTrainer() throws IOException {
        var first = lora("a.safetensors", "ink");
        var second = lora("ink.safetensors", "brush");
        lora("c.safetensors", "None");
        var files =
                List.of(first, second).stream()
                        .map(file -> ModelFile.of(ModelKind.LORA, file))
                        .toList();
        var library = library(files);

        assertEquals(Optional.of(second), library.file(ModelKind.LORA, "ink"));
        assertEquals(Optional.of(second), library.file(ModelKind.LORA, "brush"));
        assertEquals(Optional.of(first), library.file(ModelKind.LORA, "a"));
        assertEquals(Optional.empty(), library.file(ModelKind.LORA, "None"));
    }

    private Path lora(String name, String alias) throws IOException {
        var file = folder.resolve(name);
        var entry = new Entry("lora_unet_x.lora_down.weight", DType.F32, List.of(1L));
        SafetensorsWriter.write(
                file, Map.of("ss_output_name", alias), List.of(entry), it -> new byte[4]);
        return file;
    }

    private ModelLibrary library(List<ModelFile> files) {
        return new ModelLibrary(
                () -> folder.resolve("starter.safetensors"),
                kind -> files.stream().filter(file -> file.kind() == kind).toList());
    }

    private static ModelLibrary near(NearbyFiles files) {
        return new ModelLibrary(() -> Path.of("starter.safetensors"), files);
    }

    private static Optional<Path> vae(Optional<String> vae, Path model) throws GenerationException {
        return new ModelLibrary(() -> model, kind -> List.of())
                .vae(Recipe.DEFAULT.withVae(vae), model);
    }

    private Path file(String name) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "");
    }
}
