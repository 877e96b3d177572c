package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it writes leaves a whole index.
class LibraryKillTest {
    private static final int LEAST = 1_200;

    /// Writes pictures into the index until it is killed; prints a line for every hundred.
    static final class Writing {
        private Writing() {}

        public static void main(String... arguments) throws IOException {
            var index = LibraryIndex.open(Path.of(arguments[0]));
            long source = index.ask(it -> it.source(Source.parse("/pictures")));
            for (int i = 0; ; i++) {
                int number = i;
                Optional<Recipe> recipe =
                        Optional.of(LibraryRig.recipe("a boat, number " + number, number));
                index.writeSoon(it ->
                        it.put(
                                source,
                                PictureRef.parse("/pictures/" + number + ".png"),
                                new Stamp(1, number, ""),
                                new Facts(64, 96, recipe, "", Provenance.NONE, Optional.empty())));
                if (i % 100 == 0) {
                    System.out.println(i);
                }
            }
        }
    }

    @Test
    void leavesAWholeIndex(@TempDir Path data) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writing.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Integer.parseInt(line) >= LEAST) {
                    process.destroyForcibly(); // SIGKILL
                    break;
                }
            }
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));

        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("library.db"));
                var statement = connection.createStatement()) {
            assertEquals("ok", statement.executeQuery("PRAGMA integrity_check").getString(1));
            // Fails where the words do not fit their index.
            statement.execute("INSERT INTO words (words) VALUES ('integrity-check')");
        }
        try (var index = LibraryIndex.open(data)) {
            assertTrue(index.isWritable());
            var all = index.search(LibraryQuery.ALL, Sort.OLDEST, Grouping.NONE);
            var boats =
                    index.search(LibraryQuery.parse("boat place:here"), Sort.OLDEST, Grouping.NONE);
            assertTrue(all.count() >= LEAST / 500 * 500, () -> all.count() + " pictures");
            assertEquals(all.count(), boats.count());
            assertEquals(all.count(), index.entries(all.ids()).size());
        }
    }
}
