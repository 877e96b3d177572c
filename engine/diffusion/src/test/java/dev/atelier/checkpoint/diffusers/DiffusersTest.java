package dev.atelier.checkpoint.diffusers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.FileHash;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.checkpoint.Weight;
import dev.atelier.pickle.TorchZip;
import dev.atelier.recipe.Cancellation;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reference checkpoints renamed to the library's names by its own script's table, and read back.
class DiffusersTest {
    private static final String PLAIN = "diffusion_pytorch_model%s.safetensors";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny-sd1", "tiny-sd1-inpainting"})
    void aRenamedCheckpointHasTheSameTensors(String name) throws IOException {
        DiffusersFolders.write(name, folder);

        try (var original = Checkpoint.openComplete(GoldenCheckpoints.file(name));
                var renamed = Checkpoint.openComplete(folder)) {
            assertEquals(original.config(), renamed.config());
            assertEquals(original.family(), renamed.family());
            assertEquals(List.of(), renamed.keyReport().unused());
            assertSame(original, renamed, keys(original.unetWeights()));
            assertSame(original, renamed, keys(original.vaeWeights()));
            assertSame(original, renamed, keys(original.textWeights(original.config().text())));
            assertArrayEquals(original.alphasCumprod(), renamed.alphasCumprod());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-sd2-v", "tiny-sdxl"})
    void theNamesOfLargerFamiliesAreKnownToo(String name) throws IOException {
        DiffusersFolders.write(name, folder);

        try (var original = Checkpoint.open(GoldenCheckpoints.file(name));
                var renamed = Diffusers.open(folder)) {
            for (var weights : List.of(original.unetWeights(), original.vaeWeights())) {
                for (var key : keys(weights)) {
                    assertEquals(original.file().info(key).shape(), renamed.info(key).shape());
                    assertArrayEquals(original.file().bytes(key), renamed.bytes(key), key);
                }
            }
        }
    }

    /// The library leaves out the last layer of SD2's text model, which nothing uses.
    @Test
    void aFolderOfSd2IsComplete() throws IOException {
        DiffusersFolders.write("tiny-sd2-v", folder);
        var config = "{\"hidden_act\": \"gelu\", \"num_attention_heads\": 4}";
        Files.writeString(folder.resolve("text_encoder/config.json"), config);
        var scheduler = "{\"prediction_type\": \"v_prediction\"}";
        Files.writeString(folder.resolve("scheduler/scheduler_config.json"), scheduler);
        var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sd2-v"));
        DiffusersTexts.write(file, "cond_stage_model.model.", 2, folder.resolve("text_encoder"));
        file.close();

        try (var original = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd2-v"));
                var renamed = Checkpoint.openComplete(folder)) {
            var text = renamed.config().text();
            assertEquals(Family.SD2, renamed.family());
            assertEquals(Prediction.V, renamed.config().training().prediction());
            assertEquals(original.config().text().layers() - 1, text.layers());
            assertEquals(1, text.output().stop(1, false));
            assertTrue(text.output().normed());
            assertSame(original, renamed, keys(renamed.textWeights(text)));
        }
    }

    @Test
    void aFolderOfSdxlIsComplete() throws IOException {
        DiffusersFolders.write("tiny-sdxl", folder);
        Files.writeString(folder.resolve("vae/config.json"), "{\"scaling_factor\": 0.13025}");
        var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sdxl"));
        var prefix = "conditioner.embedders.0.transformer.";
        var first = file.tensors().values().stream().filter(t -> t.name().startsWith(prefix));
        SafetensorsWriter.write(
                folder.resolve("text_encoder/model.safetensors"),
                Map.of(),
                first.map(t -> new Entry(t.name().substring(prefix.length()), t.dtype(), t.shape()))
                        .toList(),
                entry -> file.bytes(prefix + entry.name()));
        var second = folder.resolve("text_encoder_2");
        DiffusersTexts.write(file, "conditioner.embedders.1.model.", -1, second);
        file.close();
        for (var text : List.of("text_encoder", "text_encoder_2")) {
            var config = "{\"num_attention_heads\": 4}";
            Files.writeString(folder.resolve(text + "/config.json"), config);
        }

        try (var original = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sdxl"));
                var renamed = Checkpoint.openComplete(folder)) {
            assertEquals(Family.SDXL, renamed.family());
            assertEquals(original.config().texts(), renamed.config().texts());
            assertEquals(original.config().latents(), renamed.config().latents());
            for (var text : renamed.config().texts()) {
                assertSame(original, renamed, keys(renamed.textWeights(text)));
            }
            assertEquals(List.of(), renamed.keyReport().unused());
        }
    }

    private static List<String> keys(List<Weight> weights) {
        return weights.stream().map(Weight::stored).toList();
    }

    private static void assertSame(Checkpoint original, Checkpoint renamed, List<String> keys) {
        assertFalse(keys.isEmpty());
        for (var key : keys) {
            assertEquals(original.file().info(key).shape(), renamed.file().info(key).shape(), key);
            assertArrayEquals(original.file().bytes(key), renamed.file().bytes(key), key);
        }
    }

    @Test
    void readsASplitUnetAndTheHalfVariant() throws IOException {
        DiffusersFolders.write("tiny-sd1", folder, "diffusion_pytorch_model.fp16%s.safetensors", 3);

        try (var renamed = Checkpoint.openComplete(folder)) {
            assertTrue(renamed.keyReport().complete());
        }
        assertEquals(5, Diffusers.files(folder).size());
    }

    @Test
    void readsPickledWeightsWhereThereAreNoOthers() throws IOException {
        DiffusersFolders.write("tiny-sd1", folder);
        var plain = folder.resolve("unet/diffusion_pytorch_model.safetensors");
        try (var tensors = SafetensorsFile.open(plain)) {
            TorchZip.write(tensors, folder.resolve("unet/diffusion_pytorch_model.bin"));
        }
        assertEquals(plain, Diffusers.files(folder).getFirst());
        Files.delete(plain);

        try (var original = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"));
                var renamed = Checkpoint.openComplete(folder)) {
            assertSame(original, renamed, keys(original.unetWeights()));
        }
    }

    @Test
    void saysHowManyPartsOfASplitFileAreMissing() throws IOException {
        DiffusersFolders.write("tiny-sd1", folder, PLAIN, 3);
        Files.delete(folder.resolve("unet/diffusion_pytorch_model-00002-of-00003.safetensors"));

        var thrown = assertThrows(IOException.class, () -> Checkpoint.open(folder));

        assertEquals("unet: expected 3 weight files, got 2", thrown.getMessage());
    }

    @Test
    void prefersPlainSafetensorsToVariantsAndPickles() throws IOException {
        for (var name :
                List.of(
                        "pytorch_model.bin",
                        "model.fp16.safetensors",
                        "model.non_ema.safetensors",
                        "openvino_model.bin",
                        "model.safetensors.index.json")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertEquals(List.of(folder.resolve("model.fp16.safetensors")), WeightFiles.in(folder));

        Files.writeString(folder.resolve("model.safetensors"), "");
        assertEquals(List.of(folder.resolve("model.safetensors")), WeightFiles.in(folder));
    }

    @Test
    void theSchedulerDecidesWhatIsPredicted() throws IOException {
        DiffusersFolders.write("tiny-sd1", folder);
        var scheduler = folder.resolve("scheduler/scheduler_config.json");
        var text = Files.readString(scheduler);
        Files.writeString(scheduler, text.replace("epsilon", "v_prediction"));

        try (var checkpoint = Checkpoint.open(folder)) {
            assertEquals(Prediction.V, checkpoint.config().training().prediction());
        }

        Files.writeString(scheduler, text.replace("epsilon", "sample"));
        var thrown = assertThrows(IOException.class, () -> Checkpoint.open(folder));
        assertTrue(
                String.valueOf(thrown.getMessage()).contains("prediction_type"), thrown::toString);
    }

    @Test
    void aFolderWithoutATextModelSaysWhatIsMissing() throws IOException {
        DiffusersFolders.write("tiny-sd1", folder);
        Files.delete(folder.resolve("text_encoder/model.safetensors"));

        var thrown = assertThrows(IOException.class, () -> Checkpoint.openComplete(folder));

        assertTrue(
                String.valueOf(thrown.getMessage()).contains("tensors are missing"),
                thrown::toString);
    }

    @Test
    void goesByTheHashOfItsUnet() throws IOException {
        DiffusersFolders.write("tiny-sd1", folder);
        var unet = folder.resolve("unet/diffusion_pytorch_model.safetensors");
        var hashes = new FileHashes(folder.resolve("hashes"));

        assertEquals(FileHash.sha256(unet, new Cancellation()), hashes.sha256(folder));
        assertTrue(hashes.remembered().apply(folder).isPresent());
    }
}
