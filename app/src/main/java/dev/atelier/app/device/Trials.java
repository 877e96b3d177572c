package dev.atelier.app.device;

import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.MessageText;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How trials of cards went, in a small file. Another driver, card or folder is another trial.
final class Trials {
    private static final Logger log = LoggerFactory.getLogger(Trials.class);
    private static final String WELL = "ok";

    private final Path file;

    Trials(Path file) {
        this.file = file;
    }

    /// @return empty where none was made; else what went wrong, empty where nothing did
    Optional<Optional<Message>> of(Decision.OnCard with) {
        var result = read().getProperty(key(with));
        if (result == null) {
            return Optional.empty();
        }
        return Optional.of(
                result.equals(WELL) ? Optional.empty() : Optional.of(MessageText.read(result)));
    }

    void remember(Decision.OnCard with, Optional<Message> problem) {
        var all = read();
        all.setProperty(key(with), problem.map(MessageText::write).orElse(WELL));
        try {
            WholeFile.replace(file, out -> all.store(out, null));
        } catch (IOException e) {
            log.info("the trial is not remembered", e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.info("trials are not forgotten", e);
        }
    }

    private Properties read() {
        var all = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException e) {
            all.clear();
        }
        return all;
    }

    private static String key(Decision.OnCard with) {
        return "%d %s | %s | %s"
                .formatted(
                        with.card().index(),
                        with.card().name(),
                        with.driver(),
                        with.files().libraries().toAbsolutePath());
    }
}
