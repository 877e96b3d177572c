package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.latent.Latent;
import dev.atelier.lora.LoraUsed;
import dev.atelier.network.UnetInput;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.ClipEncoder.Skip;
import dev.atelier.text.Conditioner;
import dev.atelier.torch.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Networks with LoRAs in their weights against A1111's Lora extension, row after row on one loaded
/// checkpoint: each row also shows that the one before it left nothing behind.
class LoraRunsGoldenTest {
    // The reference index.
    private static final double NETWORK = 1e-4;

    // As whole runs without LoRAs: a thousandth of the range.
    private static final double OF_RANGE = 1e-3;

    @TestFactory
    Stream<DynamicTest> predictsAndReadsAsA1111WithSd1() throws IOException {
        return rows("tiny-sd1");
    }

    @TestFactory
    Stream<DynamicTest> predictsAndReadsAsA1111WithSd2() throws IOException {
        return rows("tiny-sd2-v");
    }

    @TestFactory
    Stream<DynamicTest> predictsAndReadsAsA1111WithSdxl() throws IOException {
        return rows("tiny-sdxl");
    }

    @TestFactory
    Stream<DynamicTest> makesThePicturesOfA1111() throws IOException {
        var rows = Golden.json("lora/e2e.json");
        Golden.need("lora/e2e.json");
        var model = TinyModels.load("tiny-sd1");
        return StreamSupport.stream(rows.orElseThrow().spliterator(), false)
                .map(row -> dynamicTest(row.get("key").asText(), () -> picture(model, row)))
                .onClose(model::close);
    }

    private static Stream<DynamicTest> rows(String name) throws IOException {
        var rows = Golden.rows("lora/" + name + ".json", "rows").toList();
        var golden = SafetensorsFile.open(Golden.need("lora/" + name + ".golden.safetensors"));
        var model = TinyModels.load(name);
        return rows.stream()
                .map(row ->
                        dynamicTest(
                                name + " " + row.get("key").asText(),
                                () -> compare(model, golden, row)))
                .onClose(() -> {
                    model.close();
                    golden.close();
                });
    }

    private static void compare(Model model, SafetensorsFile golden, JsonNode row)
            throws IOException {
        model.loras().apply(used(row));
        var key = row.get("key").asText();
        try (var x = tensor(model, golden, "unet.x");
                var t = tensor(model, golden, "unet.t");
                var context = tensor(model, golden, "unet.context");
                var y =
                        golden.tensors().containsKey("unet.y")
                                ? tensor(model, golden, "unet.y")
                                : null;
                var out =
                        model.networks()
                                .unet()
                                .predict(
                                        y == null
                                                ? UnetInput.of(x, t, context)
                                                : UnetInput.of(x, t, context).withY(y))) {
            Golden.assertClose(golden.doubles(key + ".unet_out"), widen(out.floats()), NETWORK);
        }
        text(model, golden, key);
    }

    /// The prompt is the one of the plain checkpoint's rows whose text is that without LoRAs.
    private static void text(Model model, SafetensorsFile golden, String key) throws IOException {
        boolean xl = golden.tensors().containsKey("none.cond.crossattn");
        var end = xl ? ".cond.crossattn" : ".cond";
        var plain = golden.doubles("none" + end);
        var prompt = prompt(model.name(), xl ? ".crossattn" : "", plain);
        var options = new Conditioner.Options(new Skip(1, false), Emphasis.ORIGINAL, 20);
        var encoded =
                ModelText.encoders(model, List.of()).encode(List.of(prompt), options).getFirst();
        Golden.assertClose(golden.doubles(key + end), widen(encoded.values()), NETWORK);
        if (xl) {
            var sizes = new SizeConditioning(model, new Size(64, 64), TextSettings.Sdxl.DEFAULT);
            var pooled = widen(sizes.joinedTo(encoded, false).pooled());
            var expected = golden.doubles(key + ".cond.vector");
            int text = expected.length - 6 * 256;
            Golden.assertClose(Arrays.copyOf(expected, text), Arrays.copyOf(pooled, text), NETWORK);
        }
    }

    private static String prompt(String model, String end, double[] plain) throws IOException {
        try (var nets =
                SafetensorsFile.open(Golden.need("nets/" + model + ".golden.safetensors"))) {
            return Golden.rows("nets/" + model + ".trace.json", "text_rows")
                    .filter(row -> {
                        var name = row.get("key").asText() + end;
                        return nets.tensors().containsKey(name)
                                && Arrays.equals(nets.doubles(name), plain);
                    })
                    .findFirst()
                    .orElseThrow()
                    .get("prompt")
                    .asText();
        }
    }

    private static List<LoraUsed> used(JsonNode row) {
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

    private static void picture(Model model, JsonNode row) throws Exception {
        var recipe = InfotextReader.read(row.get("infotext").asText()).recipe();
        model.loras().apply(used(recipe));
        var models = RunModels.of(model, ModelText.encoders(model, List.of()));
        var run = new BatchRun(models, recipe, Optional.empty(), new Silent());
        var name = row.get("key").asText().replaceFirst("^e2e\\.", "");
        var latents = run.latents(0);
        try (var golden = SafetensorsFile.open(Golden.need("lora/e2e.safetensors"))) {
            var expected = golden.doubles(name + ".latent");
            double range = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            Golden.assertClose(expected, latents.values(), OF_RANGE * range);
            var theirs = golden.bytes(name + ".images_u8");
            var ours = run.finished(model.decoded(latents.sample(0)).picture()).bytes();
            assertEquals(theirs.length, ours.length);
            for (int i = 0; i < ours.length; i++) {
                assertTrue(Math.abs((theirs[i] & 0xFF) - (ours[i] & 0xFF)) <= 1, "byte " + i);
            }
        }
    }

    private static List<LoraUsed> used(Recipe recipe) {
        return LoraTag.of(recipe).stream()
                .map(tag ->
                        new LoraUsed(
                                Golden.need("lora/" + tag.name() + ".safetensors"),
                                tag.text(),
                                tag.unet(),
                                tag.rank()))
                .toList();
    }

    private static Tensor tensor(Model model, SafetensorsFile golden, String name) {
        return model.compute().torch().floats(golden.floats(name), golden.info(name).sizes());
    }

    private static double[] widen(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static final class Silent implements CfgDenoiser.Listener {
        @Override
        public void begin() {}

        @Override
        public void before() {}

        @Override
        public void after(int count, Latent denoised) {}
    }
}
