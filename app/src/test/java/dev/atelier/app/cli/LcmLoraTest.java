package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A LoRA for few steps under kohya's keys, made for the starter model, which is said to need the
/// LCM sampler and changes what that draws.
class LcmLoraTest {
    private static final String LAYER = "middle_block.1.transformer_blocks.0.attn2.to_v";
    private static final String KOHYA =
            "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_v";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DataFolder home;
    private TorchRuntime runtime;

    @BeforeEach
    void open() throws IOException {
        DataFolder.ofThisUser().prepareEngine();
        home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        runtime = new TorchRuntime(home);
        List<Long> shape;
        try (var starter = SafetensorsFile.open(runtime.starter())) {
            shape = starter.info("model.diffusion_model." + LAYER + ".weight").shape();
        }
        var lora = Files.createDirectories(folder.resolve("lora")).resolve("lcm-tiny.safetensors");
        var entries =
                List.of(
                        new Entry(KOHYA + ".alpha", DType.F32, List.of()),
                        new Entry(
                                KOHYA + ".lora_down.weight", DType.F32, List.of(1L, shape.get(1))),
                        new Entry(KOHYA + ".lora_up.weight", DType.F32, List.of(shape.get(0), 1L)));
        SafetensorsWriter.write(
                lora,
                Map.of(),
                entries,
                entry -> {
                    var bytes =
                            ByteBuffer.allocate((int) entry.sizeBytes())
                                    .order(ByteOrder.LITTLE_ENDIAN);
                    while (bytes.hasRemaining()) {
                        int at = bytes.position() / Float.BYTES;
                        bytes.putFloat(at % 3 - 1 + (at == 0 ? 2 : 0));
                    }
                    return bytes.array();
                });
    }

    private int run(String... arguments) {
        var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        return new Cli(terminal, home, runtime).run(arguments);
    }

    private int[] drawn(String name, String prompt, String sampler) throws IOException {
        var file = folder.resolve(name + ".png");
        int code =
                run(
                        "generate",
                        prompt,
                        "--sampler",
                        sampler,
                        "--steps",
                        "4",
                        "--cfg-scale",
                        "1.5",
                        "--seed",
                        "3",
                        "--width",
                        "64",
                        "--height",
                        "64",
                        "--out",
                        file.toString());
        assertEquals(0, code, err.toString());
        return ImageIO.read(file.toFile()).getRGB(0, 0, 64, 64, null, 0, 64);
    }

    @Test
    void drawsWithTheLcmSampler() throws IOException {
        var with = drawn("with", "a red boat <lora:lcm-tiny:1>", "LCM");
        assertFalse(err.toString().contains("few steps"), err.toString());
        assertFalse(Arrays.equals(drawn("without", "a red boat", "LCM"), with));
    }

    @Test
    void anotherSamplerIsAdvisedAgainst() throws IOException {
        drawn("euler", "a red boat <lora:lcm-tiny:1>", "Euler a");
        assertTrue(err.toString().contains("lcm-tiny is a LoRA for few steps"), err.toString());
        assertTrue(err.toString().contains("--sampler LCM --steps 4"), err.toString());

        assertEquals(0, run("inspect", folder.resolve("lora/lcm-tiny.safetensors").toString()));
        assertTrue(out.toString().contains("sampler LCM, 4 steps"), out.toString());
    }
}
