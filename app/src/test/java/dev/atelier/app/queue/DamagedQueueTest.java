package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Queue files as crashes, disks, other versions and other programs leave them: the studio opens
/// with each, keeps what can be read and says so when anything was lost.
class DamagedQueueTest {
    private static final int JOBS = 6;

    /// Statements that make a queue of something that no version of the studio writes, and how many
    /// jobs are left.
    private static final List<Wrong> STATEMENTS =
            List.of(
                    new Wrong("UPDATE job SET state = 'DREAMING' WHERE id = 2", JOBS - 1),
                    new Wrong("UPDATE job SET state = ''", 0),
                    new Wrong("UPDATE picture SET file = 'a' || char(0) || 'b' WHERE job = 1", 5),
                    new Wrong("UPDATE job SET id = -5 WHERE id = 3", JOBS - 1),
                    new Wrong("UPDATE job SET id = 9223372036854775807 WHERE id = 3", JOBS - 1),
                    new Wrong("UPDATE job SET rank = 9e999 WHERE id = 3", JOBS - 1),
                    new Wrong("DROP TABLE picture", 0),
                    new Wrong("DROP TABLE job", 0),
                    new Wrong("ALTER TABLE job RENAME COLUMN note TO notes", 0),
                    new Wrong("ALTER TABLE job ADD COLUMN colour TEXT", 0),
                    new Wrong("PRAGMA user_version = 0", 0),
                    new Wrong("PRAGMA user_version = 99", 0),
                    new Wrong(
                            "CREATE TRIGGER t AFTER UPDATE ON job BEGIN SELECT RAISE(FAIL, 'no');"
                                    + " END",
                            0));

    @TempDir Path folder;

    /// Whether the user must be informed of damage.
    private enum Report {
        MUST,
        IF_LOST,
        BEFORE
    }

    private record Wrong(String sql, int left) {}

    @TestFactory
    Stream<DynamicTest> aQueueThatHoldsWhatNobodyWrites() {
        return IntStream.range(0, STATEMENTS.size())
                .mapToObj(i ->
                        dynamicTest(
                                STATEMENTS.get(i).sql(),
                                () -> {
                                    var file = queue("sql" + i);
                                    execute(file, STATEMENTS.get(i).sql());
                                    assertEquals(STATEMENTS.get(i).left(), open(file, Report.MUST));
                                    assertEquals(
                                            STATEMENTS.get(i).left(),
                                            open(file, Report.BEFORE),
                                            "said once, then the rest goes on");
                                }));
    }

    /// Eighty of them, the same in each run.
    @TestFactory
    Stream<DynamicTest> aQueueWithDamagedBytes() {
        var random = new Random(13);
        return IntStream.range(0, 80)
                .mapToObj(i -> {
                    long seed = random.nextLong();
                    return dynamicTest("file " + i, () -> damaged(i, new Random(seed)));
                });
    }

    private void damaged(int number, Random random) throws Exception {
        var file = queue("bytes" + number);
        var bytes = Files.readAllBytes(file);
        switch (number % 4) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                int at = random.nextInt(bytes.length);
                Arrays.fill(
                        bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4096)), (byte) 0);
            }
            case 2 -> {
                for (int i = 0; i < 40; i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            default -> {
                var noise = new byte[200];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, random.nextInt(bytes.length - 200), noise.length);
            }
        }
        Files.write(file, bytes);

        open(file, Report.IF_LOST);
    }

    @Test
    void foldersInThePlaceOfItsFiles() throws Exception {
        for (var end : List.of("", "-wal", "-journal")) {
            var file = folder.resolve("folder" + end.length() + ".db");
            Files.createDirectories(
                    file.resolveSibling(file.getFileName() + end).resolve("inside"));

            open(file, Report.MUST);
        }
    }

    @Test
    void whatIsSetAsideTwiceIsKeptTwice() throws Exception {
        var file = folder.resolve("twice.db");
        for (int i = 0; i < 2; i++) {
            Files.writeString(file, "no database at all, and this is version " + i);
            open(file, Report.MUST);
        }

        assertTrue(Files.readString(folder.resolve("twice.db.damaged")).endsWith("0"));
        assertTrue(Files.readString(folder.resolve("twice.db.damaged-2")).endsWith("1"));
    }

    /// Opens it as the studio does, orders a picture and opens it again.
    ///
    /// @return how many jobs came back
    private int open(Path file, Report report) throws IOException {
        var loop = new EventLoop();
        int found;
        try (var store = JobStore.open(file);
                var tasks = new Tasks(loop)) {
            var names = new PictureNames(folder, "[seed]");
            var queue =
                    new QueueModel(
                            store,
                            tasks,
                            List.of(Place.here(new FakeGenerator(), tasks)),
                            () -> names,
                            loop);
            found = queue.jobs().get().size();
            boolean must = report == Report.MUST || (report == Report.IF_LOST && found < JOBS);
            assertTrue(!must || queue.problem().get().isPresent(), "damage is reported");
            if (must && found > 0 && found < JOBS) {
                var problem = queue.problem().get().orElseThrow();
                assertEquals(
                        JOBS - found,
                        assertInstanceOf(QueueModel.Problem.PartSetAside.class, problem).jobs());
            }
            queue.here().pause();
            long id = queue.add(Recipe.of("new", new Size(8, 8)), false);
            queue.cancel(id);
        }
        try (var store = JobStore.open(file)) {
            store.load().stream()
                    .filter(job -> job.recipe().prompt().equals("new"))
                    .forEach(job -> assertEquals(Job.State.CANCELLED, job.state()));
            execute(store, file);
        }
        return found;
    }

    /// The next opening counts the old ones only.
    private static void execute(JobStore store, Path file) throws IOException {
        for (var job : store.load()) {
            if (job.recipe().prompt().equals("new")) {
                store.remove(job.id());
            }
        }
        assertTrue(Files.exists(file));
    }

    private Path queue(String name) throws IOException, SQLException {
        var file = folder.resolve(name + ".db");
        try (var store = JobStore.open(file)) {
            for (int id = 1; id <= JOBS; id++) {
                var recipe =
                        Recipe.of("a red boat under a yellow moon ".repeat(20 * id), new Size(8, 8))
                                .withSeed(Seed.of(id))
                                .withBatch(new Batch(1, 3));
                store.put(Job.queued(id, Place.HERE, recipe, id, false));
                store.plan(id, 0, folder.resolve(id + ".png"));
                store.finish(id, 0, new JobStore.Made(1, false));
            }
        }
        return file;
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
