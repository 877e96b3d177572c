package dev.atelier.app.engine;

import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Embeddings that a prompt names and whose files cannot be read. As in A1111 the picture is made
/// without them; their names stay plain words. The form asks at every letter that is typed, so each
/// file is read once. Any thread.
final class DamagedEmbeddings {
    private final Map<FileVersion, Boolean> readable = new ConcurrentHashMap<>();

    /// Blocks for reading the files that are named for the first time.
    List<Unsupported> in(Recipe recipe, ModelLibrary library) {
        var text =
                Stream.concat(
                                Stream.of(recipe.prompt(), recipe.negativePrompt()),
                                recipe.secondPass().stream().flatMap(DamagedEmbeddings::texts))
                        .collect(Collectors.joining("\n"));
        return library.embeddings(recipe).stream()
                .filter(file -> isWord(ModelFile.stem(file), text) && !isReadable(file))
                .map(file ->
                        Unsupported.leftOut(
                                RecipeField.PROMPT,
                                Message.of("unsupported.embedding", ModelFile.stem(file))))
                .toList();
    }

    private static Stream<String> texts(HiresPass pass) {
        return Stream.of(pass.prompt(), pass.negativePrompt());
    }

    /// "boat" does not name `at`.
    private static boolean isWord(String name, String text) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    private boolean isReadable(Path file) {
        return readable.computeIfAbsent(FileVersion.of(file), DamagedEmbeddings::read);
    }

    private static boolean read(FileVersion version) {
        try {
            EmbeddingFile.read(version.file());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
