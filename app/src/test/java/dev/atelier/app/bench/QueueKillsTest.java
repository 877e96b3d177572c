package dev.atelier.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small share of what `atelier bench-kills` does: the service's process is killed once and
/// clients' twice while jobs are under way, and each job has one picture, its own.
class QueueKillsTest {
    private static final int JOBS = 24;

    @TempDir private Path folder;

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void killedProcessesLoseNothingAndMakeNothingTwice() throws Exception {
        var program =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Datelier.data=" + folder.resolve("data"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "bench-kills");
        var jobs = folder.resolve("jobs");
        var tally = new QueueKills(program, Files.createDirectory(jobs), 3).run(JOBS, 3);

        assertEquals(new QueueKills.Tally(JOBS, 0, 0, 0, List.of(), 1, 2), tally);
        // Counted once more by what lies there.
        var pictures = jobs.resolve("pictures");
        assertEquals(
                IntStream.range(0, JOBS).mapToObj(Integer::toString).sorted().toList(),
                IntStream.range(0, JOBS)
                        .mapToObj(job -> read(pictures.resolve(job + ".txt")))
                        .sorted()
                        .toList());
        // A client that was killed leaves what it had not written to the end, under another name.
        try (var all = Files.newDirectoryStream(pictures, "*.txt")) {
            assertEquals(JOBS, StreamSupport.stream(all.spliterator(), false).count());
        }
    }
}
