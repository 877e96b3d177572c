package dev.atelier.app.grid;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.recipe.Recipe;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;

/// The grid, drawn by the queue and shown on the canvas. Event thread.
public final class GridFeature implements Feature {

    private final AppContext context;
    private final Supplier<Path> pictures;
    private final GridWindow window;

    /// What a grid is made of and drawn with.
    ///
    /// @param pictures where sheets are offered to be kept, the first time
    /// @param predict how long the pictures of a recipe take; empty where that is not known
    public record Dependencies(
            DraftModel draft,
            PlaceChoiceModel where,
            SessionModel session,
            Supplier<Path> pictures,
            Function<Recipe, Optional<Duration>> predict) {}

    public GridFeature(AppContext context, Dependencies parts) {
        this.context = context;
        pictures = parts.pictures;
        var queue = parts.where.queue();
        var port =
                new GridModel.Queue() {
                    @Override
                    public long add(Recipe recipe) {
                        return parts.where.order(recipe, false);
                    }

                    @Override
                    public Observed<Optional<String>> refusal() {
                        return parts.where.refusal();
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
        var model = new GridModel(parts.draft.recipe(), port, context.settings());
        var actions =
                new GridView.Actions(
                        context.tasks(),
                        done -> choose(parts.session, done),
                        this::save,
                        parts.predict,
                        new GridView.Place(
                                parts.where.goal().map(_ -> parts.where.words()),
                                queue.jobs().map(jobs -> parts.where.place().paused().get()),
                                () -> parts.where.place().resume()));
        window = new GridWindow(model, actions, context.window().frame());
        context.commands().bind(Command.GRID, window::show);
    }

    @Override
    public void relabel() {
        window.close();
    }

    /// The one of the strip, where it is there too.
    private static void choose(SessionModel session, SavedPicture picture) {
        session.select(
                session.pictures().get().stream()
                        .filter(it -> it.file().equals(picture.file()))
                        .findFirst()
                        .orElse(picture));
    }

    private void save(QueuedGrid queued) {
        var words = Messages.of(GridModel.class);
        var chooser =
                new FileChooser(
                        context.settings()
                                .get(StudioSettings.GRID_FOLDER)
                                .orElseGet(pictures)
                                .toFile());
        chooser.setSelectedFile(free(chooser.getCurrentDirectory()));
        if (chooser.showSaveDialog(context.window().frame()) != JFileChooser.APPROVE_OPTION) {
            return;
        }
        Path file = named(chooser.getSelectedFile());
        if (Files.exists(file) && !agrees(words.text("grid.replace", file.getFileName()))) {
            return;
        }
        context.settings()
                .put(
                        StudioSettings.GRID_FOLDER,
                        Optional.of(file.toAbsolutePath().resolveSibling("")));
        context.tasks()
                .run(
                        "save-grid",
                        task -> {
                            GridImageFile.write(
                                    queued.grid(),
                                    queued::file,
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
                        context.window().frame(), question, "", JOptionPane.OK_CANCEL_OPTION)
                == JOptionPane.OK_OPTION;
    }

    private void say(String icon, String token, String words) {
        context.window().toasts().show(icon, token, words, Optional.empty());
    }
}
