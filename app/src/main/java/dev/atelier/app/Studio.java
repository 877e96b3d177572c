package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Language;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.shell.ErrorReport;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.PaletteKey;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PaletteEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The studio put together: its features, each made once, and the window around them. Event thread.
final class Studio {
    private static final Logger log = LoggerFactory.getLogger(Studio.class);

    /// A step of a large picture on a slow machine may take that long.
    private static final Duration REST = Duration.ofSeconds(30);

    private final AppContext context;
    private final Runnable exit;
    private final StudioFeatures features;
    private final PaletteKey palette;
    private final Scope views = new Scope();
    private volatile boolean closed;

    /// What the studio is made on.
    ///
    /// @param cloud where credentials are looked for
    record Dependencies(
            DataFolder home,
            EngineRuntime runtime,
            Tasks tasks,
            Settings settings,
            CloudAccess cloud) {}

    /// Makes the window, not yet shown.
    ///
    /// @param exit ends the program after everything was closed
    /// @throws IOException when the data folder cannot be written
    Studio(Dependencies on, Runnable exit) throws IOException {
        var home = on.home();
        var tasks = on.tasks();
        var settings = on.settings();
        this.exit = exit;
        Language.apply(settings);
        var commands = new Commands(settings);
        var window = new MainWindow(settings, commands, tasks.running(), this::leave);
        context = new AppContext(home, settings, tasks, commands, window, new UndoHistory());
        features = new StudioFeatures(on, context, this::switchTo);
        Thread.setDefaultUncaughtExceptionHandler(new ErrorReport(window.frame(), home.log()));
        palette = new PaletteKey(commands, this::goals, window.frame());
        commands.bind(Command.PALETTE, palette);
        commands.bind(Command.QUIT, this::leave);
        commands.bind(Command.ABOUT, this::about);
        views.build(this::fill);
    }

    void open() {
        context.window().afterFirstPaint(context.tasks()::begin);
        context.window().frame().setVisible(true);
        features.all().forEach(Feature::open);
    }

    /// Covers the views with the first page, until it was dismissed once.
    void welcome() {
        features.welcome().show();
    }

    AppContext context() {
        return context;
    }

    StudioFeatures features() {
        return features;
    }

    /// Builds the views; again after the language has changed.
    private MainWindow fill() {
        context.commands().relabel();
        var window = context.window();
        window.fill(
                features.all().stream().flatMap(feature -> feature.views().stream()).toList(),
                features.all().stream().flatMap(feature -> feature.status().stream()).toList());
        return window;
    }

    /// What the palette finds besides commands.
    private List<PaletteEntry> goals() {
        return features.all().stream().flatMap(feature -> feature.goals().stream()).toList();
    }

    void switchTo(Locale language) {
        Language.show(language);
        palette.close();
        var keyboard = context.window().keyboard();
        views.close();
        views.build(this::fill);
        features.all().forEach(Feature::relabel);
        context.window().focus(keyboard);
    }

    private void about() {
        showMessage(Messages.of(MainWindow.class).text("about.words", context.home().root()));
    }

    /// Comes to the front because another studio was started on the same folder, and says so.
    ///
    /// @param files what that one was to open
    void raise(List<Path> files) {
        context.window().raise();
        if (files.isEmpty()) {
            showMessage(Messages.of(MainWindow.class).text("open.already"));
        }
        open(files);
    }

    /// Takes the recipe of the first of these files, as of one that is dropped.
    void open(List<Path> files) {
        files.stream().findFirst().ifPresent(features.create()::openFile);
    }

    private void showMessage(String words) {
        context.window().toasts().show("info", "accent.text", words, Optional.empty());
    }

    /// Quits; asks first when a picture would be lost, or while services cost money.
    void leave() {
        if (features.queue().mayQuit() && features.services().mayQuit(this::quit)) {
            quit();
        }
    }

    /// The running picture is dropped; its job is taken up at the next start.
    void quit() {
        close();
        exit.run();
    }

    /// Closes the studio also when the process is asked to end from outside.
    void closeBeforeSignal() {
        ProcessEnd.beforeSignal(
                this::close,
                () -> closed,
                () -> context.tasks().awaitRest(Duration.ZERO),
                REST.plusSeconds(5));
    }

    private void close() {
        closed = true;
        features.all().forEach(Feature::quit);
        context.window().frame().dispose();
        var tasks = context.tasks();
        tasks.close();
        if (!tasks.awaitRest(REST)) {
            log.warn("left while the engine computed");
        }
        features.all().forEach(Feature::close);
        log.info("closed");
    }
}
