package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.assets.Assets;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The starter model with other autoencoders, through what the studio draws with: a picture is
/// decided by its recipe, never by what was drawn before it.
class VaePictureTest {
    private static final String VAE = "first_stage_model.";

    @TempDir private Path folder;
    private LocalEngine engine = engine(Path.of(""));

    private static LocalEngine engine(Path folder) {
        var runtime = new TorchRuntime(DataFolder.ofThisUser());
        ModelLibrary.Source files =
                kind ->
                        switch (kind) {
                            case CHECKPOINT -> existing(kind, folder, "boat.safetensors");
                            case VAE ->
                                    existing(
                                            kind,
                                            folder,
                                            "own.safetensors",
                                            "dark.safetensors",
                                            "broken.pt");
                            default -> List.of();
                        };
        return new LocalEngine(
                runtime, new ModelLibrary(runtime::starter, files), Optional.empty());
    }

    private static List<ModelFile> existing(ModelKind kind, Path folder, String... names) {
        return Stream.of(names)
                .map(folder::resolve)
                .filter(Files::exists)
                .map(file -> ModelFile.of(kind, file))
                .toList();
    }

    @BeforeEach
    void prepare() throws Exception {
        DataFolder.ofThisUser().prepareEngine();
        engine = engine(folder);
        var starter = Assets.file(Assets.STARTER_MODEL, DataFolder.ofThisUser().root());
        Files.copy(starter, folder.resolve("boat.safetensors"));
        extract(starter, folder.resolve("own.safetensors"), false);
        extract(starter, folder.resolve("dark.safetensors"), true);
        Files.copy(folder.resolve("dark.safetensors"), folder.resolve("boat.vae.safetensors"));
        Files.writeString(folder.resolve("broken.pt"), "nothing in here");
    }

    @AfterEach
    void free() {
        engine.close();
    }

    @Test
    void thePictureFollowsTheRecipeInAnyOrderOfCheckpointsAndAutoencoders() throws Exception {
        var own = draw("starter", "None");
        var dark = draw("starter", "dark.safetensors");

        assertFalse(Arrays.equals(own, dark));
        assertArrayEquals(own, draw("starter", "own.safetensors"));
        assertArrayEquals(dark, draw("boat", "Automatic"), "the file beside the checkpoint");
        assertArrayEquals(own, draw("boat", "None"));
        assertArrayEquals(own, draw("boat", "own.safetensors"));
        assertArrayEquals(dark, draw("boat", "dark.safetensors"));
        assertArrayEquals(own, draw("starter", "Automatic"), "nothing lies beside the starter");
    }

    @Test
    void aBrokenAutoencoderIsOneSentenceAndNothingIsLost() throws Exception {
        var dark = draw("starter", "dark.safetensors");

        var thrown = assertThrows(GenerationException.class, () -> draw("starter", "broken.pt"));

        var sentence = thrown.failure().sentence();
        assertTrue(sentence.startsWith("The VAE cannot be used: broken.pt: "), sentence);
        assertArrayEquals(dark, draw("starter", "dark.safetensors"));
        assertEquals(
                "The VAE gone.pt is not here.",
                assertThrows(GenerationException.class, () -> draw("starter", "gone.pt"))
                        .failure()
                        .sentence());
    }

    /// Files are moved into place, as downloads and trainers do.
    @Test
    void aFileThatIsReplacedUnderItsNameIsReadAgain() throws Exception {
        var own = draw("boat", "own.safetensors");
        var dark = draw("starter", "dark.safetensors");

        replace("dark.safetensors", "own.safetensors");
        assertArrayEquals(dark, draw("boat", "own.safetensors"));
        assertArrayEquals(own, draw("boat", "None"));
        darken(folder.resolve("boat.safetensors"));
        assertArrayEquals(dark, draw("boat", "None"), "the checkpoint itself");
    }

    private void replace(String from, String to) throws IOException {
        var aside = folder.resolve("aside");
        Files.copy(folder.resolve(from), aside);
        later(aside, folder.resolve(to));
    }

    /// With a time of its own: a test is faster than some file systems' clocks.
    private static void later(Path aside, Path to) throws IOException {
        long then = Files.getLastModifiedTime(to).toMillis();
        Files.setLastModifiedTime(aside, FileTime.fromMillis(then + 5000));
        Files.move(aside, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private void darken(Path checkpoint) throws IOException {
        var aside = folder.resolve("aside");
        try (var file = SafetensorsFile.open(checkpoint)) {
            var entries =
                    file.tensors().values().stream()
                            .map(info -> new Entry(info.name(), info.dtype(), info.shape()))
                            .toList();
            SafetensorsWriter.write(
                    aside,
                    file.metadata(),
                    entries,
                    entry ->
                            entry.name().startsWith(VAE + "decoder.conv_out")
                                    ? new byte[Math.toIntExact(entry.sizeBytes())]
                                    : file.bytes(entry.name()));
        }
        later(aside, checkpoint);
    }

    private byte[] draw(String model, String vae) throws GenerationException {
        var recipe =
                Recipe.of("a red boat", new Size(64, 64))
                        .withSeed(Seed.of(3))
                        .withModel(Optional.of(new ModelRef(model, "")))
                        .withVae(Optional.of(vae));
        var few = recipe.withSampling(recipe.sampling().withSteps(2));
        return engine.generate(few, Observer.NONE, new Cancellation()).getFirst().rgb();
    }

    /// @param dark without what the decoder's last layer adds
    private static void extract(Path model, Path target, boolean dark) throws IOException {
        try (var file = SafetensorsFile.open(model)) {
            var entries =
                    file.tensors().values().stream()
                            .filter(info -> info.name().startsWith(VAE))
                            .map(info ->
                                    new Entry(
                                            info.name().substring(VAE.length()),
                                            info.dtype(),
                                            info.shape()))
                            .toList();
            SafetensorsWriter.write(
                    target,
                    Map.of(),
                    entries,
                    entry ->
                            dark && entry.name().startsWith("decoder.conv_out")
                                    ? new byte[Math.toIntExact(entry.sizeBytes())]
                                    : file.bytes(VAE + entry.name()));
        }
    }
}
