package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.checkpoint.FileHash;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Cancellation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// The reference's tiny models as a person's files, and its pictures. The files of weights are made
/// by the engine's own tests in the build folder; who asks for one that is not there is skipped.
public final class GoldenModels {
    public static final String CONTROL = "tiny-controlnet";

    private GoldenModels() {}

    /// Puts a checkpoint, with the file that describes it, into a folder of models.
    public static Path checkpoint(String name, Path models) throws IOException {
        var recipe = Golden.json("nets/" + name + ".recipe.json");
        assumeTrue(recipe.isPresent(), "no reference files");
        var hash = recipe.orElseThrow().get("file_sha256").asText();
        var file = models.resolve("Stable-diffusion").resolve(name + ".safetensors");
        for (var end : new String[] {"", ".json"}) {
            copy(hash, name + ".safetensors" + end, Path.of(file + end));
        }
        return file;
    }

    /// Puts the ControlNet into a folder of models.
    public static void controlNet(Path models) throws IOException {
        var recipe = Golden.need("controlnet/tiny-controlnet.recipe.json");
        var hash = FileHash.sha256(recipe, new Cancellation());
        var file = CONTROL + ".safetensors";
        copy(hash, file, models.resolve("ControlNet").resolve(file));
    }

    /// Puts a LoRA into a folder of models.
    public static void lora(String name, Path models) throws IOException {
        var file = name + ".safetensors";
        var folder = Files.createDirectories(models.resolve("Lora"));
        Files.copy(Golden.need("lora/" + file), folder.resolve(file));
    }

    private static void copy(String hash, String name, Path to) throws IOException {
        var made =
                Path.of(System.getProperty("atelier.root"), "target", "golden")
                        .resolve(FileHash.shorten(hash))
                        .resolve(name);
        assumeTrue(Files.exists(made), made + " is made by the engine's tests");
        Files.createDirectories(to.getParent());
        Files.copy(made, to);
    }

    /// Writes a square picture of three bytes a pixel.
    public static void write(byte[] rgb, Path file) throws IOException {
        int edge = (int) Math.sqrt(rgb.length / 3.0);
        var image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < edge * edge; i++) {
            int red = (rgb[3 * i] & 0xFF) << 16;
            int green = (rgb[3 * i + 1] & 0xFF) << 8;
            image.setRGB(i % edge, i / edge, red | green | (rgb[3 * i + 2] & 0xFF));
        }
        ImageIO.write(image, "png", file.toFile());
    }

    /// Fails unless a picture is the reference's.
    public static void assertSame(byte[] expected, BufferedImage image) {
        assertSame(expected, rgb(image));
    }

    /// At most one level apart, since bytes are truncated.
    public static void assertSame(byte[] expected, byte[] made) {
        assertEquals(expected.length, made.length);
        for (int i = 0; i < made.length; i++) {
            int off = Math.abs((expected[i] & 0xFF) - (made[i] & 0xFF));
            assertTrue(off <= 1, "byte " + i + " is off by " + off);
        }
    }

    /// Three bytes a pixel, row after row.
    public static byte[] rgb(BufferedImage image) {
        var bytes = new byte[3 * image.getWidth() * image.getHeight()];
        for (int i = 0; i < bytes.length; i++) {
            int rgb = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
            bytes[i] = (byte) (rgb >> (16 - 8 * (i % 3)));
        }
        return bytes;
    }
}
