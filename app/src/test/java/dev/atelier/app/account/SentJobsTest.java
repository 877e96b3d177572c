package dev.atelier.app.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.SentJobs.Place;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes of jobs as a later program finds them.
class SentJobsTest {
    @TempDir private Path folder;

    private SentJobs jobs() {
        return new SentJobs(folder.resolve("sent"));
    }

    private void change(String pattern, String text) throws IOException {
        try (var files = Files.list(folder.resolve("sent"))) {
            var file = files.findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file).replaceFirst(pattern, text));
        }
    }

    /// A job that a program noted which has ended, its first picture planned but not written.
    private SentJobs.Note left(Place place) throws IOException {
        var service = new SentJobs.Service("sd", "cn-hangzhou");
        var note = jobs().begin(service, Recipe.of("a", new Size(64, 64)), place);
        note.submitted("job 1");
        note.plan(0, folder.resolve("a.png"));
        change("\"owner\" ?: ?\"[^\"]*\"", "\"owner\":\"\"");
        return jobs().left().getFirst();
    }

    @Test
    void aFileThatIsThereIsThePictureUnlessFilesAreReplaced() throws IOException {
        var kept = new Place(folder, Optional.of("a.png"), false);
        var note = left(kept);
        assertEquals(kept, note.place());
        assertTrue(note.saved(0).isEmpty());
        var file = Files.writeString(folder.resolve("a.png"), "drawn");
        assertEquals(Optional.of(file), note.saved(0));
        note.over();

        var replaced = new Place(folder, Optional.of("a.png"), true);
        var other = left(replaced);
        assertEquals(replaced, other.place());
        assertTrue(other.saved(0).isEmpty(), "it may be an older one");
    }

    /// Before there was a choice, what had the name was replaced.
    @Test
    void aNoteOfAnOlderVersionReplaces() throws IOException {
        left(new Place(folder, Optional.of("a.png"), false));
        change("\"replaces\" ?: ?false,", "");

        assertTrue(jobs().left().getFirst().place().replaces());
    }
}
