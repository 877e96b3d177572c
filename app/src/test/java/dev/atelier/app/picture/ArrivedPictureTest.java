package dev.atelier.app.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A picture that a service sent is kept as it came.
class ArrivedPictureTest {
    @TempDir private Path folder;

    @Test
    void isSavedWithoutBeingPackedAnew() throws IOException {
        var image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, 0x123456);
        var sent = new ByteArrayOutputStream();
        ImageIO.write(image, "png", sent);
        var recipe = Recipe.of("a boat", new Size(16, 8)).withSeed(Seed.of(5));
        var picture =
                Picture.ofPng(
                        new Size(16, 8),
                        sent.toByteArray(),
                        () -> {
                            throw new AssertionError("nobody asked for pixels");
                        },
                        recipe,
                        Map.of());
        var file = folder.resolve("kept.png");
        PictureFile.write(picture, file);

        assertArrayEquals(pixels(sent.toByteArray()), pixels(Files.readAllBytes(file)));
        assertEquals(recipe, PictureFile.read(file).orElseThrow().recipe());
    }

    /// What the first chunk of pixels holds, packed as it is.
    private static byte[] pixels(byte[] png) {
        var at = ByteBuffer.wrap(png);
        for (int from = 8; ; from += 12 + at.getInt(from)) {
            if (new String(png, from + 4, 4, StandardCharsets.US_ASCII).equals("IDAT")) {
                return Arrays.copyOfRange(png, from + 8, from + 8 + at.getInt(from));
            }
        }
    }
}
