package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.recipe.prompt.PromptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptTokenCounterTest {
    /// Two vectors of 768 zeros, in the format of safetensors: a length, a header, the numbers.
    private static final String HEADER =
            "{\"emb_params\":{\"dtype\":\"F32\",\"shape\":[2,768],\"data_offsets\":[0,6144]}}";

    @TempDir private Path folder;

    @Test
    void countsTheVectorsOfAnEmbeddingAndNotItsLetters() throws IOException, PromptException {
        var file = embedding("xyzzy-style-of-many-letters.safetensors");
        var counter = counter(file);

        assertEquals(4, counter.tokens("a boat, ").count() + 1);
        assertEquals(3 + 2, counter.tokens("a boat, xyzzy-style-of-many-letters").count());
    }

    @Test
    void countsTheLettersWhereTheFileIsBroken() throws IOException, PromptException {
        var broken = Files.writeString(folder.resolve("dog.safetensors"), "not a file of vectors");

        assertEquals(1, counter(broken).tokens("dog").count());
    }

    private static PromptTokenCounter counter(Path embedding) {
        return new PromptTokenCounter(
                new ModelLibrary(() -> embedding, kind -> List.of(ModelFile.of(kind, embedding))));
    }

    private Path embedding(String name) throws IOException {
        var bytes = new byte[8 + HEADER.length() + 6144];
        bytes[0] = (byte) HEADER.length();
        System.arraycopy(HEADER.getBytes(StandardCharsets.UTF_8), 0, bytes, 8, HEADER.length());
        return Files.write(folder.resolve(name), bytes);
    }
}
