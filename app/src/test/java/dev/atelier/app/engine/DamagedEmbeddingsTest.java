package dev.atelier.app.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedEmbeddingsTest {
    @TempDir private Path folder;

    private ModelLibrary library() throws IOException {
        var words = Files.createDirectories(folder.resolve("embeddings"));
        Files.write(words.resolve("at.pt"), new byte[0]);
        return new ModelLibrary(
                () -> folder.resolve("none"), new NearbyFiles(folder, Optional.empty()));
    }

    /// "boat" does not name `at`.
    @ParameterizedTest
    @CsvSource({"a boat, 0", "look at me, 1", "(AT:1.2), 1", "at_night, 0", "'', 0"})
    void namesAnEmbeddingThatCannotBeRead(String prompt, int found) throws IOException {
        var all = new DamagedEmbeddings().in(Recipe.of(prompt, new Size(64, 64)), library());

        assertEquals(found, all.size());
    }

    @Test
    void saysWhichOne() throws IOException {
        var recipe = Recipe.of("a boat", new Size(64, 64)).withNegativePrompt("at");

        assertEquals(
                "The embedding at cannot be read: its file is damaged, or no embedding.",
                new DamagedEmbeddings().in(recipe, library()).getFirst().why().english());
    }
}
