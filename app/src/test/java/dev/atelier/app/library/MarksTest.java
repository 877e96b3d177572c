package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stars that nobody can make again.
class MarksTest {
    @TempDir private Path folder;

    /// Earlier versions kept stars of the second and third picture of a recipe on their own.
    @Test
    void starsOfSinglePicturesAreThoseOfTheirRecipe() throws Exception {
        var file = folder.resolve("marks.db");
        Marks.open(file).close();
        try (var earlier = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = earlier.createStatement()) {
            statement.execute("INSERT INTO star VALUES ('boat', 0), ('boat', 2), ('mill', 1)");
            statement.execute("INSERT INTO label VALUES ('mill', 3, 'TAG', 'to print')");
        }

        try (var marks = Marks.open(file)) {
            assertTrue(marks.isStarred("boat"));
            assertTrue(marks.isStarred("mill"));
            assertEquals(List.of(new Marks.Label(Marks.TAG, "to print")), marks.labels("mill"));
            marks.star("boat", false);
            marks.commit();
        }
        try (var marks = Marks.open(file)) {
            assertFalse(marks.isStarred("boat"));
        }
    }

    @Test
    void starsOfALaterVersionAreKeptBeside() throws Exception {
        var file = folder.resolve("marks.db");
        try (var marks = Marks.open(file)) {
            marks.star("boat", true);
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
