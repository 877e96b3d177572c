package dev.atelier.app;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.create.CreateView;
import dev.atelier.app.create.DraftModel;
import dev.atelier.app.create.EarlierPictures;
import dev.atelier.app.create.SessionModel;
import dev.atelier.app.create.grid.GridWindow;
import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.create.model.ModelOffers;
import dev.atelier.app.create.phrases.StylesModel;
import dev.atelier.app.create.phrases.WildcardsModel;
import dev.atelier.app.create.phrases.WordsView;
import dev.atelier.app.create.phrases.WordsWindow;
import dev.atelier.app.create.prompt.VocabularyModel;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.memory.MemoryEstimator;
import dev.atelier.app.memory.MemoryModel;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsModel;
import dev.atelier.app.models.ModelsView;
import dev.atelier.app.models.RecentModels;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.JobProgress;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.PictureNames;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.QueueCount;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.queue.TimeEstimator;
import dev.atelier.app.settings.Appearance;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.SettingsView;
import dev.atelier.app.shell.Ask;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.shell.ErrorReport;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.KeyList;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.StatusBar;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Goal;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.welcome.WelcomeModel;
import dev.atelier.app.welcome.WelcomeView;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.EventQueue;
import java.awt.event.ActionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The studio put together: every model once, every view, and who hears of whom. Event thread.
final class Studio {
    private static final Logger log = LoggerFactory.getLogger(Studio.class);

    /// A step of a large picture on a slow machine may take that long.
    private static final Duration REST = Duration.ofSeconds(30);

    /// Between a change of the draft and its being on disk.
    private static final int DRAFT_MILLIS = 500;

    private final DataFolder home;
    private final EngineRuntime runtime;
    private final LocalEngine engine;
    private final Runnable exit;
    private final Tasks tasks;
    private final Settings settings;
    private final Commands commands;
    private final ModelFolders folders;
    private final ModelsModel models;
    private final JobStore store;
    private final QueueModel queue;
    private final DraftModel draft;
    private final SessionModel session;
    private final TimeEstimator pace;
    private final Value<Theme> theme;
    private final RecentModels recent;
    private final Value<List<ModelChoice>> choices = Value.of(List.of());
    private final MemoryModel memory;
    private final WelcomeModel welcome;
    private final Scope first = new Scope();
    private final MachineLine machine;
    private final MainWindow window;
    private final WordsView.Models words;
    private final WordsWindow desk;
    private final GridWindow grid;
    private final Scope views = new Scope();
    private final PromptTokenCounter cutter;
    private final List<String> lost = new ArrayList<>();
    private @Nullable CreateView create;
    private @Nullable SettingsView page;
    private volatile boolean closed;

    /// Makes the window, not yet shown.
    ///
    /// @param exit ends the program after everything was closed
    /// @throws IOException when the data folder cannot be written
    Studio(DataFolder home, EngineRuntime runtime, Tasks tasks, Settings settings, Runnable exit)
            throws IOException {
        this.exit = exit;
        this.home = home;
        this.runtime = runtime;
        this.tasks = tasks;
        this.settings = settings;
        speak(settings);
        commands = new Commands(settings);
        folders = new ModelFolders(settings);
        models = new ModelsModel(folders, runtime::starter, new FileHashes(home.hashes()), tasks);
        var library = new ModelLibrary(runtime::starter, models);
        engine = new LocalEngine(runtime, library, Optional.empty());
        store = JobStore.open(home.root().resolve("queue.sqlite"));
        queue = new QueueModel(store, tasks, List.of(Place.here(engine, tasks)), this::names, EventQueue::invokeLater);
        draft = new DraftModel(lastDraft());
        session = new SessionModel(queue.latest());
        pace = new TimeEstimator(settings);
        theme = Value.of(settings.get("theme", Theme.SYSTEM));
        recent = new RecentModels(settings);
        memory = new MemoryModel(new MemoryEstimator(settings), this::modelBytes);
        var watch = new MemoryWatch(memory, queue, tasks);
        machine = new MachineLine(tasks, watch, () -> names().folder());
        welcome = new WelcomeModel(settings);
        words = words();
        cutter = new PromptTokenCounter(library);
        window = new MainWindow(settings, commands, this::leave);
        desk = new WordsWindow(words, settings, window.frame());
        grid =
                new StudioGrid(tasks, window, settings, () -> names().folder())
                        .window(draft, queue, session, () -> pace.predict(single()));
        var report = new ErrorReport(window.frame(), home.log());
        Thread.setDefaultUncaughtExceptionHandler(report);
        bind();
        queue.latest().onChange(done -> done.ifPresent(this::learn)); // before views show it
        views.build(this::fill);
        follow();
    }

    /// Shows it.
    void open() {
        window.frame().setVisible(true);
        focus();
        tasks.compute(
                "",
                task -> runtime.compute(Optional.empty()),
                Tasks.Outcome.of(machine::computes, failure -> log.warn("probe", failure)));
        var jobs = queue.jobs().get();
        tasks.run(
                "",
                task -> EarlierPictures.of(jobs),
                Tasks.Outcome.of(session::resume, failure -> log.warn("resume", failure)));
    }

    /// Covers the views with the first page, until it was dismissed once.
    void welcome() {
        if (!welcome.shown().get()) {
            return;
        }
        first.close();
        var page = first.build(this::welcomePage);
        window.cover(page.component());
        page.focus();
    }

    private WelcomeView welcomePage() {
        return new WelcomeView(
                new WelcomeView.Facts(
                        settings,
                        tasks,
                        machine.inWords(),
                        home.pictures(),
                        folders,
                        choices.map(all -> all.size() - 1)),
                new WelcomeView.Actions(
                        this::theme,
                        language -> {
                            switchTo(language);
                            welcome();
                        },
                        () -> {
                            welcome.dismiss();
                            action(Command.GENERATE);
                        },
                        welcome::dismiss));
    }

    private void action(Command command) {
        var event = new ActionEvent(window.frame(), ActionEvent.ACTION_PERFORMED, "");
        commands.action(command).actionPerformed(event);
    }

    /// What could not be read of the draft that was kept.
    List<String> lost() {
        return List.copyOf(lost);
    }

    MainWindow window() {
        return window;
    }

    Commands commands() {
        return commands;
    }

    QueueModel queue() {
        return queue;
    }

    ModelFolders folders() {
        return folders;
    }

    DraftModel draft() {
        return draft;
    }

    /// Of the canvas, device pixels for a pixel of the picture.
    double zoom() {
        return create == null ? 0 : create.zoom();
    }

    /// What a command of the studio does when no view is needed for it.
    private void bind() {
        var palette = new dev.atelier.app.shell.PaletteKey(commands, this::goals, window.frame());
        commands.bind(Command.PALETTE, palette);
        commands.bind(Command.QUIT, this::leave);
        showing(Command.SHOW_CREATE, "create");
        showing(Command.SHOW_MODELS, "models");
        commands.bind(Command.RESCAN, models::refresh);
        showing(Command.SHOW_SETTINGS, "settings");
        commands.bind(Command.EDIT_STYLES, desk::showStyles);
        commands.bind(Command.GRID, grid::show);
        commands.bind(Command.EDIT_WILDCARDS, desk::showWildcards);
        dressing(Command.AS_DESKTOP, Theme.SYSTEM);
        dressing(Command.LIGHT, Theme.LIGHT);
        dressing(Command.DARK, Theme.DARK);
        commands.bind(Command.SHOW_PICTURES, this::showPictures);
        commands.bind(Command.ABOUT, this::about);
    }

    private void showing(Command command, String view) {
        commands.bind(command, window.view().map(view::equals), () -> window.show(view));
    }

    private void dressing(Command command, Theme which) {
        commands.bind(command, theme.map(which::equals), () -> theme(which));
    }

    /// Builds the views; again after the language has changed.
    private MainWindow fill() {
        commands.relabel();
        create =
                new CreateView(
                        createModels(),
                        new CreateView.Dependencies(
                                commands, settings, tasks, window.toasts(), cutter, home.root()));
        var keys = new KeyList(commands);
        page =
                new SettingsView(
                        settings,
                        home.pictures(),
                        folders,
                        new SettingsView.Changes(
                                theme,
                                this::theme,
                                this::switchTo,
                                this::example,
                                keys.component()));
        var names = Messages.of(MainWindow.class);
        window.fill(
                List.of(
                        new View(
                                "create",
                                "create",
                                names.text("command.show-create"),
                                create.component(),
                                false),
                        new View(
                                "models",
                                "models",
                                names.text("command.show-models"),
                                new ModelsView(
                                                models,
                                                new ModelsView.Dependencies(
                                                        tasks,
                                                        window.toasts(),
                                                        this::use,
                                                        commands.keyText(Command.RESCAN)))
                                        .component(),
                                false),
                        new View(
                                "settings",
                                "settings",
                                names.text("command.show-settings"),
                                page.component(),
                                true)),
                status());
        return window;
    }

    /// As they are written in a prompt.
    private List<String> named(ModelKind kind) {
        return models.files(kind).stream().map(file -> ModelFile.stem(file.path())).toList();
    }

    /// What the palette finds besides commands.
    private List<Goal> goals() {
        var found = new ArrayList<Goal>();
        if (page != null) {
            found.addAll(page.goals(() -> window.show("settings")));
        }
        found.addAll(new FieldGoals(window, () -> window.show("create")).all());
        return found;
    }

    /// The words that prompts may use, from the user's files.
    private WordsView.Models words() {
        var file = settings.get("styles.file", home.root().resolve("styles.csv"));
        var styles = new StylesModel(tasks, file);
        var wildcards = new WildcardsModel(tasks, home.root().resolve("wildcards"));
        Runnable refresh =
                () -> {
                    styles.refresh();
                    wildcards.refresh();
                };
        var embeddings = models.rows().map(rows -> named(ModelKind.EMBEDDING));
        var loras = models.rows().map(rows -> named(ModelKind.LORA));
        var names =
                new VocabularyModel(
                        styles.styles(), wildcards.wildcards(), embeddings, loras, refresh);
        return new WordsView.Models(styles, wildcards, names);
    }

    private List<StatusBar.Item> status() {
        return List.of(
                new StatusBar.Item("chip", machine.engine()),
                new StatusBar.Item(
                        "models",
                        draft.recipe().map(ModelLibrary::modelName)),
                new StatusBar.Item("folder", machine.disk()),
                new StatusBar.Item("queue", queue.jobs().map(jobs -> QueueCount.of(jobs).words())));
    }

    private void follow() {
        var save = new Timer(DRAFT_MILLIS, event -> keepDraft());
        save.setRepeats(false);
        draft.recipe().onChange(now -> save.restart());
        models.rows().bind(now -> choose());
        queue.here().live().onChange(live -> live.ifPresent(running -> welcome.dismiss()));
        welcome.shown()
                .onChange(now -> {
                    first.close();
                    window.show("create");
                    focus();
                });
        queue.dropped().onChange(now -> now.ifPresent(this::offerBack));
        recent.names().onChange(now -> choose());
        queue.here().live().onChange(live -> window.title(live.map(Studio::title).orElse("")));
        machine.begin();
    }

    private CreateView.Models createModels() {
        var offers = new ModelOffers(engine, choices, vaes());
        return new CreateView.Models(draft, session, queue, pace, memory, offers, words);
    }

    private Observed<List<ModelChoice>> vaes() {
        var say = Messages.of(CreateView.class);
        var words = new ModelChoices.VaeWords(say.text("vae.automatic"), say.text("vae.none"));
        return models.rows().map(rows -> ModelChoices.vaes(rows, words));
    }

    private void learn(SavedPicture done) {
        pace.learn(done);
        recent.used(ModelLibrary.modelName(done.recipe()));
    }

    /// What was taken out of the queue can be brought back for as long as the message shows.
    private void offerBack(QueueModel.Dropped dropped) {
        var words = Messages.of(MainWindow.class);
        int count = dropped.jobs().size();
        var said =
                dropped.all() && count > 1
                        ? words.text("dropped.all", count)
                        : words.text("dropped.one");
        var undo = new Toasts.Verb(words.text("command.undo"), () -> queue.restore(dropped));
        window.toasts().show("close", "text.secondary", said, Optional.of(undo));
    }

    private void choose() {
        choices.set(ModelChoices.of(models.rows().get(), recent.names().get()));
    }

    /// The size of the file of a recipe's model.
    private long modelBytes(Recipe recipe) {
        return models.bytes(ModelLibrary.modelName(recipe));
    }

    private static String title(JobProgress live) {
        return live.progress()
                .map(now -> Math.round(100.0 * now.step() / now.steps()) + " %")
                .orElse("…");
    }

    private void focus() {
        if (create != null) {
            create.focus();
        }
    }

    /// Makes pictures with that model from now on.
    private void use(ModelRow row) {
        draft.model(new ModelChoice(row.name(), "", row.nativeSize(), ""), choices.get());
        window.show("create");
        focus();
    }

    private PictureNames names() {
        return new PictureNames(
                settings.get("pictures", home.pictures()),
                settings.get("pattern", PictureNames.DEFAULT));
    }

    /// The name a pattern gives now; of no pattern, the usual pattern itself.
    private String example(String pattern) {
        if (pattern.isBlank()) {
            return PictureNames.DEFAULT;
        }
        var now = LocalDateTime.now(ZoneId.systemDefault());
        return new PictureNames(home.pictures(), pattern).example(draft.recipe().get(), now);
    }

    private Recipe lastDraft() {
        var kept = settings.get("draft", "");
        if (!kept.isEmpty()) {
            var reading = RecipeJson.read(kept);
            lost.addAll(reading.sentences());
            return reading.recipe();
        }
        return Recipe.of("a red boat under a yellow moon", new Size(128, 128));
    }

    /// One picture of the draft.
    private Recipe single() {
        return draft.recipe().get().withBatch(Batch.ONE);
    }

    private void keepDraft() {
        settings.put("draft", RecipeJson.write(draft.recipe().get()));
    }

    private void theme(Theme chosen) {
        theme.set(chosen);
        settings.put("theme", chosen);
        Appearance.apply(settings);
    }

    void switchTo(Locale language) {
        language(language);
        desk.close();
        grid.close();
        views.close();
        views.build(this::fill);
        machine.relabel();
        focus();
    }

    /// Sets the language that the settings name.
    static void speak(Settings settings) {
        language(Locale.forLanguageTag(settings.get("language", systemLanguage())));
    }

    private static void language(Locale language) {
        Locale.setDefault(Locale.Category.DISPLAY, language);
    }

    private static String systemLanguage() {
        return Locale.getDefault().getLanguage().equals("zh") ? "zh-CN" : "en";
    }

    private void showPictures() {
        new FileManager(tasks, window.toasts()).open(names().folder());
    }

    private void about() {
        var words = Messages.of(MainWindow.class).text("about.words", home.root());
        window.toasts().show("info", "accent.text", words, Optional.empty());
    }

    /// Comes to the front because another studio was started on the same folder, and says so.
    void raise() {
        window.raise();
        var words = Messages.of(MainWindow.class).text("open.already");
        window.toasts().show("info", "accent.text", words, Optional.empty());
    }

    /// Quits; asks first when a picture would be lost.
    void leave() {
        if (queue.places().stream().anyMatch(place -> place.running().get())) {
            var words = Messages.of(MainWindow.class);
            var question =
                    new Ask.Question(
                            words.text("quit.title"),
                            words.text("quit.words"),
                            words.text("command.quit"),
                            words.text("quit.no"));
            if (!Ask.about(window.frame(), question)) {
                return;
            }
        }
        quit();
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
        keepDraft();
        machine.end();
        window.frame().dispose();
        queue.leave();
        tasks.close();
        if (!tasks.awaitRest(REST)) {
            log.warn("left while the engine computed");
        }
        try {
            store.close();
        } catch (IOException e) {
            log.warn("the queue", e);
        }
        log.info("closed");
    }
}
