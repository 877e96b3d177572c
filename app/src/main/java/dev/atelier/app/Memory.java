package dev.atelier.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What this process holds of the machine's memory.
final class Memory {
    private Memory() {}

    /// Such as `2.3`; empty where the system has no `/proc`.
    static String residentGigabytes() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .map(kilobytes -> String.format(Locale.ROOT, "%.1f", kilobytes / 1e6))
                .findFirst()
                .orElse("");
    }
}
