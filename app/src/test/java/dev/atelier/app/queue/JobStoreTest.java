package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStoreTest {
    private static final Recipe TWO =
            Recipe.of("a cat", new Size(8, 8)).withSeed(Seed.of(7)).withBatch(new Batch(1, 2));

    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("queue.db");
    }

    @Test
    void jobsComeBackInTheirOrder() throws IOException {
        var second = Job.queued(1, Place.HERE, TWO, 5, false);
        var first = Job.queued(2, Place.HERE, TWO.withPrompt("a dog"), 3, true);
        try (var store = JobStore.open(file)) {
            store.put(second);
            store.put(first);
        }

        try (var store = JobStore.open(file)) {
            assertEquals(List.of(first, second), store.load());
        }
    }

    @Test
    void aRunningJobComesBackInterruptedWithWhatItFinished() throws IOException {
        var picture = Files.createFile(folder.resolve("one.png"));
        leave(store -> {
            store.plan(1, 0, picture);
            store.finish(1, 0, new JobStore.Made(2.5, false));
        });

        try (var store = JobStore.open(file)) {
            var job = store.load().getFirst();

            assertEquals(Job.State.INTERRUPTED, job.state());
            assertEquals(List.of(picture), job.pictures());
            assertEquals(Set.of(0), store.settled(1));
            assertEquals(Map.of(picture, new JobStore.Made(2.5, false)), store.made());
        }
    }

    @Test
    void aRunningJobWithNothingLeftComesBackDone() throws IOException {
        var picture = Files.createFile(folder.resolve("one.png"));
        leave(store -> {
            store.plan(1, 0, picture);
            store.finish(1, 0, new JobStore.Made(2.5, false));
            store.skip(1, 1);
        });

        try (var store = JobStore.open(file)) {
            assertEquals(Job.State.DONE, store.load().getFirst().state());
        }
    }

    /// The program was killed after the picture was saved and before its job was noted.
    @Test
    void aJobWhoseLastPictureWasCutShortComesBackStopped() throws IOException {
        var picture = Files.createFile(folder.resolve("one.png"));
        leave(store -> {
            store.skip(1, 0);
            store.plan(1, 1, picture);
            store.finish(1, 1, new JobStore.Made(2.5, true));
        });

        try (var store = JobStore.open(file)) {
            var job = store.load().getFirst();

            assertEquals(Job.State.STOPPED, job.state());
            assertEquals(List.of(picture), job.pictures());
            assertEquals(Set.of(0, 1), store.settled(1));
        }
    }

    @Test
    void aPlannedPictureIsFinishedIfItsFileGotItsName() throws IOException {
        var there = Files.createFile(folder.resolve("there.png"));
        var half = Files.createFile(folder.resolve(".lost.png.part"));
        leave(store -> {
            store.plan(1, 0, there);
            store.plan(1, 1, folder.resolve("lost.png"));
        });

        try (var store = JobStore.open(file)) {
            assertEquals(List.of(there), store.load().getFirst().pictures());
            assertEquals(Set.of(0), store.settled(1));
        }
        assertFalse(Files.exists(half));
    }

    @Test
    void aFinishedPictureThatWasMovedAwayIsNotMadeAgain() throws IOException {
        leave(store -> {
            store.plan(1, 0, folder.resolve("gone.png"));
            store.finish(1, 0, new JobStore.Made(2.5, false));
        });

        try (var store = JobStore.open(file)) {
            store.load();

            assertEquals(Set.of(0), store.settled(1));
        }
    }

    @Test
    void remembersTheLastThousandEndedJobs() throws IOException {
        try (var store = JobStore.open(file)) {
            for (int id = 1; id <= 1010; id++) {
                store.put(
                        Job.queued(id, Place.HERE, TWO, id, false)
                                .in(id == 3 ? Job.State.QUEUED : Job.State.DONE));
            }
        }

        try (var store = JobStore.open(file)) {
            var jobs = store.load();

            assertEquals(1001, jobs.size());
            assertEquals(3, jobs.getFirst().id());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAside() throws IOException {
        Files.writeString(
                file, "this was never a database, and it is long enough to be read as one");

        try (var store = JobStore.open(file)) {
            assertEquals(Optional.of(folder.resolve("queue.db.damaged")), store.setAside());
            assertEquals(List.of(), store.load());
        }
        assertTrue(Files.exists(folder.resolve("queue.db.damaged")));
    }

    @Test
    void aDatabaseWithBrokenPagesIsSetAside() throws IOException {
        try (var store = JobStore.open(file)) {
            for (int id = 1; id <= 100; id++) {
                store.put(Job.queued(id, Place.HERE, TWO.withPrompt("x".repeat(500)), id, false));
            }
        }
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = 4096; at < bytes.length(); at += 4096) {
                bytes.seek(at);
                bytes.write(new byte[2000]);
            }
        }

        try (var store = JobStore.open(file)) {
            assertTrue(store.setAside().isPresent());
            assertEquals(List.of(), store.load());
        }
    }

    @Test
    void aQueueThatAnotherProgramHasOpenIsLeftAlone() throws IOException {
        try (var store = JobStore.open(file)) {
            store.put(Job.queued(1, Place.HERE, TWO, 1, false));

            assertThrows(IOException.class, () -> JobStore.open(file));
            assertFalse(Files.exists(folder.resolve("queue.db.damaged")));
        }
    }

    @Test
    void readsTheFirstSchema() throws IOException, SQLException {
        var picture = Files.createFile(folder.resolve("one.png"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE job (id INTEGER PRIMARY KEY, recipe TEXT NOT NULL, state TEXT NOT"
                            + " NULL, rank REAL NOT NULL, by_hand INTEGER NOT NULL, note TEXT NOT"
                            + " NULL)");
            statement.execute(
                    "CREATE TABLE picture (job INTEGER NOT NULL, image INTEGER NOT NULL, file TEXT"
                            + " NOT NULL, PRIMARY KEY (job, image))");
            statement.execute(
                    "INSERT INTO job VALUES (1, '{\"prompt\":\"a cat\"}', 'RUNNING', 1, 0, '')");
            statement.execute("INSERT INTO picture VALUES (1, 0, '" + picture + "')");
            statement.execute("PRAGMA user_version = 1");
        }

        try (var store = JobStore.open(file)) {
            var job = store.load().getFirst();

            assertEquals("a cat", job.recipe().prompt());
            assertEquals(List.of(picture), job.pictures());
        }
    }

    /// The file was written by version 0.1.0 of November 2026, whose queue had one place.
    @Test
    void readsTheSecondSchemaAndKeepsACopy() throws IOException, SQLException {
        try (var old = JobStoreTest.class.getResourceAsStream("queue-schema-2.sqlite")) {
            Files.copy(old, file);
        }

        try (var store = JobStore.open(file)) {
            var jobs = store.load();

            assertEquals(Optional.empty(), store.setAside());
            assertEquals(
                    List.of(
                            Job.State.DONE,
                            Job.State.QUEUED,
                            Job.State.INTERRUPTED,
                            Job.State.FAILED),
                    jobs.stream().map(Job::state).toList());
            assertTrue(jobs.stream().allMatch(job -> job.place().equals(Place.HERE)));
            assertEquals("a green tree", jobs.get(1).recipe().prompt());
            assertTrue(jobs.get(1).byHand());
            assertEquals(List.of(Path.of("/pictures/9.png")), jobs.get(2).pictures());
            assertEquals("Out of memory.", jobs.getLast().reason());
        }
        var copy = folder.resolve("queue.db.schema-2");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM job")) {
            assertEquals(4, rows.getInt(1));
        }
    }

    @Test
    void aRecipeThatCannotBeReadWholeIsNotRun() throws IOException, SQLException {
        leave(store -> {});
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE job SET recipe = '{\"prompt\": 5}'");
        }

        try (var store = JobStore.open(file)) {
            var job = store.load().getFirst();

            assertEquals(Job.State.FAILED, job.state());
            assertTrue(job.reason().contains("prompt"), job.reason());
        }
    }

    /// Older versions wrote a sentence.
    @Test
    void whyAJobFailedIsKeptAsAMessageAndOldSentencesAreReadAsTheyAre() throws Exception {
        var file = folder.resolve("queue.db");
        var why =
                Message.of(
                        "failure.whole",
                        Message.of("unsupported.vae", "boat's {0}.pt"),
                        Message.of("advice.missing"));
        try (var store = JobStore.open(file)) {
            for (long id = 1; id <= 3; id++) {
                store.put(
                        Job.queued(id, Place.HERE, TWO, (double) id, false)
                                .in(Job.State.FAILED, why));
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE job SET note = 'Out of memory.' WHERE id = 2");
            statement.execute("UPDATE job SET note = 'later.key' || char(31) || '5' WHERE id = 3");
        }

        try (var store = JobStore.open(file)) {
            var notes = store.load().stream().map(Job::note).toList();

            assertEquals(why, notes.get(0));
            assertTrue(notes.get(0).in(Locale.CHINA).contains("没有"), notes.get(0).in(Locale.CHINA));
            assertEquals("Out of memory.", notes.get(1).in(Locale.CHINA));
            assertEquals("later.key: 5", notes.get(2).english());
        }
    }

    private interface Writes {
        void to(JobStore store) throws IOException;
    }

    /// What a process with one running job leaves behind.
    private void leave(Writes writes) throws IOException {
        try (var store = JobStore.open(file)) {
            store.put(Job.queued(1, Place.HERE, TWO, 1, false).in(Job.State.RUNNING));
            writes.to(store);
        }
    }
}
