package dev.atelier.app.create;

import dev.atelier.app.control.ControlOffers;
import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.lora.CoverRecipe;
import dev.atelier.app.lora.LoraCovers;
import dev.atelier.app.lora.LoraModel;
import dev.atelier.app.lora.LoraOffer;
import dev.atelier.app.lora.LoraParts;
import dev.atelier.app.lora.WeightPreviews;
import dev.atelier.app.memory.MemoryEstimator;
import dev.atelier.app.memory.MemoryModel;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsFeature;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.models.choice.ModelChoices;
import dev.atelier.app.models.choice.ModelOffers;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.TokenCounter;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.ModelTransfer;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.queue.TimeEstimator;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.StatusBar;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.styles.editor.StylesView;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PaletteEntry;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.control.ControlMaps;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.RecipeJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recipe that the user edits, this session's pictures, and the view where they are made. Event
/// thread.
public final class CreateFeature implements Feature {
    /// The prompt of a new form.
    static final String SAMPLE = "a red boat under a yellow moon";

    private static final Logger log = LoggerFactory.getLogger(CreateFeature.class);
    private static final String VIEW = "create";

    /// Between a change of the draft and its being on disk.
    private static final int DRAFT_MILLIS = 500;

    private final AppContext context;
    private final Dependencies parts;
    private final DraftModel draft;
    private final SessionModel session;
    private final TimeEstimator estimator;
    private final MemoryModel memory;
    private final LoraParts loras;
    private final PlaceOffers offers;
    private final Value<List<ModelChoice>> choices = Value.of(List.of());
    private final List<String> lost = new ArrayList<>();
    private Consumer<QueueModel.Pair> twins = pair -> {};
    private ModelTransfer supply = ModelTransfer.NONE;
    private Consumer<String> logs = service -> {};
    private @Nullable CreateView view;

    /// The parts of the studio that pictures are made with.
    ///
    /// @param generator of this computer
    /// @param maps draws what its control units see
    /// @param tokens counts a prompt's
    public record Dependencies(
            PlaceChoiceModel where,
            ModelsFeature models,
            StylesView.Models words,
            Generator generator,
            ControlMaps maps,
            TokenCounter.Source tokens,
            PicturesOf pictures) {}

    public CreateFeature(AppContext context, Dependencies parts) {
        this.context = context;
        this.parts = parts;
        draft = new DraftModel(DraftModel.tagged(lastDraft()), context.history());
        session = new SessionModel(parts.where.queue().latest());
        estimator = new TimeEstimator(context.settings());
        parts.where.follow(draft.recipe(), estimator::predict);
        var models = parts.models.models();
        memory =
                new MemoryModel(
                        new MemoryEstimator(context.settings()),
                        recipe -> models.bytes(ModelLibrary.modelName(recipe)),
                        models::controlBytes);
        offers = new PlaceOffers(parts.where, context.tasks());
        loras =
                new LoraParts(
                        new LoraModel(
                                models.rows(),
                                models.read(),
                                draft.recipe(),
                                offers.there(),
                                context.tasks()),
                        new LoraCovers(parts.pictures),
                        new WeightPreviews(
                                context.home().root().resolve("previews"),
                                parts.generator,
                                context.tasks()),
                        parts.models.recent().names(),
                        models.folders(),
                        parts.models::reveal,
                        estimator::predict);
        parts.words.names().unfit(loras.models().offers().map(CreateFeature::unfit));
        parts.words.names().weights(loras.models().offers().map(CreateFeature::weights));
        context.showing(Command.SHOW_CREATE, VIEW);
        parts.where
                .queue()
                .latest()
                .onChange(done -> done.ifPresent(this::learn)); // before views show it
        var save = new Timer(DRAFT_MILLIS, event -> keepDraft());
        save.setRepeats(false);
        draft.recipe().onChange(now -> save.restart());
        models.rows()
                .bind(now -> {
                    choose();
                    Optional.ofNullable(view).ifPresent(CreateView::askPlace);
                });
        parts.models.recent().names().onChange(now -> choose());
    }

    public DraftModel draft() {
        return draft;
    }

    public SessionModel session() {
        return session;
    }

    /// @param compare shows the two pictures of a twin, from the next [#views] on
    public void comparing(Consumer<QueueModel.Pair> compare) {
        twins = compare;
    }

    /// @param models brings models to services that lack them, from the next [#views] on
    public void supplying(ModelTransfer models) {
        supply = models;
    }

    /// @param show shows the log of a service, from the next [#views] on
    public void logging(Consumer<String> show) {
        logs = show;
    }

    public MemoryModel memory() {
        return memory;
    }

    /// What can be done with finished pictures; nothing before the view is there.
    public Optional<PictureActions> pictures() {
        return Optional.ofNullable(view).map(CreateView::pictures);
    }

    /// Lists what of a recipe's source was not understood, in the view that is shown.
    public void tell(List<Issue> issues) {
        Optional.ofNullable(view).ifPresent(it -> it.tell(issues));
    }

    /// The LoRAs to choose from.
    public List<LoraOffer> loras() {
        return loras.models().offers().get();
    }

    /// The checkpoints to choose from.
    public Observed<List<ModelChoice>> choices() {
        return choices;
    }

    /// What could not be read of the draft that was kept.
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /// How long the pictures of a recipe may take; empty before the first with its model.
    public Optional<Duration> predict(String place, Recipe recipe) {
        return estimator.predict(place, recipe);
    }

    /// The same on this computer.
    public Optional<Duration> predict(Recipe recipe) {
        return estimator.predict(recipe);
    }

    /// Of the canvas, device pixels for a pixel of the picture.
    public double zoom() {
        return view == null ? 0 : view.zoom();
    }

    /// Puts the caret into the prompt.
    public void focus() {
        type("");
    }

    /// Puts the caret into the prompt, and types there.
    public void type(String text) {
        if (view != null) {
            view.focus(text);
        }
    }

    /// Makes pictures with that model from now on: a checkpoint draws, a VAE decodes, a LoRA is
    /// added to the prompt.
    public void use(ModelRow row) {
        switch (row.kind()) {
            case LORA -> loras.models().find(row.name()).ifPresent(it -> it.addTo(draft));
            case VAE ->
                    draft.edit(
                            "",
                            r -> r.withVae(Optional.of(String.valueOf(row.file().getFileName()))));
            default -> {
                var choice = new ModelChoice(row.name(), "", row.nativeSize(), "");
                draft.edit("", recipe -> choice.chosenFor(recipe, choices.get()));
            }
        }
        context.window().show(VIEW);
        focus();
    }

    /// Orders one picture here that shows a model.
    public void drawCover(ModelRow row) {
        var lora = loras.models().find(row.name()).filter(it -> row.kind() == ModelKind.LORA);
        var toasts = context.window().toasts();
        var say = Messages.of(CreateFeature.class);
        var checkpoint =
                lora.isEmpty()
                        ? Optional.of(row)
                        : loras.models()
                                .base()
                                .filter(it -> lora.get().fit() == LoraOffer.Fit.FITS)
                                .or(() ->
                                        loras.models()
                                                .checkpointFor(lora.get(), loras.recent().get()));
        if (checkpoint.isEmpty()) {
            var words = say.text("cover.no-model", row.name());
            toasts.show("warning", "warn", words, Optional.empty());
            return;
        }
        var recipe = CoverRecipe.of(draft.recipe().get(), checkpoint.get(), lora);
        parts.where.queue().add(recipe, false);
        var show = new Toasts.Verb(say.text("cover.show"), () -> context.window().show(VIEW));
        toasts.show(
                "image", "accent.text", say.text("cover.ordered", row.name()), Optional.of(show));
    }

    @Override
    public void open() {
        focus();
        var jobs = parts.where.queue().jobs().get();
        context.tasks()
                .run(
                        "open-session",
                        task -> EarlierPictures.of(jobs, parts.where.queue().made()),
                        Tasks.Outcome.of(session::resume, failure -> log.warn("resume", failure)));
    }

    /// Reads the recipe of a file, in view.
    public void openFile(Path file) {
        context.window().show(VIEW);
        if (view != null) {
            view.open(file);
        }
    }

    @Override
    public List<View> views() {
        var lists =
                new ModelOffers(
                        parts.generator,
                        choices,
                        vaes(),
                        parts.models.models().read(),
                        offers.there());
        view =
                new CreateView(
                        new CreateView.Models(
                                draft,
                                session,
                                parts.where,
                                estimator,
                                memory,
                                lists,
                                parts.words,
                                loras,
                                new ControlOffers(
                                        parts.models.models().rows(),
                                        parts.models.models().read(),
                                        draft.recipe(),
                                        offers.there(),
                                        context.tasks()),
                                parts.maps),
                        new CreateView.Dependencies(
                                context.commands(),
                                context.settings(),
                                context.tasks(),
                                context.window().toasts(),
                                parts.tokens,
                                context.home().root(),
                                twins,
                                supply,
                                logs));
        view.reader().onModel(parts.models::add);
        var title = Messages.of(MainWindow.class).text("command.show-create");
        return List.of(new View(VIEW, "create", title, view.component(), this::focus, false));
    }

    @Override
    public List<StatusBar.Item> status() {
        return List.of(new StatusBar.Item("models", draft.recipe().map(ModelLibrary::modelName)));
    }

    @Override
    public List<PaletteEntry> goals() {
        Optional.ofNullable(view).ifPresent(CreateView::complete);
        return new FieldEntries(context.window(), () -> context.window().show(VIEW)).all();
    }

    @Override
    public void quit() {
        keepDraft();
    }

    private Observed<List<ModelChoice>> vaes() {
        var say = Messages.of(CreateView.class);
        var words = new ModelChoices.VaeWords(say.text("vae.automatic"), say.text("vae.none"));
        return parts.models.models().rows().map(rows -> ModelChoices.vaes(rows, words));
    }

    private static Set<String> unfit(List<LoraOffer> offers) {
        var unfit = new HashSet<>(names(offers, false));
        unfit.removeAll(names(offers, true));
        return unfit;
    }

    private static Map<String, Double> weights(List<LoraOffer> offers) {
        var all = new HashMap<String, Double>();
        for (var offer : offers) {
            var weight = offer.row().start().weight();
            weight.ifPresent(it -> offer.names().forEach(name -> all.putIfAbsent(name, it)));
            weight.ifPresent(it -> all.putIfAbsent(offer.row().stem(), it));
        }
        return all;
    }

    /// All names by which prompts may call those that can be used, or the others.
    private static Set<String> names(List<LoraOffer> offers, boolean usable) {
        return offers.stream()
                .filter(offer -> offer.fit().usable() == usable)
                .flatMap(offer ->
                        Stream.concat(offer.names().stream(), Stream.of(offer.row().stem())))
                .collect(Collectors.toSet());
    }

    private void learn(SavedPicture done) {
        var place =
                parts.where.queue().jobs().get().stream()
                        .filter(job -> job.id() == done.job())
                        .map(Job::place)
                        .findFirst();
        estimator.learn(place.orElse(Place.HERE), done);
        parts.models.recent().used(ModelLibrary.modelName(done.recipe()));
    }

    private void choose() {
        choices.set(
                ModelChoices.of(
                        parts.models.models().rows().get(), parts.models.recent().names().get()));
    }

    private Recipe lastDraft() {
        var kept = context.settings().get(StudioSettings.DRAFT);
        if (!kept.isEmpty()) {
            var reading = RecipeJson.read(kept);
            var language = Locale.getDefault(Locale.Category.DISPLAY);
            reading.issues().forEach(issue -> lost.add(issue.message().in(language)));
            return reading.recipe();
        }
        return Recipe.of(SAMPLE, new Size(128, 128));
    }

    private void keepDraft() {
        context.settings().put(StudioSettings.DRAFT, RecipeJson.write(draft.recipe().get()));
    }
}
