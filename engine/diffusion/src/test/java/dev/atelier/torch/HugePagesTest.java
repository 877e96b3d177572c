package dev.atelier.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The kernel says what a process's memory lies in.
class HugePagesTest {
    private static final Path ALLOWED = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Path OWN = Path.of("/proc/self/smaps_rollup");
    private static final int SIDE = 2048;

    @Test
    void largeTensorsLieInHugePagesWhereProgramsMayAskForThem() throws IOException {
        assumeTrue(Files.exists(ALLOWED) && Files.exists(OWN), "not Linux");
        assumeTrue(Files.readString(ALLOWED).contains("[madvise]"), "the system decides alone");

        try (var torch = Torch.startOnCpu();
                var numbers = torch.floats(new float[SIDE * SIDE], SIDE, SIDE);
                var probe = Probe.forced(torch, Strategy.PLAIN_F32).compile("probe.py", Map.of())) {
            // The result may take memory that others have left: what counts is where it lies.
            try (var _ = probe.call("square", numbers)) {
                long most = Float.BYTES * SIDE * SIDE / 1024;
                long held = kilobytes();
                assertTrue(held >= most / 2, held + " kB in huge pages, " + most + " kB computed");
            }
        }
    }

    private static long kilobytes() throws IOException {
        return Files.readAllLines(OWN).stream()
                .filter(line -> line.startsWith("AnonHugePages:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
