package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Walks the layers of the networks in the order of the reference's trace and names the first one
/// that goes wrong: `mvn test -pl engine/diffusion -am -Dtest=NetworkTraceTest` finds a mistake in
/// a network text.
class NetworkTraceTest {
    /// Layers are compared by a few of their values, which are of the order of 1.
    private static final double TOLERANCE = 1e-4;

    private final Torch torch = Torch.startOnCpu();

    @ParameterizedTest
    @ValueSource(strings = {"tiny-sd1", "tiny-sd1-inpainting", "tiny-sd2-v", "tiny-sdxl"})
    void everyLayerAnswersAsInLdm(String model) throws IOException {
        Golden.need("nets/" + model + ".trace.json");
        var layers = Golden.json("nets/" + model + ".trace.json").orElseThrow().get("trace");
        var compute = new Compute(torch, Strategy.PLAIN_F32, Attention.FUSED, "test");
        try (var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file(model));
                var networks = Networks.load(checkpoint, compute);
                var golden =
                        SafetensorsFile.open(
                                Golden.need("nets/" + model + ".golden.safetensors"))) {
            networks.unet().module().callLong("trace", true);
            networks.vae().module().callLong("trace", true);
            run(networks, golden);
            layers.properties()
                    .forEach(layer -> compare(networks, layer.getKey(), layer.getValue()));
        }
    }

    private void run(Networks networks, SafetensorsFile golden) {
        try (var x = tensor(golden, "unet.0.x");
                var t = tensor(golden, "unet.0.t");
                var context = tensor(golden, "unet.0.context");
                var image = tensor(golden, "vae.0.image");
                var z = tensor(golden, "vae.0.z")) {
            predict(networks, golden, UnetInput.of(x, t, context));
            networks.vae().encode(image).close();
            networks.vae().decode(z).close();
        }
    }

    private void predict(Networks networks, SafetensorsFile golden, UnetInput input) {
        if (golden.tensors().containsKey("unet.0.y")) {
            try (var y = tensor(golden, "unet.0.y")) {
                networks.unet().predict(input.withY(y)).close();
            }
        } else {
            networks.unet().predict(input).close();
        }
    }

    private static void compare(Networks networks, String layer, JsonNode expected) {
        try (var traced = module(networks, layer).call("traced", path(layer))) {
            var values = traced.floats();
            var first = expected.get("first8");
            var last = expected.get("last4");
            for (int i = 0; i < first.size(); i++) {
                check(layer, first.get(i).asDouble(), values[i]);
            }
            for (int i = 0; i < last.size(); i++) {
                check(layer, last.get(i).asDouble(), values[values.length - last.size() + i]);
            }
        }
    }

    private static void check(String layer, double expected, double actual) {
        if (!(Math.abs(expected - actual) <= TOLERANCE)) {
            fail("first wrong layer: %s, expected %s, got %s".formatted(layer, expected, actual));
        }
    }

    private static TorchModule module(Networks networks, String layer) {
        return layer.startsWith("unet.") ? networks.unet().module() : networks.vae().module();
    }

    /// `unet.0.middle_block` is the UNet's `middle_block`, `vae.enc.mid` the autoencoder's
    /// `encoder.mid`.
    private static String path(String layer) {
        return layer.replaceFirst("^unet\\.0\\.", "")
                .replaceFirst("^vae\\.enc\\.", "encoder.")
                .replaceFirst("^vae\\.dec\\.", "decoder.");
    }

    private Tensor tensor(SafetensorsFile file, String name) {
        return torch.floats(file.floats(name), file.info(name).sizes());
    }
}
