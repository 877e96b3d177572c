package dev.atelier.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.network.Networks;
import dev.atelier.recipe.prompt.BlockWeights;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Kinds and spellings of LoRA files that the reference files do not have, against sums written out
/// here in double precision after the papers and the trainers' own definitions.
class LoraKindsTest {
    private static final Compute COMPUTE =
            new Compute(Torch.startOnCpu(), Strategy.PLAIN_F32, Attention.FUSED, "test");

    private static final String UNET =
            "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn1.to_q.weight";
    private static final String TEXT =
            "cond_stage_model.transformer.text_model.encoder.layers.0.self_attn.q_proj.weight";
    private static final String KOHYA =
            "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.";
    private static final String DIFFUSERS = "down_blocks.0.attentions.0.transformer_blocks.0.attn1";
    private static final String LAYER = "text_model.encoder.layers.0.self_attn";

    /// Outputs and inputs of both layers.
    private static final int SIDE = 32;

    private static final int RANK = 4;
    private static final double STRENGTH = 0.7;

    /// Of weights below 1 in float32, summed in another order.
    private static final double CLOSE = 2e-6;

    private static Checkpoint checkpoint;
    private static Networks networks;

    @TempDir Path folder;

    @BeforeAll
    static void open() throws IOException {
        checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"));
        networks = Networks.load(checkpoint, COMPUTE);
    }

    @AfterAll
    static void close() {
        if (networks != null) {
            networks.close();
            checkpoint.close();
        }
    }

    /// Spellings of the file formats of `diffusers.utils.state_dict_utils` (old attention
    /// processors, LoRA-compatible layers, PEFT), of PEFT's own files and of ComfyUI.
    private record Spelling(String name, String unetDown, String unetUp, String down, String up) {}

    private static Stream<Spelling> spellings() {
        var linear = LAYER + ".q_proj.lora_linear_layer.";
        return Stream.of(
                new Spelling(
                        "kohya",
                        KOHYA + "lora_down.weight",
                        KOHYA + "lora_up.weight",
                        "lora_te_" + LAYER.replace('.', '_') + "_q_proj.lora_down.weight",
                        "lora_te_" + LAYER.replace('.', '_') + "_q_proj.lora_up.weight"),
                new Spelling(
                        "attention processors",
                        "unet." + DIFFUSERS + ".processor.to_q_lora.down.weight",
                        "unet." + DIFFUSERS + ".processor.to_q_lora.up.weight",
                        "text_encoder." + LAYER + ".to_q_lora.down.weight",
                        "text_encoder." + LAYER + ".to_q_lora.up.weight"),
                new Spelling(
                        "attention processors of the UNet alone",
                        DIFFUSERS + ".processor.to_q_lora.down.weight",
                        DIFFUSERS + ".processor.to_q_lora.up.weight",
                        "text_encoder." + linear + "down.weight",
                        "text_encoder." + linear + "up.weight"),
                new Spelling(
                        "layers of diffusers",
                        "unet." + DIFFUSERS + ".to_q.lora.down.weight",
                        "unet." + DIFFUSERS + ".to_q.lora.up.weight",
                        "text_encoder." + linear + "down.weight",
                        "text_encoder." + linear + "up.weight"),
                new Spelling(
                        "PEFT in diffusers",
                        "unet." + DIFFUSERS + ".to_q.lora_A.weight",
                        "unet." + DIFFUSERS + ".to_q.lora_B.weight",
                        "text_encoder." + LAYER + ".q_proj.lora_A.weight",
                        "text_encoder." + LAYER + ".q_proj.lora_B.weight"),
                new Spelling(
                        "PEFT",
                        "base_model.model." + DIFFUSERS + ".to_q.lora_A.weight",
                        "base_model.model." + DIFFUSERS + ".to_q.lora_B.weight",
                        "base_model.model." + LAYER + ".q_proj.lora_A.weight",
                        "base_model.model." + LAYER + ".q_proj.lora_B.weight"),
                new Spelling(
                        "LDM's own names",
                        "diffusion_model.input_blocks.1.1.transformer_blocks.0.attn1.to_q"
                                + ".lora_A.weight",
                        "diffusion_model.input_blocks.1.1.transformer_blocks.0.attn1.to_q"
                                + ".lora_B.weight",
                        "text_encoder." + LAYER + ".q_proj.lora_A.weight",
                        "text_encoder." + LAYER + ".q_proj.lora_B.weight"));
    }

    /// The UNet's layer is in IN01, the second of 17 weights; the text model's count with BASE.
    @Test
    void blocksCountByTheirWeights() throws IOException {
        var kohya = spellings().findFirst().orElseThrow();
        var weights = BlockWeights.of("-0.5,0.25,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0").orElseThrow();

        spelled(kohya, weights, 0.25, -0.5);
    }

    @TestFactory
    Stream<DynamicTest> everySpellingIsTheSameLora() {
        return spellings()
                .map(it -> dynamicTest(it.name, () -> spelled(it, BlockWeights.EVEN, 1, 1)));
    }

    private void spelled(Spelling it, BlockWeights blocks, double unet, double base)
            throws IOException {
        var random = new Random(11);
        var parts = new LinkedHashMap<String, Part>();
        for (var name : List.of(it.unetDown, it.down)) {
            parts.put(name, Part.random(random, 0.2, RANK, SIDE));
        }
        for (var name : List.of(it.unetUp, it.up)) {
            parts.put(name, Part.random(random, 0.2, SIDE, RANK));
        }
        var made = merged(parts, blocks);
        for (var names :
                List.of(List.of(UNET, it.unetUp, it.unetDown), List.of(TEXT, it.up, it.down))) {
            var expected = stored(names.get(0));
            double strength = STRENGTH * (names.get(0).equals(UNET) ? unet : base);
            var up = of(parts, names.get(1)).values;
            var down = of(parts, names.get(2)).values;
            for (int o = 0; o < SIDE; o++) {
                for (int i = 0; i < SIDE; i++) {
                    for (int r = 0; r < RANK; r++) {
                        expected[o * SIDE + i] += strength * up[o * RANK + r] * down[r * SIDE + i];
                    }
                }
            }
            Golden.assertClose(expected, of(made, names.get(0)), CLOSE);
        }
    }

    /// Liu et al. 2024: the new weight's direction with magnitudes of its own, here one for each
    /// output; the change is that minus the old weight. PEFT names them so.
    @Test
    void doraOfPeftScalesRows() throws IOException {
        var random = new Random(5);
        var at = "unet." + DIFFUSERS + ".to_q.";
        var down = Part.random(random, 0.2, RANK, SIDE);
        var up = Part.random(random, 0.2, SIDE, RANK);
        var magnitude = Part.random(random, 0.1, SIDE).plus(1);
        var made =
                merged(
                        Map.of(
                                at + "lora_A.weight", down,
                                at + "lora_B.weight", up,
                                at + "lora_magnitude_vector", magnitude));
        var old = stored(UNET);
        var expected = old.clone();
        for (int o = 0; o < SIDE; o++) {
            var row = new double[SIDE];
            double square = 0;
            for (int i = 0; i < SIDE; i++) {
                row[i] = old[o * SIDE + i];
                for (int r = 0; r < RANK; r++) {
                    row[i] += (double) up.values[o * RANK + r] * down.values[r * SIDE + i];
                }
                square += row[i] * row[i];
            }
            double factor = magnitude.values[o] / Math.sqrt(square);
            for (int i = 0; i < SIDE; i++) {
                expected[o * SIDE + i] += STRENGTH * (factor * row[i] - old[o * SIDE + i]);
            }
        }
        Golden.assertClose(expected, of(made, UNET), CLOSE);
    }

    /// Qiu et al. 2023: blocks of outputs turned by Cayley's rotation of a skew-symmetric matrix,
    /// whose norm kohya's trainer limits by alpha times the outputs.
    @TestFactory
    Stream<DynamicTest> oftTurnsBlocksOfOutputs() {
        return Stream.of(0.0, 1e-3, 100.0)
                .map(alpha -> dynamicTest("alpha " + alpha, () -> oft(alpha)));
    }

    private void oft(double alpha) throws IOException {
        int count = 4;
        int size = SIDE / count;
        var blocks = Part.random(new Random(7), 0.1, count, size, size);
        var parts = new LinkedHashMap<String, Part>();
        parts.put(KOHYA + "oft_blocks", blocks);
        parts.put(KOHYA + "alpha", new Part(List.of(), new float[] {(float) alpha}));
        var rotations = rotations(blocks, count, size, (float) alpha * SIDE);
        var old = stored(UNET);
        var turned = new double[old.length];
        for (int o = 0; o < SIDE; o++) {
            int k = o / size;
            for (int n = 0; n < size; n++) {
                // A column of the rotation makes an output: x R, as the trainer's forward pass.
                double share = rotations[k][n][o % size];
                for (int i = 0; i < SIDE; i++) {
                    turned[o * SIDE + i] += share * old[(k * size + n) * SIDE + i];
                }
            }
        }
        Golden.assertClose(blended(old, turned), of(merged(parts), UNET), CLOSE);
    }

    /// Liu et al. 2023: between stages of such rotations the outputs change places as in the fast
    /// Fourier transform; LyCORIS turns columns (R x) and may scale the outputs afterwards.
    @Test
    void boftTurnsInStages() throws IOException {
        int stages = 3;
        int size = 4;
        int count = SIDE / size;
        var random = new Random(9);
        var blocks = Part.random(random, 0.1, stages, count, size, size);
        var rescale = Part.random(random, 0.1, SIDE, 1).plus(1);
        var made =
                merged(
                        Map.of(
                                KOHYA.replaceFirst("lora", "lycoris") + "oft_blocks", blocks,
                                KOHYA.replaceFirst("lora", "lycoris") + "rescale", rescale,
                                KOHYA.replaceFirst("lora", "lycoris") + "alpha",
                                        new Part(List.of(), new float[] {0})));
        var rotations = rotations(blocks, stages * count, size, 0);
        var old = stored(UNET);
        var now = old.clone();
        for (int stage = 0; stage < stages; stage++) {
            now = stage(now, rotations, stage, size);
        }
        for (int at = 0; at < now.length; at++) {
            now[at] *= rescale.values[at / SIDE];
        }
        Golden.assertClose(blended(old, now), of(made, UNET), CLOSE);
    }

    /// One stage: which outputs a block has, by their numbers.
    private static double[] stage(double[] from, double[][][] rotations, int stage, int size) {
        int stride = (size / 2) << stage;
        var places = new int[SIDE]; // the block's slots, in order, hold these outputs
        int slot = 0;
        for (int group = 0; group < SIDE; group += 2 * stride) {
            for (int within = 0; within < stride; within++) {
                for (int half = 0; half < 2; half++) {
                    places[slot++] = group + half * stride + within;
                }
            }
        }
        var to = new double[from.length];
        for (int s = 0; s < SIDE; s++) {
            var rotation = rotations[stage * (SIDE / size) + s / size];
            for (int n = 0; n < size; n++) {
                double share = rotation[s % size][n];
                for (int i = 0; i < SIDE; i++) {
                    to[places[s] * SIDE + i] +=
                            share * from[places[s / size * size + n] * SIDE + i];
                }
            }
        }
        return to;
    }

    /// (I + Q)(I − Q)⁻¹ of each block's skew-symmetric part.
    private static double[][][] rotations(Part blocks, int count, int size, double limit) {
        var all = new double[count][][];
        var skew = new double[count][size][size];
        double square = 0;
        for (int k = 0; k < count; k++) {
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    skew[k][a][b] =
                            (double) blocks.values[(k * size + a) * size + b]
                                    - blocks.values[(k * size + b) * size + a];
                    square += skew[k][a][b] * skew[k][a][b];
                }
            }
        }
        double norm = Math.sqrt(square);
        double factor = limit > 0 ? Math.min(1, limit / norm) : 1;
        for (int k = 0; k < count; k++) {
            var plus = new double[size][size];
            var minus = new double[size][size];
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    double one = a == b ? 1 : 0;
                    plus[a][b] = one + factor * skew[k][a][b];
                    minus[a][b] = one - factor * skew[k][a][b];
                }
            }
            all[k] = times(plus, inverse(minus));
            assertOrthogonal(all[k]);
        }
        return all;
    }

    private static void assertOrthogonal(double[][] rotation) {
        for (int a = 0; a < rotation.length; a++) {
            for (int b = 0; b < rotation.length; b++) {
                double dot = 0;
                for (double[] row : rotation) {
                    dot += row[a] * row[b];
                }
                assertEquals(a == b ? 1 : 0, dot, 1e-12);
            }
        }
    }

    private static double[][] times(double[][] a, double[][] b) {
        var product = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    /// By Gauss and Jordan; I − Q of a skew-symmetric Q needs no exchange of rows.
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        var work = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, n);
            work[i][n + i] = 1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            double by = work[pivot][pivot];
            for (int j = 0; j < 2 * n; j++) {
                work[pivot][j] /= by;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == pivot ? 0 : work[i][pivot];
                for (int j = 0; j < 2 * n; j++) {
                    work[i][j] -= factor * work[pivot][j];
                }
            }
        }
        return Arrays.stream(work)
                .map(row -> Arrays.copyOfRange(row, n, 2 * n))
                .toArray(double[][]::new);
    }

    private static double[] blended(double[] old, double[] whole) {
        var blend = old.clone();
        for (int i = 0; i < blend.length; i++) {
            blend[i] += STRENGTH * (whole[i] - old[i]);
        }
        return blend;
    }

    private record Part(List<Long> shape, float[] values) {
        static Part random(Random random, double size, int... shape) {
            int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            var values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (size * random.nextGaussian());
            }
            return new Part(Arrays.stream(shape).asLongStream().boxed().toList(), values);
        }

        Part plus(float offset) {
            var values = this.values.clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += offset;
            }
            return new Part(shape, values);
        }

        byte[] bytes() {
            var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                bytes.putFloat(value);
            }
            return bytes.array();
        }
    }

    /// The changed weights, by LDM's keys.
    private Map<String, double[]> merged(Map<String, Part> parts) throws IOException {
        return merged(parts, BlockWeights.EVEN);
    }

    private Map<String, double[]> merged(Map<String, Part> parts, BlockWeights blocks)
            throws IOException {
        var path = folder.resolve("made.safetensors");
        var entries =
                parts.entrySet().stream()
                        .map(it -> new Entry(it.getKey(), DType.F32, it.getValue().shape))
                        .toList();
        SafetensorsWriter.write(path, Map.of(), entries, entry -> of(parts, entry.name()).bytes());
        var keys = networks.weights().keys();
        var plan = new LoraPlan(checkpoint.config(), keys);
        var made = new LinkedHashMap<String, double[]>();
        try (var file = LoraFile.open(path);
                var merge = new LoraMerge(COMPUTE, networks.weights())) {
            plan.add(file, new LoraUsed(path, STRENGTH, STRENGTH, 0, blocks));
            for (var change : plan.weights().entrySet()) {
                try (var weight = merge.weight(change.getKey(), change.getValue(), checkpoint)) {
                    made.put(change.getKey(), doubles(weight.floats()));
                }
            }
        }
        assertTrue(made.containsKey(UNET), "the layer is found");
        return made;
    }

    private static double[] stored(String key) throws IOException {
        try (var merge = new LoraMerge(COMPUTE, networks.weights());
                var weight = merge.weight(key, List.of(), checkpoint)) {
            return doubles(weight.floats());
        }
    }

    private static <T> T of(Map<String, T> all, String key) {
        return Objects.requireNonNull(all.get(key), key);
    }

    private static double[] doubles(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
