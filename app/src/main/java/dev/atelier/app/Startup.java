package dev.atelier.app;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.ConfirmDialog;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a start has to ask and to report before the work can go on. Event thread.
final class Startup {
    private static final Logger log = LoggerFactory.getLogger(Startup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /// A window that has answered for so long has painted what the last session left.
    private static final int ANSWERS_MILLIS = 3000;

    /// Keeps which data folder was chosen.
    @FunctionalInterface
    interface Memory {
        void keep(DataFolder chosen) throws IOException;
    }

    private final Settings settings;
    private final StartMark mark;
    private Optional<Path> session = Optional.empty();

    Startup(Path folder, Settings settings) {
        this.settings = settings;
        this.mark = StartMark.begin(folder);
    }

    /// Brings the studio that has a folder to the front, with the files that were to be opened, or
    /// informs the user that it does not answer.
    ///
    /// @return whether it answered
    static boolean handOver(Path folder, List<Path> files) throws IOException {
        if (OpenStudio.call(folder, files, PATIENCE)) {
            log.warn("Atelier is open already with {}; its window comes to the front", folder);
            return true;
        }
        var words = Messages.of(MainWindow.class);
        ConfirmDialog.show(
                words.text("open.title"),
                words.text("open.silent", folder),
                words.text("toast.close"));
        return false;
    }

    /// Explains why the studio cannot open with a data folder, and lets the user choose another,
    /// which later starts use too.
    ///
    /// @param memory keeps the choice for later starts
    /// @return empty where the user gives up
    static Optional<DataFolder> another(DataFolder home, Throwable why, Memory memory) {
        var words = Messages.of(MainWindow.class);
        var failed = home;
        var reason = why;
        while (ConfirmDialog.offer(question(failed.root(), reason))) {
            var chosen = choose(words.text("open.choose"));
            if (chosen.isEmpty()) {
                continue;
            }
            try {
                chosen.get().requireWritable();
                remember(chosen.get(), memory);
                return chosen;
            } catch (IOException e) {
                log.warn("{} is no data folder either", chosen.get().root(), e);
                failed = chosen.get();
                reason = e;
            }
        }
        return Optional.empty();
    }

    private static ConfirmDialog.Question question(Path folder, Throwable why) {
        var words = Messages.of(MainWindow.class);
        var next = words.text(DataFolder.isNamed() ? "open.cannot.named" : "open.cannot.next");
        return new ConfirmDialog.Question(
                words.text("open.cannot"),
                words.text("open.cannot.words", folder, FailureMessages.why(why), next),
                words.text("open.choose"),
                words.text("open.quit"));
    }

    private static Optional<DataFolder> choose(String title) {
        var chooser = new FileChooser();
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        chooser.setDialogTitle(title);
        return chooser.showOpenDialog(null) == JFileChooser.APPROVE_OPTION
                ? Optional.of(DataFolder.in(chooser.getSelectedFile().toPath()))
                : Optional.empty();
    }

    private static void remember(DataFolder home, Memory memory) {
        try {
            memory.keep(home);
        } catch (IOException e) {
            log.warn("the data folder {} is not remembered", home.root(), e);
            var words = Messages.of(MainWindow.class);
            ConfirmDialog.show(
                    words.text("open.forgotten"),
                    words.text("open.forgotten.words", home.root()),
                    words.text("toast.close"));
        }
    }

    /// After a start that did not come to an end: with or without the last session.
    void offerToForget() {
        if (!mark.lastWasUnfinished()) {
            return;
        }
        var words = Messages.of(MainWindow.class);
        var question =
                new ConfirmDialog.Question(
                        words.text("start.title"),
                        words.text("start.words"),
                        words.text("start.without"),
                        words.text("start.with"));
        if (ConfirmDialog.about(null, question)) {
            session = mark.setSessionAside(settings);
        }
    }

    /// Reports what was damaged and what was put aside, and notes that the start came to an end
    /// once the window has answered for a while.
    void report(Studio studio) {
        var words = Messages.of(MainWindow.class);
        var notices = new ArrayList<String>();
        session.ifPresent(folder -> notices.add(words.text("start.aside", folder)));
        settings.setAside()
                .map(aside ->
                        aside.newer()
                                ? words.text("start.settings.newer", aside.file())
                                : words.text("start.settings", aside.file()))
                .ifPresent(notices::add);
        if (!settings.unusable().isEmpty()) {
            notices.add(words.text("start.unusable", String.join(", ", settings.unusable())));
        }
        if (!studio.features().create().lost().isEmpty()) {
            notices.add(
                    words.text("start.draft", String.join(" ", studio.features().create().lost())));
        }
        if (!notices.isEmpty()) {
            studio.context().window().notice(String.join(" ", notices));
        }
        var answers = new Timer(ANSWERS_MILLIS, event -> ended());
        answers.setRepeats(false);
        answers.start();
    }

    /// The window answers, or the program ends as it should.
    void ended() {
        mark.end();
    }
}
