package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.ChildOutput;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kills a real process in the middle of its queue and takes up what it left.
class KillTest {
    private static final List<Long> ALL = List.of(100L, 101L, 102L, 200L, 201L, 202L);

    @RegisterExtension final ChildOutput children = new ChildOutput();
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "load starter",
                "step 100.1",
                "made 100",
                "step 101.3",
                "made 102",
                "step 200.2",
                "made 202",
                "done"
            })
    void noPictureIsLostOrMadeTwice(String moment) throws Exception {
        killAt(moment, 0);

        proveWholeAfterRestart();
    }

    @Test
    void norAtAnyOtherMoment() throws Exception {
        var random = new SplittableRandom(11);
        for (int trial = 0; trial < 4; trial++) {
            folder = Files.createDirectories(folder.resolve("trial" + trial));
            killAt("step " + (100 + random.nextInt(3)) + ".3", random.nextInt(12));

            proveWholeAfterRestart();
        }
    }

    private void killAt(String moment, int millisLater) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                QueueProcess.class.getName(),
                                folder.toString())
                        .redirectError(children.errors())
                        .start();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var line = lines.readLine();
            while (line != null && !line.equals(moment)) {
                line = lines.readLine();
            }
            assertEquals(moment, line);
            Thread.sleep(millisLater);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void proveWholeAfterRestart() throws Exception {
        var before = seedsOnDisk();
        var generator = new FakeGenerator();
        var loop = new EventLoop();
        try (var store = JobStore.open(folder.resolve("queue.db"));
                var tasks = new Tasks(loop)) {
            assertTrue(store.setAside().isEmpty());
            var queue = QueueProcess.queue(store, folder, tasks, loop, generator);
            var left = queue.jobs().get();

            assertEquals(before, seedsNoted(left));
            assertEquals(left.stream().anyMatch(KillTest::unfinished), queue.here().paused().get());
            assertTrue(left.stream().noneMatch(job -> job.state() == Job.State.RUNNING));
            assertTrue(left.stream().filter(KillTest::interrupted).count() <= 1);

            left.stream().filter(KillTest::interrupted).forEach(job -> queue.retry(job.id()));
            assertEquals(List.of(), generator.moments);
            queue.here().resume();
            loop.until(() -> queue.jobs().get().stream().noneMatch(KillTest::unfinished));

            var expected = ALL.stream().filter(seed -> wanted(queue.jobs().get(), seed)).toList();
            assertEquals(expected, seedsOnDisk());
            assertEquals(
                    expected.stream()
                            .filter(seed -> !before.contains(seed))
                            .map(seed -> "made " + seed)
                            .toList(),
                    generator.moments.stream().filter(m -> m.startsWith("made")).sorted().toList());
        }
    }

    private static boolean unfinished(Job job) {
        return job.state() != Job.State.DONE;
    }

    private static boolean interrupted(Job job) {
        return job.state() == Job.State.INTERRUPTED;
    }

    /// Whether some remembered job ordered that picture: a kill at once may come before an order.
    private static boolean wanted(List<Job> jobs, long seed) {
        return jobs.stream()
                .map(job -> job.recipe().seed().bits())
                .anyMatch(first -> seed >= first && seed < first + QueueProcess.PICTURES);
    }

    private static List<Long> seedsNoted(List<Job> jobs) throws IOException {
        var seeds = new ArrayList<Long>();
        for (var job : jobs) {
            for (var file : job.pictures()) {
                seeds.add(seed(file));
            }
        }
        return seeds.stream().sorted().toList();
    }

    /// Reads every picture; half ones would not be read, and twins would show twice.
    private List<Long> seedsOnDisk() throws IOException {
        var pictures = folder.resolve("pictures");
        if (Files.notExists(pictures)) {
            return List.of();
        }
        var seeds = new ArrayList<Long>();
        try (Stream<Path> files = Files.list(pictures)) {
            for (var file : files.filter(f -> !f.toString().endsWith(".part")).toList()) {
                seeds.add(seed(file));
            }
        }
        return seeds.stream().sorted().toList();
    }

    private static long seed(Path file) throws IOException {
        return PictureFile.read(file).orElseThrow().recipe().seed().bits();
    }
}
