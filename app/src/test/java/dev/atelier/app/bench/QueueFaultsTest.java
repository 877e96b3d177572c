package dev.atelier.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A small share of what `atelier bench-queue` does: nothing is lost, nothing made twice.
class QueueFaultsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void nothingIsLostOrMadeTwice(int window) throws Exception {
        var threads = Thread.ofVirtual();
        var tally = new QueueFaults(threads::start, folder, 7).run(24, 1, window);

        assertEquals(List.of(), tally.failures());
        assertEquals(0, tally.lost());
        assertEquals(0, tally.twice());
        assertEquals(0, tally.wrong());
    }
}
