package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ControlUnit.Scope;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--control` of `generate`, and control networks in `inspect`.
class ControlCommandTest {
    @TempDir private Path folder;
    private Console console;
    private String picture;
    private Path model;

    @BeforeEach
    void open() throws IOException {
        console = new Console(folder.resolve("home"), false);
        model = folder.resolve("home").resolve("controlnet").resolve("control_canny.safetensors");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "");
        var file = folder.resolve("pose, of two.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        picture = file.toString();
    }

    private int generate(String... controls) {
        var units = Stream.of(controls).flatMap(it -> Stream.of("--control", it));
        return console.run(
                Stream.concat(Stream.of("generate", "a boat"), units).toArray(String[]::new));
    }

    private List<ControlUnit> units() {
        return console.engine.asked.getLast().controls();
    }

    @Test
    void readsEveryValueOfAUnit() {
        int code =
                generate(
                        ("image=%s, module=canny, model=control_canny, weight=0.8, start=0.1,"
                                        + " end=0.9, mode=control, resize=fill, resolution=256,"
                                        + " a=50, b=120, pixel_perfect=true, mask=%s, region=%s,"
                                        + " hires=second")
                                .formatted(picture, picture, picture));

        assertEquals(0, code, console.err());
        assertEquals(
                List.of(
                        new ControlUnit(
                                "control_canny",
                                new Preprocessing("canny", Fit.FILL, 256, 50, 120, true),
                                picture,
                                0.8,
                                0.1,
                                0.9,
                                Balance.CONTROL,
                                new Scope(Passes.SECOND, picture, picture, true))),
                units());
        assertEquals(List.of(model), console.engine.controls);
    }

    @Test
    void takesTheExtensionsNamesAndSeveralUnits() {
        var first =
                "image=%s, model=control_canny, mode=My prompt is more important, resize=Just Resize"
                        .formatted(picture);

        assertEquals(0, generate(first, "MODEL=Canny,image=" + picture), console.err());

        assertEquals(Balance.PROMPT, units().getFirst().balance());
        assertEquals(Fit.STRETCH, units().getFirst().preprocessing().fit());
        assertEquals(
                new ControlUnit("Canny", Preprocessing.NONE, picture, 1, 0, 1, Balance.BALANCED),
                units().getLast());
    }

    @Test
    void writesUnitsAsTheExtensionDoesAndReadsThemBack() throws IOException {
        assertEquals(0, generate("model=control_canny, module=canny, a=50, image=" + picture));

        var made = lastPicture();
        var text = PngText.read(Files.readAllBytes(made)).getOrDefault(PngText.PARAMETERS, "");

        assertEquals(
                units().getFirst().withImage(""),
                InfotextReader.read(text).recipe().controls().getFirst());
        assertTrue(
                text.contains(
                        "ControlNet 0: \"Module: canny, Model: control_canny, Weight: 1.0,"
                                + " Resize Mode: Crop and Resize, Processor Res: -1,"
                                + " Threshold A: 50.0, Threshold B: -1.0, Guidance Start:"
                                + " 0.0, Guidance End: 1.0, Pixel Perfect: False, Control"
                                + " Mode: Balanced\""),
                text);
    }

    private Path lastPicture() throws IOException {
        try (var files = Files.walk(folder.resolve("home"))) {
            return files.filter(it -> it.toString().endsWith(".png")).findFirst().orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image=X | 2 | expected a ControlNet model",
                "model=control_canny, wight=2, image=X | 2 | wight=2",
                "model=control_canny, weight=much, image=X | 2 | weight: expected a number",
                "model=control_canny, mode=all, image=X | 2 | one of balanced, prompt, control",
                "model=control_canny, start=0.8, end=0.2, image=X | 2 | 0.8",
                "model=control_canny, model=b, image=X | 2 | model is given twice",
                "model=nowhere, image=X | 1 | The ControlNet model nowhere was not found",
                "model=control_canny | 1 | has no picture",
                "model=control_canny, module=kanny, image=X | 1 | kanny",
                "model=control_canny, module=depth_midas, image=X | 1 | depth_midas",
                "model=control_canny, image=nothing.png | 1 | nothing.png",
                "model=control_canny, mask=no.png, image=X | 1 | no.png"
            })
    void refusesBeforeAnythingIsLoaded(String unit, int code, String words) {
        assertEquals(code, generate(unit.replace("X", picture)), console.err());

        assertTrue(console.err().contains(words), console.err());
        assertEquals(0, console.engine.loads);
    }

    @Test
    void startsFromThePictureOfImageToImage() {
        int code =
                console.run(
                        "generate",
                        "a boat",
                        "--init-image",
                        picture,
                        "--control",
                        "model=control_canny, module=canny");

        assertEquals(0, code, console.err());
        assertEquals("", units().getFirst().image());
    }

    @Test
    void inspectNamesKindAndFamily() throws IOException {
        var net =
                write(
                        "control_model.input_hint_block.0.weight", List.of(16L, 3L, 3L, 3L),
                        "control_model.input_blocks.0.0.weight", List.of(320L, 4L, 3L, 3L),
                        "control_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight",
                                List.of(1L, 1024L));
        assertEquals(0, console.run("inspect", net), console.err());
        assertTrue(console.out().contains("ControlNet for Stable Diffusion 2"), console.out());

        var lora =
                write(
                        "lora_controlnet", List.of(1L),
                        "label_emb.0.0.up", List.of(1L, 1L),
                        "input_hint_block.0.weight", List.of(16L, 3L, 3L, 3L));
        console.run("inspect", lora);
        assertTrue(console.out().contains("Control-LoRA for Stable Diffusion XL"), console.out());

        var adapter =
                write(
                        "body.0.block1.weight", List.of(320L, 1L, 1L, 1L),
                        "conv_in.weight", List.of(320L, 192L, 3L, 3L));
        console.run("inspect", adapter);
        assertTrue(console.out().contains("T2I-Adapter for Stable Diffusion 1"), console.out());

        var other = write("ip_adapter.1.to_k_ip.weight", List.of(1L));
        console.run("inspect", other);
        assertTrue(console.out().contains("IP-Adapter"), console.out());
        assertTrue(console.out().contains("no"), console.out());
    }

    @SuppressWarnings("unchecked")
    private String write(Object... tensors) throws IOException {
        var file = folder.resolve("net.safetensors");
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < tensors.length; i += 2) {
            entries.add(new Entry((String) tensors[i], DType.F16, (List<Long>) tensors[i + 1]));
        }
        SafetensorsWriter.write(
                file, Map.of(), entries, entry -> new byte[(int) entry.sizeBytes()]);
        return file.toString();
    }
}
