package dev.atelier.network;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The networks against those of other programs, on the same tiny weights, in float32.
class NetworkGoldenTest {
    private static final List<String> MODELS =
            List.of("tiny-sd1", "tiny-sd1-inpainting", "tiny-sd2-v", "tiny-sdxl");

    /// The tolerance of the reference index.
    private static final double NETWORK = 1e-4;

    private static final Map<String, Networks> LOADED = new HashMap<>();

    private static final Torch TORCH = Torch.startOnCpu();

    private static List<Compute> computes() {
        return List.of(
                new Compute(TORCH, Strategy.PLAIN_F32, Attention.FUSED, "test"),
                new Compute(TORCH, Strategy.PACKED_F32, Attention.FUSED, "test"),
                new Compute(TORCH, Strategy.PACKED_F32, Attention.CHUNKED, "test"));
    }

    @TestFactory
    Stream<DynamicTest> predictsNoiseAsLdm() {
        return cases(
                "unet",
                (networks, golden, row) -> unet(networks, golden, row.get("case").asText()));
    }

    @TestFactory
    Stream<DynamicTest> takesTimestepsWithFractions() {
        return MODELS.stream()
                .flatMap(model ->
                        computes().stream()
                                .map(compute ->
                                        test(
                                                model,
                                                compute,
                                                JsonNodeFactory.instance
                                                        .objectNode()
                                                        .put("key", "tf"),
                                                (networks, golden, row) ->
                                                        unet(networks, golden, "tf"))));
    }

    @TestFactory
    Stream<DynamicTest> encodesAndDecodesAsLdm() {
        return cases(
                "vae", (networks, golden, row) -> vae(networks, golden, row.get("case").asInt()));
    }

    private interface Check {
        void run(Networks networks, SafetensorsFile golden, JsonNode row) throws IOException;
    }

    private static Stream<DynamicTest> cases(String field, Check check) {
        return MODELS.stream()
                .flatMap(model ->
                        computes().stream()
                                .flatMap(compute ->
                                        Golden.rows("nets/" + model + ".trace.json", field)
                                                .map(row -> test(model, compute, row, check))));
    }

    /// Loaded once for all rows.
    private static Networks networks(String model, Compute compute) throws IOException {
        var key = model + " " + compute.label();
        var known = LOADED.get(key);
        if (known != null) {
            return known;
        }
        try (var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file(model))) {
            var networks = Networks.load(checkpoint, compute);
            LOADED.put(key, networks);
            return networks;
        }
    }

    @AfterAll
    static void close() {
        LOADED.values().forEach(Networks::close);
    }

    private static DynamicTest test(String model, Compute compute, JsonNode row, Check check) {
        var name =
                model
                        + " "
                        + compute.label()
                        + " "
                        + row.path("key").asText(row.path("case").asText());
        return dynamicTest(
                name,
                () -> {
                    try (var golden =
                            SafetensorsFile.open(
                                    Golden.need("nets/" + model + ".golden.safetensors"))) {
                        check.run(networks(model, compute), golden, row);
                    }
                });
    }

    private static void unet(Networks networks, SafetensorsFile golden, String i) {
        var p = "unet." + i + ".";
        try (var x = tensor(golden, p + "x");
                var t = tensor(golden, p + "t");
                var context = tensor(golden, p + "context");
                var y = optional(golden, p + "y");
                var out = networks.unet().predict(input(x, t, context, y))) {
            Golden.assertClose(golden.doubles(p + "out"), doubles(out), NETWORK);
        }
    }

    private static @Nullable Tensor optional(SafetensorsFile golden, String name) {
        return golden.tensors().containsKey(name) ? tensor(golden, name) : null;
    }

    private static UnetInput input(Tensor x, Tensor t, Tensor context, @Nullable Tensor y) {
        var input = UnetInput.of(x, t, context);
        return y == null ? input : input.withY(y);
    }

    private static void vae(Networks networks, SafetensorsFile golden, int i) {
        var p = "vae." + i + ".";
        try (var image = tensor(golden, p + "image");
                var moments = networks.vae().encode(image);
                var z = tensor(golden, p + "z");
                var decoded = networks.vae().decode(z)) {
            Golden.assertClose(golden.doubles(p + "moments"), doubles(moments), NETWORK);
            Golden.assertClose(golden.doubles(p + "decoded"), doubles(decoded), NETWORK);
        }
    }

    private static Tensor tensor(SafetensorsFile file, String name) {
        return TORCH.floats(file.floats(name), file.info(name).sizes());
    }

    private static double[] doubles(Tensor tensor) {
        return widen(tensor.floats());
    }

    private static double[] widen(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
