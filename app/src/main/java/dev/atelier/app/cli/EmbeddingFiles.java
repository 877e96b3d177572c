package dev.atelier.app.cli;

import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The files of words that prompts may use besides a model's own.
public final class EmbeddingFiles {
    private static final String FOLDER = "embeddings";
    private static final Set<String> ENDINGS = Set.of("pt", "bin", "safetensors");

    /// Folders in folders, as A1111 looks, but never without end.
    private static final int DEPTH = 8;

    /// Folders above a model: A1111 keeps models two below the one that holds the embeddings.
    private static final int ABOVE = 3;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private EmbeddingFiles() {}

    /// Where embeddings lie when nobody says: in the data folder, and in folders called
    /// `embeddings` beside a model or up to two folders above it.
    static List<Path> usual(Path data, Optional<Path> model) {
        var folders = new ArrayList<Path>();
        var at = model.map(file -> file.toAbsolutePath().normalize().getParent()).orElse(null);
        for (int i = 0; i < ABOVE && at != null; i++) {
            folders.add(at.resolve(FOLDER));
            at = at.getParent();
        }
        folders.add(data.resolve(FOLDER));
        return folders.stream().filter(Files::isDirectory).distinct().toList();
    }

    /// All files in some folders that end as embeddings do. Of equal names the first counts.
    ///
    /// @throws IOException when there is no such folder, or it cannot be listed
    static List<Path> in(List<Path> folders) throws IOException {
        var files = new LinkedHashMap<String, Path>();
        for (var folder : folders) {
            try (var found = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                found.filter(Files::isRegularFile)
                        .filter(EmbeddingFiles::isUsual)
                        .sorted()
                        .forEach(file -> files.putIfAbsent(lower(word(file)), file));
            } catch (java.io.UncheckedIOException e) {
                throw new IOException(folder + " cannot be listed", e);
            }
        }
        return List.copyOf(files.values());
    }

    /// Pictures are embeddings or only show them.
    private static boolean isUsual(Path file) {
        return ENDINGS.contains(ending(file)) || EmbeddingFile.isPicture(file);
    }

    /// Those whose names may stand in a prompt of the recipe: the others need not be read. Letters
    /// are enough here; whether the tokens are there, the engine sees ("boat" is not "at").
    public static List<Path> namedIn(Recipe recipe, List<Path> files) {
        var words = new StringBuilder(recipe.prompt()).append(' ').append(recipe.negativePrompt());
        recipe.hires().ifPresent(it -> words.append(it.prompt()).append(it.negativePrompt()));
        var text = letters(words.toString());
        return files.stream()
                .filter(file -> isPicture(file) || text.contains(letters(word(file))))
                .toList();
    }

    /// A picture has its word inside.
    private static boolean isPicture(Path file) {
        return ending(file).equals("png");
    }

    /// What is left of a text where spaces do not count, nor how words are joined.
    private static String letters(String text) {
        return NO_LETTERS.matcher(lower(text)).replaceAll("");
    }

    /// How prompts name an embedding.
    public static String word(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String ending(Path file) {
        var name = String.valueOf(file.getFileName());
        return lower(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
