package dev.atelier.app.create;

import dev.atelier.app.control.ControlOffers;
import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.lora.LoraCovers;
import dev.atelier.app.lora.LoraModel;
import dev.atelier.app.lora.LoraParts;
import dev.atelier.app.lora.WeightPreviews;
import dev.atelier.app.memory.MemoryEstimator;
import dev.atelier.app.memory.MemoryModel;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.models.choice.ModelOffers;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.VocabularyModel;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.ModelTransfer;
import dev.atelier.app.queue.PictureNames;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.TimeEstimator;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.styles.editor.StylesModel;
import dev.atelier.app.styles.editor.StylesView;
import dev.atelier.app.styles.editor.WildcardsModel;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.control.ControlMaps;
import dev.atelier.pipeline.LocalLimits;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.swing.JLayeredPane;

/// The models of a studio without an engine, in English and dark.
final class CreateStudio implements AutoCloseable {
    private static final ClipTokenizer TOKENIZER =
            new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE);

    final Tasks tasks = new Tasks(EventQueue::invokeLater);
    final Settings settings;
    final Commands commands;
    final DraftModel draft;
    final JobStore store;
    final QueueModel queue;
    final SessionModel session;
    final PicturesOf pictures;
    final LoraModel loras;
    final StylesView.Models words;
    final MemoryModel memory;
    final NoEngine generator = new NoEngine();
    final Value<List<ModelChoice>> vaes =
            Value.of(
                    List.of(
                            new ModelChoice("Automatic", "", 0, ""),
                            new ModelChoice("fine.pt", "335 MB", 0, "")));
    final Value<Optional<PlaceOffers.ServiceOffers>> there = Value.of(Optional.empty());
    final Value<List<ModelChoice>> checkpoints =
            Value.of(
                    List.of(
                            new ModelChoice("starter", "SD 1", 128, ""),
                            new ModelChoice("large", "SD XL", 1024, "")));

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    /// Opens it on the event thread.
    static CreateStudio open(Path home) {
        return onEvents(() -> {
            Theme.prepare();
            Theme.DARK.apply();
            return new CreateStudio(home);
        });
    }

    @Override
    public void close() throws IOException {
        Locale.setDefault(Locale.Category.DISPLAY, before);
        onEvents(() -> {
            tasks.close();
            return 0;
        });
        store.close();
    }

    private CreateStudio(Path home) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        settings = Settings.open(home.resolve("settings.properties"), tasks);
        commands = new Commands(settings);
        draft =
                new DraftModel(
                        Recipe.of("a boat", new Size(128, 128)).withSeed(Seed.of(7)),
                        new UndoHistory());
        try {
            store = JobStore.open(home.resolve("queue.sqlite"));
            queue =
                    new QueueModel(
                            store,
                            tasks,
                            List.of(Place.here(generator, tasks)),
                            () -> new PictureNames(home, "[seed]"),
                            EventQueue::invokeLater);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        session = new SessionModel(queue.latest());
        pictures = new PicturesOf(queue.jobs(), settings);
        loras =
                new LoraModel(
                        Value.of(List.of()),
                        Value.of(false),
                        draft.recipe(),
                        Value.of(Optional.empty()),
                        tasks);
        memory = new MemoryModel(new MemoryEstimator(settings), recipe -> 0);
        var styles = new StylesModel(tasks, home.resolve("styles.csv"));
        var wildcards = new WildcardsModel(tasks, home.resolve("wildcards"));
        words =
                new StylesView.Models(
                        styles,
                        wildcards,
                        new VocabularyModel(
                                styles.styles(),
                                wildcards.wildcards(),
                                Value.of(List.of()),
                                Value.of(List.of()),
                                styles::refresh));
        commands.bind(Command.EDIT_STYLES, () -> {});
        commands.bind(Command.EDIT_WILDCARDS, () -> {});
    }

    CreateView view(Path home) {
        var view =
                new CreateView(
                        new CreateView.Models(
                                draft,
                                session,
                                new PlaceChoiceModel(queue, settings),
                                new TimeEstimator(settings),
                                memory,
                                new ModelOffers(
                                        generator, checkpoints, vaes, Value.of(true), there),
                                words,
                                loras(home),
                                new ControlOffers(
                                        Value.of(List.of()),
                                        Value.of(false),
                                        draft.recipe(),
                                        there,
                                        tasks),
                                ControlMaps.PLAIN),
                        new CreateView.Dependencies(
                                commands,
                                settings,
                                tasks,
                                new Toasts(new JLayeredPane()),
                                words ->
                                        PromptTokens.of(
                                                TOKENIZER, words, Conditioner.Options.DEFAULT),
                                home,
                                pair -> {},
                                ModelTransfer.NONE,
                                service -> {}));
        view.complete();
        return view;
    }

    private LoraParts loras(Path home) {
        return new LoraParts(
                loras,
                new LoraCovers(pictures),
                new WeightPreviews(home.resolve("previews"), generator, tasks),
                Value.of(List.of()),
                new ModelFolders(settings),
                row -> {},
                recipe -> Optional.empty());
    }

    /// How many listeners each of the values has that views bind to.
    Map<String, Integer> listeners() {
        var all = new LinkedHashMap<String, Integer>();
        all.put("recipe", count(draft.recipe()));
        all.put("jobs", count(queue.jobs()));
        all.put("live", count(queue.here().all()));
        all.put("latest", count(queue.latest()));
        all.put("problem", count(queue.problem()));
        all.put("pictures", count(session.pictures()));
        all.put("selected", count(session.selected()));
        all.put("styles", count(words.styles().styles()));
        all.put("names", count(words.names().known()));
        all.put("memory", count(memory.readings()));
        all.put("checkpoints", checkpoints.listeners());
        all.put("vaes", vaes.listeners());
        all.put("loras", count(loras.offers()));
        all.put("covers", count(pictures.changes()));
        return all;
    }

    private static int count(Observed<?> observed) {
        return ((Value<?>) observed).listeners();
    }

    static final class NoEngine implements Generator {
        Optional<List<Unsupported>> said = Optional.empty();

        @Override
        public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
                throws GenerationException {
            throw new GenerationException(
                    new Failure.ModelMissing(Message.plain("There is none.")), null);
        }

        @Override
        public List<Unsupported> unsupported(Recipe recipe) {
            return said.orElseGet(() -> LocalLimits.unsupported(recipe));
        }
    }

    static <C extends Component> C named(Container root, Class<C> kind, String name) {
        for (var child : root.getComponents()) {
            if (kind.isInstance(child) && name.equals(child.getName())) {
                return kind.cast(child);
            }
            if (child instanceof Container container) {
                try {
                    return named(container, kind, name);
                } catch (IllegalArgumentException e) {
                    // Elsewhere.
                }
            }
        }
        throw new IllegalArgumentException("no " + name);
    }

    static <T> T onEvents(Callable<T> action) {
        var task = new FutureTask<T>(action);
        try {
            EventQueue.invokeAndWait(task);
            return task.get();
        } catch (InterruptedException | InvocationTargetException | ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
