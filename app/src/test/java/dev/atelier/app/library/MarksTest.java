package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stars that nobody can make again.
class MarksTest {
    @TempDir private Path folder;

    @Test
    void starsOfALaterVersionAreKeptBeside() throws Exception {
        var file = folder.resolve("marks.db");
        try (var marks = Marks.open(file)) {
            marks.star(new Marks.Owner("boat", 1), true);
            marks.commit();
        }
        try (var later = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = later.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        Path aside;
        try (var marks = Marks.open(file)) {
            aside = marks.setAside().orElseThrow();
        }

        try (var again = DriverManager.getConnection("jdbc:sqlite:" + aside);
                var statement = again.createStatement();
                var stars = statement.executeQuery("SELECT twin FROM star")) {
            assertEquals("boat", stars.getString(1));
        }
    }
}
