package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.app.cli.Cli;
import dev.atelier.app.cli.Terminal;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Mode;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A1111's runs that start from a picture, typed as commands: options to pixels of the written
/// file. Needs the tiny checkpoints that the engine's own tests leave in the build folder.
class CommandLineGoldenTest {
    private static final List<Mode.Fit> FITS =
            List.of(Mode.Fit.STRETCH, Mode.Fit.CROP, Mode.Fit.FILL, Mode.Fit.LATENT);
    private static final List<Mode.Fill> FILLS =
            List.of(
                    Mode.Fill.BLURRED,
                    Mode.Fill.ORIGINAL,
                    Mode.Fill.LATENT_NOISE,
                    Mode.Fill.LATENT_NOTHING);

    /// Options that are called as A1111 calls them, but for the dashes.
    private static final Map<String, String> SAME =
            Map.ofEntries(
                    Map.entry("negative_prompt", "--negative-prompt"),
                    Map.entry("seed", "--seed"),
                    Map.entry("steps", "--steps"),
                    Map.entry("cfg_scale", "--cfg-scale"),
                    Map.entry("width", "--width"),
                    Map.entry("height", "--height"),
                    Map.entry("sampler_name", "--sampler"),
                    Map.entry("scheduler", "--schedule"),
                    Map.entry("batch_size", "--batch-size"),
                    Map.entry("n_iter", "--batch-count"),
                    Map.entry("denoising_strength", "--denoising-strength"),
                    Map.entry("mask_blur", "--mask-blur"),
                    Map.entry("initial_noise_multiplier", "--initial-noise-multiplier"),
                    Map.entry("img2img_extra_noise", "--img2img-extra-noise"),
                    Map.entry("inpainting_mask_weight", "--inpainting-mask-weight"));

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> everyRunOfTheInpaintingCheckpoint() {
        return rows("tiny-sd1-inpainting", "");
    }

    @TestFactory
    Stream<DynamicTest> everyRunFromAPicture() {
        return rows("tiny-sd1", "img2img");
    }

    private Stream<DynamicTest> rows(String name, String kind) {
        var hash = Golden.json("nets/" + name + ".recipe.json").map(it -> it.get("file_sha256"));
        assumeTrue(hash.isPresent());
        var model =
                Path.of(System.getProperty("atelier.root"), "target", "golden")
                        .resolve(hash.get().asText().substring(0, 10))
                        .resolve(name + ".safetensors");
        assumeTrue(Files.exists(model), model + " is made by the engine's tests");
        DataFolder.ofThisUser().prepareEngine();
        return Golden.rows("e2e/" + name + ".json", "rows")
                .filter(row -> row.get("kind").asText().startsWith(kind))
                .map(row -> dynamicTest(row.get("key").asText(), () -> compare(name, model, row)));
    }

    private void compare(String name, Path model, JsonNode row) throws IOException {
        var out = Files.createTempDirectory(folder, "out").resolve("made.png");
        var line = new ArrayList<>(List.of("generate", "-m", model.toString()));
        line.addAll(List.of("--strategy", "packed-f32", "-o", out.toString()));
        line.addAll(arguments(row));
        var said = new StringWriter();
        var terminal = new Terminal(new PrintWriter(said), new PrintWriter(said), false);
        var home = new DataFolder(folder, DataFolder.ofThisUser().natives());

        int code = new Cli(terminal, home, new TorchRuntime(home)).run(line.toArray(String[]::new));

        assertEquals(0, code, said::toString);
        try (var golden = SafetensorsFile.open(Golden.need("e2e/" + name + ".safetensors"));
                var files = Files.list(out.getParent())) {
            var expected = golden.bytes(row.get("key").asText() + ".images_u8");
            // made.png, made-2.png …
            var order = Comparator.comparingInt((Path file) -> file.toString().length());
            var pictures = files.sorted(order.thenComparing(Path::toString)).toList();
            int length = expected.length / pictures.size();
            for (int i = 0; i < pictures.size(); i++) {
                assertSame(
                        Arrays.copyOfRange(expected, i * length, (i + 1) * length),
                        pictures.get(i));
            }
        }
    }

    /// At most one level apart, since bytes are truncated.
    private static void assertSame(byte[] expected, Path picture) throws IOException {
        var image = ImageIO.read(picture.toFile());
        assertEquals(expected.length, 3 * image.getWidth() * image.getHeight());
        for (int at = 0; at < expected.length; at++) {
            int pixel = at / 3;
            int rgb = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
            int made = rgb >> (16 - 8 * (at % 3)) & 0xFF;
            int off = Math.abs((expected[at] & 0xFF) - made);
            assertTrue(off <= 1, "byte " + at + " is off by " + off);
        }
    }

    private static List<String> arguments(JsonNode row) {
        var params = row.get("params");
        var line = new ArrayList<String>();
        line.add(params.get("prompt").asText());
        for (var fields : List.of(params, row.get("options"))) {
            for (var field : fields.properties()) {
                line.addAll(argument(field.getKey(), field.getValue(), params));
            }
        }
        if (!row.get("options").has("randn_source")) {
            line.addAll(List.of("--rng", "NV"));
        }
        return line;
    }

    /// What no case knows fails the test.
    private static List<String> argument(String name, JsonNode value, JsonNode params) {
        var text = value.asText();
        return switch (name) {
            case "prompt", "inpaint_full_res_padding" -> List.of();
            case "init_images" -> List.of("--init-image", file("init", value.get(0).asText()));
            case "mask" -> List.of("--mask", file("", text));
            case "resize_mode" -> List.of("--resize-mode", FITS.get(value.asInt()).name());
            case "inpainting_fill" -> List.of("--inpainting-fill", FILLS.get(value.asInt()).name());
            case "inpaint_full_res" -> {
                var padding = params.path("inpaint_full_res_padding").asText("0");
                yield value.asBoolean()
                        ? List.of("--inpaint-full-res-padding", padding)
                        : List.of();
            }
            case "inpainting_mask_invert" -> flag(value.asInt() == 1, "--inpainting-mask-invert");
            case "mask_round" -> flag(!value.asBoolean(), "--no-mask-round");
            case "img2img_fix_steps" -> flag(value.asBoolean(), "--img2img-fix-steps");
            case "randn_source" -> List.of("--rng", text);
            default -> {
                assertTrue(SAME.containsKey(name), "no option for " + name);
                yield List.of(SAME.getOrDefault(name, ""), text);
            }
        };
    }

    private static List<String> flag(boolean on, String name) {
        return on ? List.of(name) : List.of();
    }

    /// The files of square pictures carry one side in their name.
    private static String file(String start, String name) {
        var short64 = name.endsWith("64x64") ? name.substring(0, name.length() - 3) : name;
        return Golden.need("e2e/" + start + short64 + ".png").toString();
    }
}
