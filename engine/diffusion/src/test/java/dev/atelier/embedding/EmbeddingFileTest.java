package dev.atelier.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.golden.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingFileTest {
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

        assertEquals("[model.ckpt] expected one embedding, got 6 tensors", refusal.getMessage());
    }
}
