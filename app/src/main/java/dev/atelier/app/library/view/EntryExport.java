package dev.atelier.app.library.view;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.export.Exported;
import dev.atelier.app.library.export.Licences;
import dev.atelier.app.library.export.PictureExport;
import dev.atelier.app.library.export.Sheets;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.swing.JComponent;

/// Exports pictures from the window, with their progress in the status bar and a way to stop; what
/// was written until then stays. Event thread.
final class EntryExport {
    private final AppContext context;
    private final Library library;
    private final Buckets buckets;
    private final Function<ModelKind, List<ModelFile>> models;
    private final Messages messages = Messages.of(EntryExport.class);

    /// @param models the models there are, for their licences
    EntryExport(
            AppContext context,
            Library library,
            Buckets buckets,
            Function<ModelKind, List<ModelFile>> models) {
        this.models = models;
        this.context = context;
        this.library = library;
        this.buckets = buckets;
    }

    /// Asks how, beside a control, and exports.
    void ask(List<Entry> entries, JComponent below) {
        var before =
                context.settings()
                        .get(StudioSettings.EXPORT_FOLDER)
                        .orElse(context.home().root().resolve("export"));
        new ExportForm(before, wanted -> run(entries, wanted)).show(below, entries.size());
    }

    /// @param failed how many could not be written
    /// @param why the first of those could not
    private record Result(int done, int failed, String why) {}

    private void run(List<Entry> entries, ExportForm.Wanted wanted) {
        context.tasks()
                .run(
                        "export-pictures",
                        task -> write(task, entries, wanted),
                        Tasks.Outcome.of(
                                result -> say(result, wanted.folder()),
                                failure -> warn(FailureMessages.of(failure))));
    }

    private Result write(Task task, List<Entry> entries, ExportForm.Wanted wanted)
            throws IOException {
        var cancellation = new Cancellation();
        task.onCancel(cancellation::cancel);
        var export = new PictureExport(library, buckets, wanted.form());
        var done = new ArrayList<Exported>();
        var why = "";
        for (int i = 0; i < entries.size(); i++) {
            task.throwIfCancelled();
            task.report(new Task.Step((double) i / entries.size(), i + 1 + " / " + entries.size()));
            try {
                done.add(export.copy(entries.get(i), wanted.folder(), cancellation));
            } catch (IOException | Buckets.AwayException e) {
                why = why.isEmpty() ? CloudMoves.words(e) : why;
            }
        }
        if (!done.isEmpty()) {
            sheets(done, wanted);
        }
        return new Result(done.size(), entries.size() - done.size(), why);
    }

    private void sheets(List<Exported> done, ExportForm.Wanted wanted) throws IOException {
        var folder = wanted.folder();
        switch (wanted.sheet()) {
            case NONE -> {}
            case PAGE -> Sheets.contactPage(done, folder, messages.text("export.sheet-title"));
            case PICTURES -> Sheets.contactPictures(done, folder);
        }
        if (wanted.provenance()) {
            Sheets.provenance(done, folder, new Licences(context.settings(), models));
        }
    }

    private void say(Result result, Path folder) {
        if (result.done > 0) {
            context.settings().put(StudioSettings.EXPORT_FOLDER, Optional.of(folder));
        }
        if (result.failed > 0) {
            warn(messages.text("export.some", result.done, result.failed, result.why));
            return;
        }
        var files = new FileManager(context.tasks(), context.window().toasts());
        context.window()
                .toasts()
                .show(
                        "check",
                        "ok",
                        messages.text("export.done", result.done),
                        Optional.of(
                                new Toasts.Verb(
                                        messages.text("export.show"), () -> files.open(folder))));
    }

    private void warn(String words) {
        context.window().toasts().show("warning", "warn", words, Optional.empty());
    }
}
