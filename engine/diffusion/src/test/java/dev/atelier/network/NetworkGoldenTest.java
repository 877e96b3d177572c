package dev.atelier.network;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Emphasis;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.Conditioner;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The networks against those of other programs, on the same tiny weights, in float32.
class NetworkGoldenTest {
    private static final List<String> MODELS = List.of("tiny-sd1", "tiny-sd1-inpainting");

    // The tolerances of the reference index.
    private static final double NETWORK = 1e-4;
    private static final double TEXT = 2e-5;

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
                "unet", (networks, golden, row) -> unet(networks, golden, row.get("case").asInt()));
    }

    @TestFactory
    Stream<DynamicTest> encodesAndDecodesAsLdm() {
        return cases(
                "vae", (networks, golden, row) -> vae(networks, golden, row.get("case").asInt()));
    }

    @TestFactory
    Stream<DynamicTest> conditionsAsA1111() {
        return cases("text_rows", NetworkGoldenTest::text);
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
                    try (var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file(model));
                            var networks = Networks.load(checkpoint, compute);
                            var golden =
                                    SafetensorsFile.open(
                                            Golden.need("nets/" + model + ".golden.safetensors"))) {
                        check.run(networks, golden, row);
                    }
                });
    }

    private static void unet(Networks networks, SafetensorsFile golden, int i) {
        var p = "unet." + i + ".";
        try (var x = tensor(golden, p + "x");
                var t = tensor(golden, p + "t");
                var context = tensor(golden, p + "context");
                var out = networks.unet().predict(x, t, context)) {
            Golden.assertClose(golden.doubles(p + "out"), doubles(out), NETWORK);
        }
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

    private static void text(Networks networks, SafetensorsFile golden, JsonNode row) {
        var conditioner = new Conditioner(Tokenizers.HUGGING_FACE, networks.clip());
        var emphasis = Emphasis.ofLabel(row.get("emphasis").asText()).orElseThrow();
        var options = new Conditioner.Options(row.get("clip_skip").asInt(), emphasis, 20);

        var encoded = conditioner.encode(List.of(row.get("prompt").asText()), options).getFirst();

        var expected = golden.doubles(row.get("key").asText());
        Golden.assertClose(expected, widen(encoded.values()), TEXT);
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

    private static final class Tokenizers {
        static final ClipTokenizer HUGGING_FACE =
                new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE);
    }
}
