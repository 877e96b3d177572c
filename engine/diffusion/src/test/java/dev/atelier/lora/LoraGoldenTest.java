package dev.atelier.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.network.Networks;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Merged weights against those of A1111's own Lora extension, on the same tiny checkpoints.
class LoraGoldenTest {
    private static final Compute COMPUTE =
            new Compute(Torch.startOnCpu(), Strategy.PLAIN_F32, Attention.FUSED, "test");

    /// The tolerance of the reference index.
    private static final double WEIGHT = 1e-6;

    @TestFactory
    Stream<DynamicTest> mergesAsA1111IntoSd1() throws IOException {
        return rows("tiny-sd1");
    }

    @TestFactory
    Stream<DynamicTest> mergesAsA1111IntoSd2() throws IOException {
        return rows("tiny-sd2-v");
    }

    @TestFactory
    Stream<DynamicTest> mergesAsA1111IntoSdxl() throws IOException {
        return rows("tiny-sdxl");
    }

    private static Stream<DynamicTest> rows(String model) throws IOException {
        var rows = Golden.rows("lora/" + model + ".json", "rows");
        var golden = SafetensorsFile.open(Golden.need("lora/" + model + ".golden.safetensors"));
        var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file(model));
        var networks = Networks.load(checkpoint, COMPUTE);
        return rows.map(row ->
                        dynamicTest(
                                row.get("key").asText(),
                                () -> compare(row, golden, checkpoint, networks)))
                .onClose(() -> {
                    networks.close();
                    checkpoint.close();
                    golden.close();
                });
    }

    private static void compare(
            JsonNode row, SafetensorsFile golden, Checkpoint checkpoint, Networks networks)
            throws IOException {
        var keys = networks.weights().keys();
        var plan = new LoraPlan(checkpoint.config(), keys);
        var files = new ArrayList<LoraFile>();
        try (var merge = new LoraMerge(COMPUTE, networks.weights())) {
            for (var used : used(row)) {
                var file = LoraFile.open(used.file());
                files.add(file);
                LoraFit.require(file, checkpoint);
                plan.add(file, used);
            }
            var made = new HashMap<String, double[]>();
            for (var key : keys) {
                var changes = plan.weights().getOrDefault(key, List.of());
                try (var weight = merge.weight(key, changes, checkpoint)) {
                    made.put(key, doubles(weight.floats()));
                }
            }
            tensors(row.get("key").asText(), golden, plan, made);
            summaries(row, made);
            assertEquals(row.get("modules").size() > 0, !plan.weights().isEmpty());
        } finally {
            files.forEach(LoraFile::close);
        }
    }

    static List<LoraUsed> used(JsonNode row) {
        var used = new ArrayList<LoraUsed>();
        for (var net : row.get("nets")) {
            used.add(
                    new LoraUsed(
                            Golden.need("lora/" + net.get("name").asText() + ".safetensors"),
                            net.get("te").asDouble(),
                            net.get("unet").asDouble(),
                            net.path("dyn_dim").asInt(0)));
        }
        return used;
    }

    /// Whole weights by kohya's names; joined projections by the name of their first third.
    private static void tensors(
            String row, SafetensorsFile golden, LoraPlan plan, Map<String, double[]> made) {
        for (var name : golden.tensors().keySet()) {
            if ((name.startsWith(row + ".") && name.contains(".lora_te"))
                    || name.startsWith(row + ".w.")) {
                var layer = name.substring(name.lastIndexOf('.') + 1);
                var place =
                        plan.names()
                                .place(LoraKey.of(layer + ".alpha").orElseThrow().layer())
                                .orElseThrow();
                var key =
                        name.startsWith(row + ".out_proj.")
                                ? place.weight().replace("in_proj_weight", "out_proj.weight")
                                : place.weight();
                close(golden.doubles(name), of(made, key), name);
            }
        }
    }

    private static double[] of(Map<String, double[]> made, String key) {
        return Objects.requireNonNull(made.get(key), key);
    }

    /// A few numbers of every weight that changed.
    private static void summaries(JsonNode row, Map<String, double[]> made) {
        row.get("modules")
                .properties()
                .forEach(module -> {
                    var key = key(module.getKey(), made);
                    var summary = module.getValue();
                    var values = of(made, key);
                    close(numbers(summary.get("first4")), slice(values, 0, 4), key);
                    close(numbers(summary.get("last2")), slice(values, values.length - 2, 2), key);
                    double mean = 0;
                    for (double value : values) {
                        mean += value / values.length;
                    }
                    assertEquals(summary.get("mean").asDouble(), mean, WEIGHT, key);
                });
    }

    /// A1111 names modules by LDM's paths with underscores, from below the model.
    private static String key(String module, Map<String, double[]> made) {
        var found =
                made.keySet().stream()
                        .filter(key -> {
                            var plain = key.replace('.', '_');
                            return plain.endsWith("_" + module + "_weight")
                                    || plain.endsWith(
                                            "conditioner_embedders_" + module + "_weight");
                        })
                        .toList();
        assertEquals(1, found.size(), module);
        return found.getFirst();
    }

    private static double[] numbers(JsonNode array) {
        var numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private static double[] slice(double[] values, int from, int count) {
        var slice = new double[count];
        System.arraycopy(values, from, slice, 0, count);
        return slice;
    }

    private static void close(double[] expected, double[] actual, String name) {
        assertTrue(actual != null, name);
        try {
            Golden.assertClose(expected, actual, WEIGHT);
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
    }

    private static double[] doubles(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
