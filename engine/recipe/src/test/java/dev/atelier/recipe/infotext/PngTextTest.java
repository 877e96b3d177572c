package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.golden.Golden;
import dev.atelier.recipe.infotext.PngText.PngException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTextTest {
    /// Pillow wrote these files; writing their text again must give the same bytes.
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

    @Test
    void refusesTextsThatAreTooLongTogether() throws IOException {
        var png = Files.readAllBytes(Golden.need("infotext/ascii.png"));
        var half = "x".repeat(9 << 20);

        var written = PngText.write(png, Map.of("a", half, "b", half));

        assertThrows(PngException.class, () -> PngText.read(written));
    }

    @Test
    void readsOrRefusesTextChunksOfAnyContent() throws IOException {
        var png = Files.readAllBytes(Golden.need("infotext/ascii.png"));
        var random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            var type = List.of("tEXt", "iTXt", "zTXt").get(i % 3);
            var content = new byte[random.nextInt(8)];
            for (int at = 0; at < content.length; at++) {
                content[at] = (byte) random.nextInt(3);
            }
            try {
                PngText.read(withChunk(png, type, content));
            } catch (PngException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("not a sound PNG"));
            }
        }
    }

    /// The picture with a chunk behind its header, which takes 33 bytes with the signature.
    private static byte[] withChunk(byte[] png, String type, byte[] content) {
        var chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        var sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + content.length);
        chunk.putInt((int) sum.getValue());
        return ByteBuffer.allocate(png.length + chunk.capacity())
                .put(png, 0, 33)
                .put(chunk.array())
                .put(png, 33, png.length - 33)
                .array();
    }
}
