package dev.atelier.app.queue;

import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.ConfirmDialog;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.StatusBar;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import java.awt.EventQueue;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue and its file, the folder that its pictures go to, and what is said of both outside of
/// the view where pictures are made. Event thread.
public final class QueueFeature implements Feature {
    private static final Logger log = LoggerFactory.getLogger(QueueFeature.class);

    private final AppContext context;
    private final JobStore store;
    private final QueueModel queue;
    private final PlaceChoiceModel where;

    /// @param places the first is this computer
    /// @throws IOException when the queue cannot be kept
    public QueueFeature(AppContext context, List<Place> places) throws IOException {
        this.context = context;
        store = JobStore.open(context.home().root().resolve("queue.sqlite"));
        queue =
                new QueueModel(
                        store, context.tasks(), places, this::names, EventQueue::invokeLater);
        where = new PlaceChoiceModel(queue, context.settings());
        context.commands().bind(Command.SHOW_PICTURES, this::showPictures);
        queue.dropped().onChange(now -> now.ifPresent(this::offerBack));
        queue.failure().onChange(now -> now.ifPresent(this::report));
        where.instead()
                .onChange(now ->
                        now.ifPresent(words ->
                                context.window()
                                        .toasts()
                                        .show("warning", "warn", words, Optional.empty())));
        queue.here()
                .live()
                .onChange(live -> context.window().title(live.map(QueueFeature::title).orElse("")));
    }

    public QueueModel queue() {
        return queue;
    }

    /// At which place the next pictures are made. The place of that name; the empty name is of this
    /// computer.
    public Optional<String> named(String name) {
        return queue.places().get().stream()
                .map(it -> it.place())
                .filter(it -> it.name().equals(name))
                .map(Place::id)
                .findFirst();
    }

    public PlaceChoiceModel where() {
        return where;
    }

    /// Where the next picture goes.
    public PictureNames names() {
        var settings = context.settings();
        var pattern = settings.get(StudioSettings.PATTERN);
        return new PictureNames(
                settings.get(StudioSettings.PICTURES).orElse(context.home().pictures()),
                pattern.isBlank() ? PictureNames.DEFAULT : pattern);
    }

    /// The name a pattern gives a picture of a recipe now; of no pattern, the usual pattern itself.
    public String example(String pattern, Recipe recipe) {
        if (pattern.isBlank()) {
            return PictureNames.DEFAULT;
        }
        var now = LocalDateTime.now(ZoneId.systemDefault());
        return new PictureNames(context.home().pictures(), pattern).example(recipe, now);
    }

    @Override
    public List<StatusBar.Item> status() {
        return List.of(new StatusBar.Item("queue", queue.count().map(QueueCount::words)));
    }

    /// Whether the program may end: asks where a picture would be lost.
    public boolean mayQuit() {
        if (queue.places().get().stream().noneMatch(QueueFeature::wouldLose)) {
            return true;
        }
        var words = Messages.of(MainWindow.class);
        var question =
                new ConfirmDialog.Question(
                        words.text("quit.title"),
                        words.text("quit.words"),
                        words.text("command.quit"),
                        words.text("quit.no"));
        return ConfirmDialog.about(context.window().frame(), question);
    }

    /// What an asynchronous service has taken goes on without us.
    private static boolean wouldLose(PlaceQueue place) {
        return place.place().kind() != Place.Kind.ASYNC && place.running().get();
    }

    /// The running picture is dropped; its job is taken up at the next start.
    @Override
    public void quit() {
        queue.leave();
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (IOException e) {
            log.warn("the queue", e);
        }
    }

    private static String title(JobProgress live) {
        return live.progress()
                .map(now -> Math.round(100.0 * now.step() / now.steps()) + " %")
                .orElse("…");
    }

    /// What was taken out of the queue can be brought back for as long as the message shows.
    private void offerBack(QueueModel.Dropped dropped) {
        var words = Messages.of(MainWindow.class);
        int count = dropped.jobs().size();
        var sentence = count > 1 ? words.text("dropped.all", count) : words.text("dropped.one");
        var step =
                UndoHistory.Step.of(() -> queue.restore(dropped), () -> queue.dropAgain(dropped));
        context.history().did(step);
        var undo = new Toasts.Verb(words.text("command.undo"), () -> context.history().undo(step));
        context.window().toasts().show("close", "text.secondary", sentence, Optional.of(undo));
    }

    /// Says what failed. The canvas says it too, unless something else is shown there.
    private void report(Job failed) {
        context.window().toasts().show("warning", "error", failed.reason(), Optional.empty());
    }

    private void showPictures() {
        new FileManager(context.tasks(), context.window().toasts()).open(names().folder());
    }
}
