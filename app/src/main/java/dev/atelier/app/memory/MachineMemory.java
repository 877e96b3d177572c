package dev.atelier.app.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What the system says about memory, where it has Linux' `/proc`; nothing elsewhere. Small reads,
/// but not for the event thread.
///
/// Source: proc_pid_status(5), proc_meminfo(5), proc_pid_clear_refs(5).
public final class MachineMemory {
    private static final long KILO = 1024;

    private final Path proc;

    public MachineMemory() {
        this(Path.of("/proc"));
    }

    MachineMemory(Path proc) {
        this.proc = proc;
    }

    /// Bytes that this process holds now.
    public OptionalLong resident() throws IOException {
        return bytes(proc.resolve("self/status"), "VmRSS:");
    }

    /// The most it has held since [#forgetPeak].
    public OptionalLong peak() throws IOException {
        return bytes(proc.resolve("self/status"), "VmHWM:");
    }

    /// Bytes that could still be had without swapping.
    public OptionalLong available() throws IOException {
        return bytes(proc.resolve("meminfo"), "MemAvailable:");
    }

    /// Begins to measure the peak again.
    ///
    /// @throws IOException where the system has no such thing
    public void forgetPeak() throws IOException {
        Files.writeString(proc.resolve("self/clear_refs"), "5");
    }

    private static OptionalLong bytes(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> KILO * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
