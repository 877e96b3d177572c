package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    /// The smallest whole checkpoint: every kind of key, few numbers.
    private static final CheckpointConfig SMALL =
            new CheckpointConfig(
                    Family.SD1,
                    new UnetConfig(
                            4, 4, 32, List.of(1, 2), 1, List.of(1, 0), 1, 64, 8, 0, 0, false),
                    new VaeConfig(32, List.of(1, 1), 1, 32, LatentFormat.SD1.with(4, 2, 0.18215)),
                    List.of(
                            new TextConfig(
                                    TextConfig.Spelling.HUGGING_FACE,
                                    TensorLayout.TEXT,
                                    64,
                                    2,
                                    1,
                                    128,
                                    50,
                                    77,
                                    TextConfig.Activation.QUICK_GELU,
                                    1e-5,
                                    0,
                                    TextConfig.Output.CHOSEN)),
                    Training.STABLE_DIFFUSION,
                    512);

    private static final String INPUT = "model.diffusion_model.input_blocks.";

    /// The shape of a tensor without numbers.
    private static final List<Long> EMPTY = List.of(0L);

    @TempDir Path folder;

    @Test
    void readsTheStarterModel() throws IOException {
        try (var checkpoint = Checkpoint.openComplete(STARTER)) {
            var config = checkpoint.config();

            assertEquals(Family.SD1, checkpoint.family());
            assertEquals(128, config.nativeSize());
            assertEquals(2, config.unet().heads());
            assertEquals(List.of(1, 1, 1, 1), config.unet().multipliers());
            assertEquals(List.of(1, 1, 1, 0), config.unet().depths());
            assertEquals(8, config.vae().groups());
            assertEquals(List.of(1, 2, 2, 2), config.vae().multipliers());
            assertEquals(4, config.text().heads());
            assertEquals(4, config.text().layers());
            assertEquals(List.of(), checkpoint.keyReport().unused());
        }
    }

    /// LDM prints 859.52 M for the UNet when it loads a v1 model, Hugging Face 83.65 M for the
    /// autoencoder and 123.06 M for the text model.
    @Test
    void listsStableDiffusion15() {
        var unet = TensorLayout.unet(TensorLayout.UNET, CheckpointConfig.SD15.unet());
        var vae = TensorLayout.vae(TensorLayout.VAE, CheckpointConfig.SD15.vae());
        var text = TensorLayout.text(CheckpointConfig.SD15.text());

        assertEquals(686, unet.size());
        assertEquals(248, vae.size());
        assertEquals(196, text.size());
        assertEquals(859_520_964, numbers(unet));
        assertEquals(83_653_863, numbers(vae));
        assertEquals(123_060_480, numbers(text));
        assertEquals(686 + 248 + 196, TensorLayout.of(CheckpointConfig.SD15).size());
    }

    @Test
    void infersStableDiffusion15FromItsShapesAlone() throws IOException {
        var tensors = infos(TensorLayout.of(CheckpointConfig.SD15));

        var inference = new ConfigInference(tensors, Map.of());

        assertEquals(Family.SD1, inference.family());
        assertEquals(CheckpointConfig.SD15, inference.config());
    }

    @Test
    void namesExactlyTheKeyThatIsMissing() {
        var layout = TensorLayout.of(CheckpointConfig.SD15);
        for (var key : layout.keySet()) {
            var tensors = infos(layout);
            tensors.remove(key);

            var config = new ConfigInference(tensors, Map.of()).config();

            var keyReport = KeyReport.of(TensorLayout.of(config), tensors);
            assertEquals(List.of(key), keyReport.missing(), key);
            assertEquals(List.of(), keyReport.mismatched(), key);
            assertEquals(List.of(), keyReport.unused(), key);
        }
    }

    @Test
    void refusesAMissingTensor() throws IOException {
        var layout = new LinkedHashMap<>(TensorLayout.of(SMALL));
        layout.remove("model.diffusion_model.out.2.bias");
        layout.remove("first_stage_model.quant_conv.weight");
        var file = write("cut.safetensors", layout, Map.of());

        var thrown = assertThrows(CheckpointException.class, () -> Checkpoint.openComplete(file));

        assertEquals(
                "cut.safetensors: tensors are missing: model.diffusion_model.out.2.bias",
                thrown.getMessage());
    }

    @Test
    void refusesAWrongShape() throws IOException {
        var layout = new LinkedHashMap<>(TensorLayout.of(SMALL));
        layout.put("model.diffusion_model.time_embed.2.weight", List.of(128L, 64L));
        var file = write("v1-5.safetensors", layout, Map.of());

        var thrown = assertThrows(CheckpointException.class, () -> Checkpoint.openComplete(file));

        assertEquals(
                "v1-5.safetensors: model.diffusion_model.time_embed.2.weight:"
                        + " expected [128, 128], got [128, 64]",
                thrown.getMessage());
    }

    @Test
    void namesTenOfManyMissingTensors() throws IOException {
        var layout = new LinkedHashMap<>(TensorLayout.of(SMALL));
        layout.keySet().removeIf(key -> key.startsWith(TensorLayout.TEXT));
        var file = write("no-text.safetensors", layout, Map.of());

        var thrown = assertThrows(CheckpointException.class, () -> Checkpoint.openComplete(file));

        var message = String.valueOf(thrown.getMessage());
        assertTrue(message.matches(".*cond_stage_model.* and \\d+ more"), message);
        assertEquals(10, message.split("cond_stage_model", -1).length - 1);
    }

    @Test
    void acceptsKeysOfOldFilesAndNamesStrays() throws IOException {
        var layout = new LinkedHashMap<String, List<Long>>();
        TensorLayout.of(SMALL)
                .forEach((key, shape) -> layout.put(key.replace("text_model.", ""), shape));
        layout.put("model_ema.decay", List.of());
        layout.put("cond_stage_model.logit_scale", List.of());
        layout.put("cond_stage_model.transformer.text_projection.weight", List.of(2L, 2L));
        layout.put("lvlb_weights", List.of(3L));
        layout.put("something.else", List.of(1L));
        var file = write("old.safetensors", layout, Map.of());

        try (var checkpoint = Checkpoint.openComplete(file)) {
            assertEquals(List.of("something.else"), checkpoint.keyReport().unused());
            assertEquals(4, checkpoint.keyReport().known().size());
            assertTrue(
                    checkpoint
                            .textWeights(checkpoint.config().text())
                            .contains(
                                    new Weight(
                                            TensorLayout.TEXT + "encoder.layers.0.mlp.fc1.bias",
                                            "cond_stage_model.transformer"
                                                    + ".encoder.layers.0.mlp.fc1.bias",
                                            "encoder.layers.0.mlp.fc1.bias")));
        }
    }

    /// Notes that A1111 and model sites' helpers lay beside a model, sound or not.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"description\": \"\", \"sd version\": \"SD1\", \"notes\": \"\"}",
                "{\"id\": 1, \"config\": \"v1-inference.yaml\", \"text_encoder\": \"clip\"}",
                "{\"config\": {\"model\": \"x\"}, \"native_size\": \"large\"}",
                "[]",
                "not JSON",
                "",
                "{\"a\":"
            })
    void ignoresAJsonFileBesideItThatIsNotOurs(String json) throws IOException {
        var file = write("noted.safetensors", TensorLayout.of(SMALL), Map.of());
        Files.writeString(folder.resolve("noted.json"), json);

        try (var checkpoint = Checkpoint.open(file)) {
            assertEquals(Family.SD1, checkpoint.family());
            assertEquals(512, checkpoint.config().nativeSize());
        }
    }

    @Test
    void tellsInpaintingByItsNineChannels() throws IOException {
        var layout = new LinkedHashMap<>(TensorLayout.of(SMALL));
        layout.put("model.diffusion_model.input_blocks.0.0.weight", List.of(32L, 9L, 3L, 3L));
        var file = write("inpainting.safetensors", layout, Map.of());

        try (var checkpoint = Checkpoint.openComplete(file)) {
            assertEquals(Variant.INPAINTING, checkpoint.config().variant());
            assertEquals(9, checkpoint.config().unet().inChannels());
        }
    }

    @Test
    void describesAFileThatIsNoCheckpoint() throws IOException {
        var file = write("lora.safetensors", Map.of("lora_te.alpha", List.<Long>of()), Map.of());

        try (var checkpoint = Checkpoint.open(file)) {
            assertEquals(Family.UNKNOWN, checkpoint.family());
            assertEquals(List.of("lora_te.alpha"), checkpoint.keyReport().unused());
        }
        assertThrows(CheckpointException.class, () -> Checkpoint.openComplete(file));
    }

    @Test
    void prefersItsOwnNoiseLevels() throws IOException {
        var layout = new LinkedHashMap<>(TensorLayout.of(SMALL));
        var computed = open(write("a.safetensors", layout, Map.of()));
        layout.put("alphas_cumprod", List.of(1000L));
        var own = open(write("b.safetensors", layout, Map.of()));

        try (computed;
                own) {
            // LDM's own values for v1: alphas_cumprod[0] and [999].
            assertEquals(0.99915f, computed.alphasCumprod()[0], 1e-7f);
            assertEquals(0.00466010f, computed.alphasCumprod()[999], 1e-8f);
            assertArrayEquals(new float[1000], own.alphasCumprod());
        }
    }

    @Test
    void takesTheConfigurationBesideTheFile() throws IOException {
        var file = write("named.safetensors", TensorLayout.of(SMALL), Map.of());
        Files.writeString(
                folder.resolve("named.json"),
                """
                {"config":{"model":{"params":{"parameterization":"v","scale_factor":0.5,
                 "unet_config":{"params":{"num_heads":-1,"num_head_channels":16}}}}},
                 "text_encoder":{"num_attention_heads":2,"hidden_act":"gelu"},
                 "norm_num_groups":16,"native_size":64}\
                """);

        try (var checkpoint = Checkpoint.openComplete(file)) {
            var config = checkpoint.config();
            assertEquals(Prediction.V, config.training().prediction());
            assertEquals(0.5, config.latents().scale());
            assertEquals(16, config.unet().headChannels());
            assertEquals(0, config.unet().heads());
            assertEquals(2, config.text().heads());
            assertTrue(!config.text().quickGelu());
            assertEquals(16, config.vae().groups());
            assertEquals(64, config.nativeSize());
        }
    }

    /// The form of Stability's `v2-inference-v.yaml`.
    @Test
    void takesLdmsOwnConfigurationBesideTheFile() throws IOException {
        var file = write("yaml.safetensors", TensorLayout.of(SMALL), Map.of());
        Files.writeString(
                folder.resolve("yaml.yaml"),
                """
                model:
                  base_learning_rate: 1.0e-4
                  target: ldm.models.diffusion.ddpm.LatentDiffusion
                  params:
                    parameterization: "v"
                    linear_start: 0.00085
                    linear_end: 0.0120
                    timesteps: 1000
                    cond_stage_trainable: false
                    scale_factor: 0.25 # not the usual one
                    unet_config:
                      params:
                        use_checkpoint: True
                        attention_resolutions: [ 4, 2, 1 ]
                        num_head_channels: 16 # need to fix for flash-attn
                    first_stage_config:
                      params:
                        ddconfig:
                          ch_mult:
                          - 1
                          - 2
                          attn_resolutions: []
                          norm_num_groups: 16
                """);

        try (var checkpoint = Checkpoint.open(file)) {
            var config = checkpoint.config();
            assertEquals(Prediction.V, config.training().prediction());
            assertTrue(!config.training().assumed());
            assertEquals(0.25, config.latents().scale());
            assertEquals(16, config.unet().headChannels());
            assertEquals(16, config.vae().groups());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"native_size":0} | native_size: expected a whole number from 1 to 65536, got 0
                    {"norm_num_groups":"8"} | norm_num_groups: expected a whole number from 1 to 65536, got "8"
                    {"config":{"model":{"params":{"unet_config":{"params":{"num_heads":2.5}}}}}} | num_heads: expected a whole number from 1 to 65536, got 2.5
                    {"config":{"model":{"params":{"linear_end":1.5}}}} | linear_end: expected a number between 0 and 1, got 1.5
                    {"config":{"model":{"params":{"parameterization":"x0"}}}} | parameterization: expected eps or v, got "x0"
                    {"text_encoder":{"hidden_act":"relu"}} | hidden_act: expected quick_gelu or gelu, got "relu"
                    """)
    void refusesAWrongConfiguration(String json, String message) throws IOException {
        var file =
                write("wrong.safetensors", TensorLayout.of(SMALL), Map.of("atelier.config", json));

        var thrown = assertThrows(CheckpointException.class, () -> Checkpoint.open(file));

        assertEquals("wrong.safetensors: its configuration, " + message, thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[[[", "{\"config\":1", "x"})
    void refusesAConfigurationThatIsNoJson(String json) throws IOException {
        var file =
                write("wrong.safetensors", TensorLayout.of(SMALL), Map.of("atelier.config", json));

        assertThrows(CheckpointException.class, () -> Checkpoint.open(file));
    }

    @Test
    void refusesHeadsThatDoNotDivideTheWidth() throws IOException {
        var json =
                "{\"config\":{\"model\":{\"params\":{\"unet_config\":{\"params\":"
                        + "{\"num_heads\":7}}}}}}";
        var file =
                write("heads.safetensors", TensorLayout.of(SMALL), Map.of("atelier.config", json));

        var thrown = assertThrows(CheckpointException.class, () -> Checkpoint.openComplete(file));

        assertEquals(
                "heads.safetensors: attention heads: expected a divisor of 32, got 7",
                thrown.getMessage());
    }

    /// Whatever keys and shapes a file has, it is described or refused by name.
    @Test
    void survivesAnyShapes() {
        var random = new Random(20261123);
        var layout = TensorLayout.of(SMALL);
        for (int i = 0; i < 2000; i++) {
            var tensors = infos(layout);
            var keys = List.copyOf(tensors.keySet());
            for (int j = random.nextInt(1, 20); j > 0; j--) {
                var key = keys.get(random.nextInt(keys.size()));
                if (random.nextInt(3) == 0) {
                    tensors.remove(key);
                } else {
                    tensors.put(key, info(key, shape(random)));
                }
            }

            var inference = new ConfigInference(tensors, Map.of());

            if (inference.family() != Family.UNKNOWN) {
                KeyReport.of(TensorLayout.of(inference.config()), tensors);
            }
        }
    }

    /// Four hundred keys that would ask for more than half a million tensors.
    @Test
    void doesNotTakeNumbersInKeysForSizes() throws IOException {
        var layout = new LinkedHashMap<String, List<Long>>();
        for (int i = 0; i < 100; i++) {
            layout.put(INPUT + (1 + 2 * i) + ".0.in_layers.0", EMPTY);
            layout.put(INPUT + (201 + i) + ".0.in_layers.0", EMPTY);
            layout.put(INPUT + "1.1.transformer_blocks." + i + ".x", EMPTY);
            layout.put("first_stage_model.encoder.down." + i + ".block.0.x", EMPTY);
        }
        var file = write("numbers.safetensors", layout, Map.of());

        try (var checkpoint = Checkpoint.open(file)) {
            assertEquals(Family.UNKNOWN, checkpoint.family());
            assertEquals(400, checkpoint.keyReport().unused().size());
            assertEquals(List.of(), checkpoint.unetWeights());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F32", "F64"})
    void takesWeightsInAnyFormatOfFractions(DType dtype) {
        var layout = TensorLayout.of(SMALL);

        assertTrue(KeyReport.of(layout, infos(layout, dtype)).complete());
    }

    @Test
    void refusesWeightsThatAreWholeNumbers() {
        var layout = Map.of("a", List.of(2L));

        var keyReport = KeyReport.of(layout, infos(layout, DType.I8));

        assertEquals(
                List.of("a: expected F16, BF16, F32, F64, F8_E4M3 or F8_E5M2, got I8"),
                keyReport.mismatched().stream().map(Message::english).toList());
    }

    @Test
    void writesACheckpointOfRandomNumbersThatIsComplete() throws IOException {
        var file = folder.resolve("random.safetensors");

        RandomCheckpoint.write(file, SMALL);

        try (var checkpoint = Checkpoint.openComplete(file)) {
            assertEquals(SMALL, checkpoint.config());
            for (float weight : checkpoint.file().floats("model.diffusion_model.out.2.weight")) {
                // Uniform of variance 1 / (32 * 3 * 3), in half precision.
                assertEquals(0, weight, Math.sqrt(3.0 / 288) + 1e-4);
            }
            assertEquals(1, checkpoint.file().floats("model.diffusion_model.out.0.weight")[0]);
        }
    }

    private static List<Long> shape(Random random) {
        var shape = new ArrayList<Long>();
        for (int i = random.nextInt(5); i > 0; i--) {
            shape.add(random.nextBoolean() ? random.nextInt(5) : random.nextLong(1L << 40));
        }
        return shape;
    }

    private static Checkpoint open(Path file) throws IOException {
        return Checkpoint.openComplete(file);
    }

    private Path write(String name, Map<String, List<Long>> layout, Map<String, String> metadata)
            throws IOException {
        var entries = new ArrayList<Entry>();
        layout.forEach((key, shape) -> entries.add(new Entry(key, DType.F16, shape)));
        var file = folder.resolve(name);
        SafetensorsWriter.write(file, metadata, entries, e -> new byte[(int) e.sizeBytes()]);
        return file;
    }

    private static Map<String, TensorInfo> infos(Map<String, List<Long>> layout) {
        return infos(layout, DType.F16);
    }

    private static Map<String, TensorInfo> infos(Map<String, List<Long>> layout, DType dtype) {
        var infos = new LinkedHashMap<String, TensorInfo>();
        layout.forEach((key, shape) -> infos.put(key, new TensorInfo(key, dtype, shape, 0, 0)));
        return infos;
    }

    private static TensorInfo info(String key, List<Long> shape) {
        return new TensorInfo(key, DType.F16, shape, 0, 0);
    }

    private static long numbers(Map<String, List<Long>> layout) {
        return layout.values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                .sum();
    }
}
