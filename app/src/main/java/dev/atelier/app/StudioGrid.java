package dev.atelier.app;

import dev.atelier.app.create.DraftModel;
import dev.atelier.app.create.SessionModel;
import dev.atelier.app.create.grid.GridModel;
import dev.atelier.app.create.grid.GridView;
import dev.atelier.app.create.grid.GridWindow;
import dev.atelier.app.create.grid.Sheet;
import dev.atelier.app.create.grid.SheetFile;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;

/// Wires the grid to the queue and to the canvas.
final class StudioGrid {
    private static final String FOLDER = "grid.folder";

    private final Tasks tasks;
    private final MainWindow window;
    private final Settings settings;
    private final Supplier<Path> pictures;

    /// @param pictures where sheets are offered to be kept, the first time
    StudioGrid(Tasks tasks, MainWindow window, Settings settings, Supplier<Path> pictures) {
        this.tasks = tasks;
        this.window = window;
        this.settings = settings;
        this.pictures = pictures;
    }

    GridWindow window(
            DraftModel draft,
            QueueModel queue,
            SessionModel session,
            Supplier<Optional<Duration>> predict) {
        var port =
                new GridModel.Queue() {
                    @Override
                    public long add(Recipe recipe) {
                        return queue.add(recipe, false);
                    }

                    @Override
                    public void cancel(long job) {
                        queue.cancel(job);
                    }

                    @Override
                    public Observed<List<Job>> jobs() {
                        return queue.jobs();
                    }
                };
        var model = new GridModel(draft.recipe(), port, settings);
        var acts = new GridView.Actions(tasks, done -> choose(session, done), this::save, predict);
        return new GridWindow(model, acts, window.frame());
    }

    /// The one of the strip, where it is there too.
    private static void choose(SessionModel session, SavedPicture picture) {
        session.select(
                session.pictures().get().stream()
                        .filter(it -> it.file().equals(picture.file()))
                        .findFirst()
                        .orElse(picture));
    }

    private void save(Sheet sheet) {
        var words = Messages.of(GridModel.class);
        var chooser = new JFileChooser(settings.get(FOLDER, pictures.get().toString()));
        chooser.setSelectedFile(free(chooser.getCurrentDirectory()));
        if (chooser.showSaveDialog(window.frame()) != JFileChooser.APPROVE_OPTION) {
            return;
        }
        Path file = named(chooser.getSelectedFile());
        if (Files.exists(file) && !agrees(words.text("grid.replace", file.getFileName()))) {
            return;
        }
        settings.put(FOLDER, file.toAbsolutePath().resolveSibling(""));
        tasks.run(
                words.text("grid.saving"),
                task -> {
                    SheetFile.write(
                            sheet.grid(),
                            sheet::file,
                            axis -> words.text("axis." + axis.name()),
                            file);
                    return file;
                },
                Tasks.Outcome.of(
                        done -> say("check", "ok", words.text("grid.saved", done)),
                        failure -> say("warning", "warn", FailureMessages.of(failure))));
    }

    /// The first free name.
    private static File free(File folder) {
        var file = new File(folder, "grid.png");
        for (int i = 2; file.exists(); i++) {
            file = new File(folder, "grid-" + i + ".png");
        }
        return file;
    }

    private static Path named(File chosen) {
        boolean ends = chosen.getName().toLowerCase(Locale.ROOT).endsWith(".png");
        return ends ? chosen.toPath() : Path.of(chosen.getPath() + ".png");
    }

    private boolean agrees(String question) {
        return JOptionPane.showConfirmDialog(
                        window.frame(), question, "", JOptionPane.OK_CANCEL_OPTION)
                == JOptionPane.OK_OPTION;
    }

    private void say(String icon, String token, String words) {
        window.toasts().show(icon, token, words, Optional.empty());
    }
}
