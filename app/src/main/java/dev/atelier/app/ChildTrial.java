package dev.atelier.app;

import dev.atelier.app.device.Decision;
import dev.atelier.app.device.Devices;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.MessageText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries a card in a process of its own, since native libraries that do not fit end the process
/// that loads them.
///
/// @param program the command line that starts this program
/// @param longest when the process is killed
record ChildTrial(List<String> program, Duration longest) implements Devices.Trial {
    private static final Logger LOG = LoggerFactory.getLogger(ChildTrial.class);

    /// Gigabytes of libraries are read from the disk the first time.
    private static final Duration LONGEST = Duration.ofMinutes(3);

    ChildTrial(List<String> program) {
        this(program, LONGEST);
    }

    @Override
    public Optional<Message> problem(Decision.OnCard with) {
        try {
            var report = Files.createTempFile("trial", ".txt");
            try {
                var command = new ArrayList<>(program);
                command.addAll(
                        List.of(
                                "device",
                                "--trial",
                                Integer.toString(with.card().index()),
                                "--libraries",
                                with.files().libraries().toAbsolutePath().toString(),
                                "--report",
                                report.toString()));
                return run(command, report);
            } finally {
                Files.deleteIfExists(report);
            }
        } catch (IOException e) {
            return Optional.of(Message.of("card.trial-not-started", Explained.reasonOf(e)));
        }
    }

    private Optional<Message> run(List<String> command, Path report) throws IOException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(longest)) {
                process.destroyForcibly();
                return Optional.of(Message.of("card.trial-silent", longest.toSeconds()));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.of(Message.of("card.trial-interrupted"));
        }
        int code = process.exitValue();
        return code == 0 ? Optional.empty() : Optional.of(why(report, code));
    }

    /// What the process reported. One that crashed reported nothing, or what is no text.
    private static Message why(Path report, int code) throws IOException {
        try {
            var text = Files.readString(report);
            if (!text.isBlank()) {
                return MessageText.read(text);
            }
        } catch (CharacterCodingException e) {
            LOG.warn("the trial's report cannot be read", e);
        }
        return Message.of("card.trial-ended", code);
    }
}
