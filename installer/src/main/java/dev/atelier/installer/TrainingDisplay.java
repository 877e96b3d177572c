package dev.atelier.installer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the window of the training run is: the display of the person who builds, else on Linux one
/// in memory, for as long as this is open.
/// [Xvfb](https://www.x.org/releases/current/doc/man/man1/Xvfb.1.xhtml)
final class TrainingDisplay implements AutoCloseable {
    private static final String NAME = "DISPLAY";

    private final @Nullable Process server;
    private final Optional<String> name;

    private TrainingDisplay(@Nullable Process server, Optional<String> name) {
        this.server = server;
        this.name = name;
    }

    /// @return empty where none can be had
    static Optional<TrainingDisplay> open(Platform platform) throws IOException {
        var given = Optional.ofNullable(System.getenv(NAME));
        if (platform != Platform.LINUX || given.isPresent()) {
            return Optional.of(new TrainingDisplay(null, given));
        }
        return Platform.onPath("Xvfb") ? inMemory() : Optional.empty();
    }

    /// The server chooses a free number and writes it down once it takes windows.
    private static Optional<TrainingDisplay> inMemory() throws IOException {
        var server =
                new ProcessBuilder(
                                "Xvfb",
                                "-displayfd",
                                "1",
                                "-screen",
                                "0",
                                "1600x1000x24",
                                "-nolisten",
                                "tcp")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var number = server.inputReader(StandardCharsets.US_ASCII).readLine();
        if (number == null) { // it ended
            return Optional.empty();
        }
        return Optional.of(new TrainingDisplay(server, Optional.of(":" + number.strip())));
    }

    /// Lets a program open its windows here.
    void show(ProcessBuilder program) {
        name.ifPresent(it -> program.environment().put(NAME, it));
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroy();
        }
    }
}
