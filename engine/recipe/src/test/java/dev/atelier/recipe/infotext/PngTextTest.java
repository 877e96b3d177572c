package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.golden.Golden;
import dev.atelier.recipe.infotext.PngText.PngException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTextTest {
    /// Pillow wrote these files; writing their text anew must give the same bytes.
    @ParameterizedTest
    @ValueSource(strings = {"ascii", "latin1", "unicode"})
    void writesTheBytesThatPillowWrites(String name) throws IOException {
        var png = Files.readAllBytes(Golden.need("infotext/" + name + ".png"));
        var texts = PngText.read(png);

        assertEquals(1, texts.size());
        assertArrayEquals(png, PngText.write(png, texts));
    }

    @Test
    void replacesATextOfTheSameName() throws IOException {
        var png = Files.readAllBytes(Golden.need("infotext/ascii.png"));

        var written = PngText.write(png, Map.of("parameters", "new 海"));

        assertEquals(Map.of("parameters", "new 海"), PngText.read(written));
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        var png = Files.readAllBytes(Golden.need("infotext/ascii.png"));
        for (int length = 0; length < png.length; length++) {
            var cut = Arrays.copyOf(png, length);
            assertThrows(PngException.class, () -> PngText.read(cut));
        }
        var random = new Random(3);
        for (int i = 0; i < 500; i++) {
            var broken = png.clone();
            broken[random.nextInt(png.length)] ^= (byte) (1 << random.nextInt(8));
            assertThrows(PngException.class, () -> PngText.read(broken));
        }
    }
}
