package dev.atelier.checkpoint.diffusers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.CheckpointFile;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.MadeFile;
import dev.atelier.checkpoint.Weight;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A UNet in a file of its own, completed by the checkpoint it was taken from.
class UnetFileTest {
    private static final String UNET = "model.diffusion_model.";

    @TempDir private Path folder;

    private Path unet(String model, UnaryOperator<String> spelling) throws IOException {
        var target =
                folder.resolve(
                        model + spelling.apply(UNET + "-unet.safetensors").replace(UNET, ""));
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file(model))) {
            var made = new MadeFile();
            file.tensors().values().stream()
                    .filter(info -> info.name().startsWith(UNET))
                    .forEach(info ->
                            made.with(
                                    spelling.apply(info.name()),
                                    info.shape(),
                                    file.floats(info.name())));
            return made.write(target);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-sd1", "tiny-sd1-inpainting", "tiny-sd2-v", "tiny-sdxl"})
    void everySpellingMakesTheCheckpoint(String model) throws IOException {
        var diffusers = DiffusersFolders.write(model, folder.resolve(model));
        List<Path> files =
                List.of(
                        unet(model, name -> name),
                        unet(model, name -> name.substring(UNET.length())),
                        diffusers.resolve("unet").resolve("diffusion_pytorch_model.safetensors"));
        var base = GoldenCheckpoints.file(model);
        var sizes = base.resolveSibling(base.getFileName() + ".json");
        for (var file : files) {
            // Which heads the tiny models have stands beside them.
            Files.copy(
                    sizes,
                    file.resolveSibling(file.getFileName() + ".json"),
                    StandardCopyOption.REPLACE_EXISTING);
            var source = new CheckpointFile(file, Optional.of(base));
            try (var whole = Checkpoint.openComplete(base);
                    var joined = source.openComplete()) {
                assertEquals(whole.family(), joined.family());
                assertEquals(whole.config().unet(), joined.config().unet());
                assertEquals(whole.config().texts(), joined.config().texts());
                assertEquals(keys(whole.unetWeights()), keys(joined.unetWeights()));
                assertEquals(keys(whole.vaeWeights()), keys(joined.vaeWeights()));
                for (var weight : joined.unetWeights()) {
                    assertArrayEquals(
                            whole.file().floats(weight.key()),
                            joined.file().floats(weight.stored()),
                            weight.key());
                }
            }
        }
    }

    private static List<String> keys(List<Weight> weights) {
        return weights.stream().map(Weight::key).sorted().collect(Collectors.toList());
    }

    @Test
    void aBaseBesideTheFileIsFound() throws IOException {
        var file = unet("tiny-sd1", name -> name);
        assertTrue(refusal(CheckpointFile.of(file)).contains("tiny-sd1-unet.base.safetensors"));

        Files.copy(
                GoldenCheckpoints.file("tiny-sd1"),
                folder.resolve("tiny-sd1-unet.base.safetensors"));
        try (var joined = Checkpoint.openComplete(file)) {
            assertTrue(joined.hasVae());
        }
    }

    @Test
    void withoutABaseTheWayOutIsSaid() throws IOException {
        var words = refusal(new CheckpointFile(unet("tiny-sdxl", name -> name), Optional.empty()));
        assertTrue(words.contains("holds a UNet alone, for Stable Diffusion XL"), words);
        assertTrue(words.contains("--base"), words);
    }

    @Test
    void aBaseOfAnotherFamilyIsRefused() throws IOException {
        var other = GoldenCheckpoints.file("tiny-sdxl");
        var file = unet("tiny-sd1", name -> name.substring(UNET.length()));
        var words = refusal(new CheckpointFile(file, Optional.of(other)));
        assertTrue(words.contains("choose a base of the same family"), words);

        var alone = refusal(new CheckpointFile(file, Optional.of(file)));
        assertTrue(alone.contains("cannot be the base of another"), alone);
    }

    private static String refusal(CheckpointFile source) {
        return String.valueOf(
                assertThrows(CheckpointException.class, () -> source.openComplete().close())
                        .getMessage());
    }
}
