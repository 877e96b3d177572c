package dev.atelier.app.library;

import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.importers.FooocusLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The recipes of pictures that carry none, from Fooocus's log beside them. The last log stays in
/// memory, as a day's pictures lie in one folder. Thread-safe.
final class FooocusLogs {
    private static final String NAME = "log.html";
    private static final long MOST_BYTES = 64L << 20;

    private record Kept(Path file, String stamp, Map<String, ParsedRecipe> recipes) {}

    private static Kept kept = new Kept(Path.of(""), "", Map.of());

    private FooocusLogs() {}

    /// @return empty where there is no log, or it does not know the picture
    static Optional<Recipe> recipe(Path picture) {
        var log = picture.resolveSibling(NAME);
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(recipes(log).get(String.valueOf(picture.getFileName())))
                    .map(ParsedRecipe::recipe);
        } catch (IOException e) {
            return Optional.empty(); // the picture is found without it
        }
    }

    /// Changes whenever the log beside the pictures of a folder does; empty where there is none.
    static String stamp(Path folder) {
        try {
            return stampOf(folder.resolve(NAME));
        } catch (IOException e) {
            return "";
        }
    }

    private static String stampOf(Path log) throws IOException {
        return Files.size(log) + " " + Files.getLastModifiedTime(log).toMillis();
    }

    private static synchronized Map<String, ParsedRecipe> recipes(Path log) throws IOException {
        var stamp = stampOf(log);
        if (!kept.file.equals(log) || !kept.stamp.equals(stamp)) {
            var page = Files.size(log) > MOST_BYTES ? "" : Files.readString(log);
            kept = new Kept(log, stamp, FooocusLog.read(page));
        }
        return kept.recipes;
    }
}
