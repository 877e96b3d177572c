package dev.atelier.app;

import dev.atelier.app.create.DraftModel;
import dev.atelier.app.create.SessionModel;
import dev.atelier.app.create.grid.GridModel;
import dev.atelier.app.create.grid.GridView;
import dev.atelier.app.create.grid.GridWindow;
import dev.atelier.app.create.grid.SheetFile;
import dev.atelier.app.kit.Messages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JFileChooser;

/// Wires the grid to the queue and to the canvas.
final class StudioGrid {
    private final Tasks tasks;
    private final MainWindow window;
    private final Settings settings;

    StudioGrid(Tasks tasks, MainWindow window, Settings settings) {
        this.tasks = tasks;
        this.window = window;
        this.settings = settings;
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
                };
        var model = new GridModel(draft.recipe(), port, queue.latest());
        var acts = new GridView.Acts(session::select, this::save, predict);
        return new GridWindow(model, acts, window.frame());
    }

    private void save(GridModel.Sheet sheet) {
        var chooser = new JFileChooser(settings.get("grid.folder", ""));
        chooser.setSelectedFile(new java.io.File("grid.png"));
        if (chooser.showSaveDialog(window.frame()) != JFileChooser.APPROVE_OPTION) {
            return;
        }
        Path file = chooser.getSelectedFile().toPath();
        settings.put("grid.folder", file.toAbsolutePath().resolveSibling(""));
        tasks.run(
                "",
                task -> {
                    SheetFile.write(sheet, file);
                    return file;
                },
                Tasks.Outcome.of(
                        done ->
                                say(
                                        "check",
                                        "ok",
                                        Messages.of(GridModel.class).text("grid.saved", done)),
                        failure -> say("warning", "warn", String.valueOf(failure.getMessage()))));
    }

    private void say(String icon, String token, String words) {
        window.toasts().show(icon, token, words, Optional.empty());
    }
}
