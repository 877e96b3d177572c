package dev.atelier.app.create.prompt;

import dev.atelier.app.create.words.Styles;
import dev.atelier.app.create.words.Vocabulary;
import dev.atelier.app.create.words.WildcardFolder;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names a prompt may use, read from the user's `wildcards` folder and `styles.csv`.
public final class VocabularyModel {
    private static final Logger log = LoggerFactory.getLogger(VocabularyModel.class);

    private final Value<Vocabulary> known = Value.of(Vocabulary.NONE);
    private final Tasks tasks;
    private final Path home;

    /// @param home where the folder and the file are, or will be
    public VocabularyModel(Tasks tasks, Path home) {
        this.tasks = tasks;
        this.home = home;
        refresh();
    }

    public Observed<Vocabulary> known() {
        return known;
    }

    /// Reads again, away from the event thread.
    public void refresh() {
        var before = known.get();
        tasks.run(
                "",
                task -> read(before),
                Tasks.Outcome.of(
                        known::set, failure -> log.warn("names of prompts unread", failure)));
    }

    /// What cannot be read stays as it was.
    private Vocabulary read(Vocabulary before) throws IOException {
        var contents = new WildcardFolder(home.resolve("wildcards")).read();
        contents.problems().forEach(log::warn);
        var now = before.withWildcards(contents.wildcards());
        try {
            return now.withStyles(Styles.read(home.resolve("styles.csv")));
        } catch (IOException e) {
            log.warn("the styles cannot be read", e);
            return now;
        }
    }
}
