package dev.atelier.app.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    @TempDir Path folder;

    @Test
    void readsWhatLinuxWrites() throws IOException {
        Files.createDirectories(folder.resolve("self"));
        Files.writeString(
                folder.resolve("self/status"), "VmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n");
        Files.writeString(
                folder.resolve("meminfo"), "MemFree:        1 kB\nMemAvailable:   8 kB\n");
        var memory = new MachineMemory(folder);

        assertEquals(OptionalLong.of(1L << 20), memory.resident());
        assertEquals(OptionalLong.of(2L << 20), memory.peak());
        assertEquals(OptionalLong.of(8 << 10), memory.available());
    }

    @Test
    void knowsNothingWhereThereIsNoProc() throws IOException {
        assertEquals(OptionalLong.empty(), new MachineMemory(folder).resident());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thePeakOfThisProcessIsNoLessThanWhatItHolds() throws IOException {
        var memory = new MachineMemory();
        memory.forgetPeak();

        assertTrue(memory.peak().orElseThrow() > 0.9 * memory.resident().orElseThrow());
    }
}
