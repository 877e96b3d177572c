package dev.atelier.app;

import dev.atelier.app.device.Decision;
import dev.atelier.app.device.Devices;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Tries a card in a process of its own, since native libraries that do not fit end the process
/// that loads them.
///
/// @param program the command line that starts this program
record ChildTrial(List<String> program) implements Devices.Trial {
    /// Gigabytes of libraries are read from the disk the first time.
    private static final int MOST_SECONDS = 180;

    @Override
    public Optional<Message> problem(Decision.OnCard with) {
        var command = new ArrayList<>(program);
        command.addAll(
                List.of(
                        "device",
                        "--trial",
                        Integer.toString(with.card().index()),
                        "--libraries",
                        with.files().libraries().toAbsolutePath().toString()));
        try {
            var said = Files.createTempFile("trial", ".txt");
            try {
                return run(command, said);
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            return Optional.of(Message.of("card.trial-not-started", Explained.reasonOf(e)));
        }
    }

    private static Optional<Message> run(List<String> command, Path said) throws IOException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(Message.of("card.trial-silent", MOST_SECONDS));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.of(Message.of("card.trial-interrupted"));
        }
        int code = process.exitValue();
        return code == 0 ? Optional.empty() : Optional.of(last(said, code));
    }

    /// The line that a command ends with when it fails; a crash has many and means none of them.
    private static Message last(Path said, int code) throws IOException {
        try (Stream<String> lines =
                Files.lines(said, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("atelier: "))
                    .reduce((_, line) -> line)
                    .map(line -> Message.plain(line.substring("atelier: ".length())))
                    .orElse(Message.of("card.trial-ended", code));
        }
    }
}
