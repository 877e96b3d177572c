package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The UNet of the starter model in a file of its own: with the starter as its base it makes the
/// starter's picture.
class UnetAloneTest {
    private static final String UNET = "model.diffusion_model.";

    @TempDir private Path folder;
    private final StringWriter err = new StringWriter();
    private DataFolder home;
    private TorchRuntime runtime;
    private Path starter;

    @BeforeEach
    void open() throws IOException {
        DataFolder.ofThisUser().prepareEngine();
        home = new DataFolder(folder.resolve("data"), DataFolder.ofThisUser().natives());
        runtime = new TorchRuntime(home);
        starter = runtime.starter();
    }

    private int run(List<String> arguments) {
        var terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
        return new Cli(terminal, home, runtime).run(arguments.toArray(String[]::new));
    }

    private byte[] made(String name, String... more) throws IOException {
        var file = folder.resolve(name + ".png");
        var arguments =
                new ArrayList<>(List.of("generate", "a red boat", "--seed", "1", "--steps", "2"));
        arguments.addAll(List.of("--width", "64", "--height", "64", "--strategy", "packed-f32"));
        arguments.addAll(List.of("--out", file.toString()));
        arguments.addAll(Arrays.asList(more));
        assertEquals(0, run(arguments), err.toString());
        var image = ImageIO.read(file.toFile());
        var bytes = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) image.getRGB(i % image.getWidth(), i / image.getWidth());
        }
        return bytes;
    }

    @Test
    void makesThePictureOfTheCheckpointItWasTakenFrom() throws IOException {
        var unet = folder.resolve("mine.safetensors");
        try (var whole = SafetensorsFile.open(starter)) {
            var entries =
                    whole.tensors().values().stream()
                            .filter(info -> info.name().startsWith(UNET))
                            .map(info ->
                                    new Entry(
                                            info.name().substring(UNET.length()),
                                            info.dtype(),
                                            info.shape()))
                            .toList();
            SafetensorsWriter.write(
                    unet, whole.metadata(), entries, entry -> whole.bytes(UNET + entry.name()));
        }
        var model = unet.toString();
        assertEquals(1, run(List.of("generate", "a red boat", "--model", model)));
        assertTrue(err.toString().contains("holds a UNet alone"), err.toString());
        assertTrue(err.toString().contains("--base"), err.toString());

        assertArrayEquals(
                made("whole"), made("joined", "--model", model, "--base", starter.toString()));
    }
}
