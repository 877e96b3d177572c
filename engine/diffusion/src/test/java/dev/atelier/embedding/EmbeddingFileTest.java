package dev.atelier.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.golden.Golden;
import dev.atelier.recipe.infotext.PngText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingFileTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "mycat.pt, mycat, 1, 32",
        "fourvec.pt, fourvec, 4, 32",
        "oldzip.pt, oldzip, 2, 32",
        "bad-hands.bin, bad-hands, 1, 32",
        "easyneg.safetensors, easyneg, 3, 32",
        "my cat style.safetensors, my cat style, 8, 32",
        "wrongsize.safetensors, wrongsize, 2, 768",
        "xlneg.safetensors, xlneg, 2, 32"
    })
    void readsEveryForm(String file, String name, int count, int width) throws IOException {
        var embedding = EmbeddingFile.read(Golden.need("embeddings/" + file));

        assertEquals(name, embedding.name());
        assertEquals(count, embedding.count());
        assertEquals(width, embedding.first().width());
        assertEquals(name.equals("xlneg"), embedding.second().isPresent());
    }

    @Test
    void readsTheObjectsOfOlderVersions() throws IOException {
        var url = String.valueOf(getClass().getResource("/dev/atelier/pickle/parameter-dict.pt"));

        var embedding = EmbeddingFile.read(Path.of(URI.create(url)));

        assertArrayEquals(new float[] {1, 2, 3, 4}, embedding.first().values());
        assertEquals(2, embedding.count());
    }

    @Test
    void refusesFilesThatHoldNone() throws IOException {
        var url = String.valueOf(getClass().getResource("/dev/atelier/pickle/model.ckpt"));

        var refusal =
                assertThrows(
                        EmbeddingException.class,
                        () -> EmbeddingFile.read(Path.of(URI.create(url))));

        assertEquals("model.ckpt: expected one embedding, got 6 tensors", refusal.getMessage());
    }

    /// What A1111 v1.10.1's `embedding_to_b64` writes into the picture of a training step.
    @Test
    void readsThePictureOfATraining() throws IOException {
        var json =
                "{\"string_to_token\": {\"*\": 265}, \"string_to_param\": {\"*\": {\"TORCHTENSOR\":"
                        + " [[0.5, -1.0, 2.0], [3.0, 4.0, 5.5]]}}, \"name\": \"mycat\", \"step\": 500}";
        var text = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        var embedding = EmbeddingFile.read(png("mycat-500.PNG", Map.of("sd-ti-embedding", text)));

        assertEquals("mycat", embedding.name());
        assertArrayEquals(new float[] {0.5f, -1, 2, 3, 4, 5.5f}, embedding.first().values());
        assertEquals(2, embedding.count());
    }

    @ParameterizedTest
    @CsvSource({
        "'', is a picture without an embedding in its text; take the .pt file",
        "bm90, its embedding is damaged",
        "e30=, 'expected one embedding, got 0'",
        "eyJzdHJpbmdfdG9fcGFyYW0iOnsiKiI6WzFdfX0=, expected vectors of numbers"
    })
    void saysWhatIsWrongWithAPicture(String text, String message) throws IOException {
        var texts = text.isEmpty() ? Map.<String, String>of() : Map.of("sd-ti-embedding", text);
        var file = png("cat.png", texts);

        var thrown = assertThrows(EmbeddingException.class, () -> EmbeddingFile.read(file));

        assertEquals("cat.png: " + message, thrown.getMessage());
        assertEquals(!text.isEmpty(), EmbeddingFile.isPicture(file));
    }

    private Path png(String name, Map<String, String> texts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return Files.write(folder.resolve(name), PngText.write(bytes.toByteArray(), texts));
    }
}
