package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.compare.CompareFeature;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.ConnectFeature;
import dev.atelier.app.connect.ConnectModel;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.create.CreateFeature;
import dev.atelier.app.deploy.DeployFeature;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.grid.GridFeature;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.LocalCloud;
import dev.atelier.app.library.AccountBuckets;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryIndex;
import dev.atelier.app.library.view.LibraryActions;
import dev.atelier.app.library.view.LibraryFeature;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsFeature;
import dev.atelier.app.models.ModelsModel;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.preferences.PreferencesFeature;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.QueueFeature;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.WhereModel;
import dev.atelier.app.services.ServicesFeature;
import dev.atelier.app.settings.Language;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.shell.ErrorReport;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.PaletteKey;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Goal;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.welcome.WelcomeFeature;
import dev.atelier.app.words.editor.WordsFeature;
import dev.atelier.checkpoint.FileHashes;
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
    private final PreferencesFeature preferences;
    private final QueueFeature queue;
    private final CreateFeature create;
    private final CompareFeature compare;
    private final LibraryFeature library;
    private final ConnectFeature connect;
    private final ServicesFeature services;
    private final DeployFeature deploy;
    private final MachineLine machine;
    private final List<Feature> features;
    private final WelcomeFeature welcome;
    private final PaletteKey palette;
    private final Scope views = new Scope();
    private volatile boolean closed;

    /// What the studio is made on.
    ///
    /// @param cloud where credentials are looked for
    record Ground(
            DataFolder home,
            EngineRuntime runtime,
            Tasks tasks,
            Settings settings,
            CloudAccess cloud) {}

    /// Makes the window, not yet shown.
    ///
    /// @param exit ends the program after everything was closed
    /// @throws IOException when the data folder cannot be written
    Studio(Ground ground, Runnable exit) throws IOException {
        var home = ground.home();
        var runtime = ground.runtime();
        var tasks = ground.tasks();
        var settings = ground.settings();
        this.exit = exit;
        Language.apply(settings);
        var commands = new Commands(settings);
        var window = new MainWindow(settings, commands, tasks.running(), this::leave);
        context = new AppContext(home, settings, tasks, commands, window, new UndoHistory());
        preferences = new PreferencesFeature(context, this::switchTo, this::example);
        var scan =
                new ModelsModel(
                        preferences.folders(),
                        runtime::starter,
                        new FileHashes(home.hashes()),
                        tasks);
        var installed = new ModelLibrary(runtime::starter, scan);
        var engine = new LocalEngine(runtime, installed, Optional.empty());
        queue = new QueueFeature(context, List.of(Place.here(engine, tasks)));
        var pictures = new PicturesOf(queue.queue().jobs());
        var models = new ModelsFeature(context, scan, pictures, this::use);
        var words =
                new WordsFeature(
                        context, models.names(ModelKind.EMBEDDING), models.names(ModelKind.LORA));
        create =
                new CreateFeature(
                        context,
                        new CreateFeature.Parts(
                                queue.where(),
                                models,
                                words.words(),
                                engine,
                                engine.maps(),
                                new PromptTokenCounter(installed),
                                pictures));
        compare = new CompareFeature(context, create.session().selected(), create.draft()::replace);
        create.comparing(compare::compare);
        compare.offer(queue.queue().pair());
        var grid =
                new GridFeature(
                        context,
                        new GridFeature.Parts(
                                create.draft(),
                                queue.where(),
                                create.session(),
                                () -> queue.names().folder(),
                                create::predict));
        connect = connect(ground, engine);
        deploy = new DeployFeature(context, connect.session());
        library = library(home);
        services = services();
        window.corner(() -> Optional.of(services.meter()));
        var watch = new MemoryWatch(create.memory(), queue.queue(), tasks);
        machine = new MachineLine(tasks, watch, runtime, () -> queue.names().folder());
        features =
                List.of(
                        machine,
                        create,
                        library,
                        compare,
                        services,
                        models,
                        preferences,
                        queue,
                        words,
                        grid,
                        connect,
                        deploy);
        welcome = welcome(create);
        queue.queue().here().live().onChange(live -> live.ifPresent(now -> welcome.dismiss()));
        Thread.setDefaultUncaughtExceptionHandler(new ErrorReport(window.frame(), home.log()));
        palette = new PaletteKey(commands, this::goals, window.frame());
        commands.bind(Command.PALETTE, palette);
        commands.bind(Command.QUIT, this::leave);
        commands.bind(Command.ABOUT, this::about);
        views.build(this::fill);
    }

    private ConnectFeature connect(Ground ground, LocalEngine engine) {
        var session =
                new CloudSession(
                        new CloudSession.Parts(
                                ground.home(),
                                ground.settings(),
                                ground.tasks(),
                                ground.cloud(),
                                () ->
                                        LocalCloud.inLane(
                                                LocalCloud.workshop(engine, ModelLibrary.STARTER),
                                                ground.tasks())));
        return new ConnectFeature(
                context, session, () -> context.commands().perform(Command.DEPLOY_SERVICE));
    }

    private ServicesFeature services() {
        return new ServicesFeature(
                context,
                queue.queue(),
                connect.session(),
                new ServicesFeature.Leads(
                        () -> context.commands().perform(Command.CONNECT_CLOUD),
                        Optional.of(() -> context.commands().perform(Command.DEPLOY_SERVICE))));
    }

    private LibraryFeature library(DataFolder home) throws IOException {
        var buckets =
                new AccountBuckets(
                        () -> connect.session().connection().get().map(Connection::access),
                        home.root().resolve("transfers"));
        var index = LibraryIndex.open(home.root());
        var all = new Library(index, context.settings(), queue.names().folder(), buckets);
        return new LibraryFeature(
                context,
                all,
                buckets,
                queue.queue().latest(),
                new LibraryActions.Neighbours(
                        create::pictures,
                        change ->
                                create.draft().replace(change.apply(create.draft().recipe().get())),
                        compare::compare,
                        compare::compare,
                        file ->
                                create.session().pictures().get().stream()
                                        .filter(it -> it.file().equals(file))
                                        .toList()
                                        .forEach(create.session()::forget)));
    }

    LibraryFeature library() {
        return library;
    }

    void open() {
        context.window().frame().setVisible(true);
        features.forEach(Feature::open);
    }

    /// Covers the views with the first page, until it was dismissed once.
    void welcome() {
        welcome.show();
    }

    private WelcomeFeature welcome(CreateFeature create) {
        return new WelcomeFeature(
                context,
                machine.inWords(),
                preferences.folders(),
                create.choices().map(all -> all.size() - 1),
                new WelcomeFeature.Starts(
                        preferences::theme,
                        this::switchTo,
                        () -> context.commands().perform(Command.GENERATE),
                        () -> {
                            context.window().show("create");
                            create.focus();
                        }));
    }

    AppContext context() {
        return context;
    }

    QueueModel queue() {
        return queue.queue();
    }

    ModelFolders folders() {
        return preferences.folders();
    }

    CompareFeature compare() {
        return compare;
    }

    CloudSession cloud() {
        return connect.session();
    }

    DeployFeature deploy() {
        return deploy;
    }

    ConnectModel connect() {
        return connect.model();
    }

    WhereModel where() {
        return queue.where();
    }

    ServicesFeature cloudServices() {
        return services;
    }

    CreateFeature create() {
        return create;
    }

    /// Builds the views; again after the language has changed.
    private MainWindow fill() {
        context.commands().relabel();
        var window = context.window();
        window.fill(
                features.stream().flatMap(feature -> feature.views().stream()).toList(),
                features.stream().flatMap(feature -> feature.status().stream()).toList());
        return window;
    }

    /// What the palette finds besides commands.
    private List<Goal> goals() {
        return features.stream().flatMap(feature -> feature.goals().stream()).toList();
    }

    private void use(ModelRow row) {
        create.use(row);
    }

    private String example(String pattern) {
        return queue.example(pattern, create.draft().recipe().get());
    }

    void switchTo(Locale language) {
        Language.use(language);
        palette.close();
        views.close();
        views.build(this::fill);
        features.forEach(Feature::relabel);
        create.focus();
    }

    private void about() {
        tell(Messages.of(MainWindow.class).text("about.words", context.home().root()));
    }

    /// Comes to the front because another studio was started on the same folder, and says so.
    ///
    /// @param files what that one was to open
    void raise(List<Path> files) {
        context.window().raise();
        if (files.isEmpty()) {
            tell(Messages.of(MainWindow.class).text("open.already"));
        }
        open(files);
    }

    /// Takes the recipe of the first of these files, as of one that is dropped.
    void open(List<Path> files) {
        files.stream().findFirst().ifPresent(create::openFile);
    }

    private void tell(String words) {
        context.window().toasts().show("info", "accent.text", words, Optional.empty());
    }

    /// Quits; asks first when a picture would be lost, or while services cost money.
    void leave() {
        if (queue.mayQuit() && services.mayQuit(this::quit)) {
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
        ProcessEnd.beforeSignal(this::close, () -> closed, REST.plusSeconds(5));
    }

    private void close() {
        closed = true;
        features.forEach(Feature::quit);
        context.window().frame().dispose();
        var tasks = context.tasks();
        tasks.close();
        if (!tasks.awaitRest(REST)) {
            log.warn("left while the engine computed");
        }
        features.forEach(Feature::close);
        log.info("closed");
    }
}
