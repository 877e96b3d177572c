package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTimesTest {
    private static final Instant BEGUN = Instant.parse("2026-11-30T22:00:00Z");

    @TempDir private Path folder;

    private final Tasks tasks = new Tasks(Runnable::run);

    @AfterEach
    void close() {
        tasks.close();
    }

    private StageTimes times() {
        return new StageTimes(Settings.open(folder.resolve("settings.properties"), tasks));
    }

    private static Deployment deployed() {
        return Deployment.begun("sd_a", false, BEGUN)
                .seen("Creating", "", Deployment.Tail.NONE, BEGUN)
                .seen("Waiting", "", Deployment.Tail.NONE, BEGUN.plusSeconds(10))
                .seen("Starting", "", Deployment.Tail.NONE, BEGUN.plusSeconds(100))
                .seen("Running", "", Deployment.Tail.NONE, BEGUN.plusSeconds(130));
    }

    @Test
    void learnsHowLongEachStateLasts() {
        var times = times();
        times.learn(deployed(), 0);
        assertEquals(Optional.of(Duration.ofSeconds(10)), times.usual("Creating"));
        assertEquals(Optional.of(Duration.ofSeconds(90)), times.usual("Waiting"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), times.usual("Starting"));
    }

    /// Beside a deployment stands how long others took, not it itself.
    @Test
    void aDeploymentIsNotComparedWithItself() {
        var times = times();
        times.begin();
        times.learn(deployed(), 0);
        assertEquals(Optional.empty(), times.usualBefore("Waiting"));

        times.begin();
        assertEquals(Optional.of(Duration.ofSeconds(90)), times.usualBefore("Waiting"));
    }

    /// Closed while it was being created, and opened again while it waited, perhaps twice.
    @Test
    void learnsNothingOfTheTimeInWhichTheProgramWasClosed() {
        var times = times();
        times.learn(deployed(), 1);
        assertEquals(Optional.empty(), times.usual("Creating"));
        assertEquals(Optional.empty(), times.usual("Waiting"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), times.usual("Starting"));

        times.learn(deployed(), 2);
        assertEquals(Optional.empty(), times.usual("Creating"));
        assertEquals(Optional.empty(), times.usual("Waiting"));
    }
}
