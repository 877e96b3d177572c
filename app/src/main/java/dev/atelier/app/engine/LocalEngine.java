package dev.atelier.app.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.atelier.app.home.DataFolder;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.MapNetworks;
import dev.atelier.pipeline.LocalLimits;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.StopPoint;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.Unsupported.Effect;
import dev.atelier.recipe.prompt.LoraTag;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Makes pictures on this computer: finds the files of a recipe, loads what is not in memory yet
/// and draws. Several models stay in memory within a budget; the one that was not used for the
/// longest time leaves first. A file that is replaced under its name is read again. One recipe at a
/// time: a second caller waits.
public final class LocalEngine implements Generator, AutoCloseable {
    /// The share of this machine's memory that models which are not in use may keep.
    private static final int SHARE = 4;

    private static final long LOOK_MILLIS = 100;

    /// Held by the run that computes.
    private final ReentrantLock turn = new ReentrantLock(true);

    private final EngineRuntime runtime;
    private final ModelLibrary library;
    private final Optional<String> strategy;
    private final long budgetBytes;

    private final DamagedEmbeddings damaged = new DamagedEmbeddings();
    private final MapNetworks networks;
    private final ControlMaps maps;

    /// The least lately used first.
    private final Map<ModelSpec.Part, Loaded> resident = new LinkedHashMap<>(16, 0.75f, true);

    /// @param strategy how to compute, or empty for what the machine does best
    public LocalEngine(EngineRuntime runtime, ModelLibrary library, Optional<String> strategy) {
        this(runtime, library, strategy, usualBudget());
    }

    /// @param budgetBytes of all model files in memory; the one in use may be larger
    public LocalEngine(
            EngineRuntime runtime,
            ModelLibrary library,
            Optional<String> strategy,
            long budgetBytes) {
        this.runtime = runtime;
        this.library = library;
        this.strategy = strategy;
        this.budgetBytes = budgetBytes;
        networks = runtime.mapNetworks(library::roots, strategy);
        maps = new ControlMaps(networks);
    }

    /// With the bundled model and the files in the data folder.
    public static LocalEngine ofStarter(DataFolder home) {
        var runtime = new TorchRuntime(home);
        var library = ModelLibrary.around(runtime, new NearbyFiles(home.root(), Optional.empty()));
        return new LocalEngine(runtime, library, Optional.empty());
    }

    private static long usualBudget() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() / SHARE
                : 0;
    }

    /// What it draws with.
    public ModelLibrary library() {
        return library;
    }

    /// What draws the maps of control units.
    public ControlMaps maps() {
        return maps;
    }

    /// What a recipe's model is; loads it if need be, and blocks for that.
    public LoadedModel.Facts describe(Recipe recipe, Cancellation cancellation)
            throws GenerationException {
        turn.lock();
        try {
            var weights = ModelSpec.of(recipe, library).weights();
            return model(weights, Set.of(weights), cancellation).facts();
        } finally {
            turn.unlock();
        }
    }

    /// Looks whether the checkpoints and autoencoders of recipes can be used; loads none.
    ///
    /// @throws GenerationException naming the first that cannot
    public void check(List<Recipe> recipes) throws GenerationException {
        var vaes = new LinkedHashMap<Path, Set<Optional<Path>>>();
        var refiners = new LinkedHashMap<Path, Set<Path>>();
        for (var recipe : recipes) {
            var checkpoint = library.checkpoint(recipe);
            var own = vaes.computeIfAbsent(checkpoint, _ -> new LinkedHashSet<>());
            own.add(library.vae(recipe, checkpoint));
            var others = refiners.computeIfAbsent(checkpoint, _ -> new LinkedHashSet<>());
            library.refiner(recipe).ifPresent(others::add);
        }
        for (var entry : vaes.entrySet()) {
            var others = refiners.getOrDefault(entry.getKey(), Set.of());
            runtime.check(weights(entry.getKey()), entry.getValue(), others);
        }
        for (var recipe : recipes) {
            var spec = ModelSpec.of(recipe, library);
            checkLoras(spec);
            checkControls(spec);
        }
    }

    private ModelSpec.Weights weights(Path checkpoint) {
        return new ModelSpec.Weights(
                FileVersion.of(checkpoint), library.base().map(FileVersion::of));
    }

    private void checkControls(ModelSpec spec) throws GenerationException {
        if (!spec.controls().isEmpty()) {
            var files = spec.controls().stream().map(FileVersion::file).distinct().toList();
            runtime.checkControls(spec.weights(), files);
        }
    }

    private void checkLoras(ModelSpec spec) throws GenerationException {
        if (!spec.adapters().isEmpty()) {
            var files = spec.adapters().stream().map(it -> it.file().file()).distinct().toList();
            runtime.checkLoras(spec.weights(), files);
        }
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        await(observer, cancellation);
        try {
            return made(recipe, observer, cancellation);
        } finally {
            turn.unlock();
        }
    }

    /// Waits for the run that computes now, such as the sandbox's.
    private void await(Observer observer, Cancellation cancellation) throws GenerationException {
        try {
            // Not tryLock(): it would go before those that wait, and one queue could starve
            // another.
            if (turn.tryLock(0, TimeUnit.MILLISECONDS)) {
                return;
            }
            observer.waiting(0);
            while (!turn.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancellation.ends()) {
                    throw new GenerationException(new Failure.Cancelled(), null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GenerationException(new Failure.Cancelled(), e);
        }
        observer.loading();
    }

    private List<Picture> made(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        var spec = ModelSpec.of(recipe, library);
        if (spec.refiner().isPresent()) {
            check(List.of(recipe));
        }
        checkLoras(spec);
        checkControls(spec);
        var finished = new ArrayList<Picture>();
        var counting = new Counting(observer, finished);
        try {
            return draw(spec, recipe, counting, cancellation);
        } catch (GenerationException e) {
            if (!isOutOfMemory(e) || !finished.isEmpty() || !evictAllBut(needed(spec))) {
                throw e;
            }
            return draw(spec, recipe, observer, cancellation);
        }
    }

    /// Also names a model or an autoencoder that is not here.
    @Override
    public List<Unsupported> unsupported(Recipe recipe) {
        var found = new ArrayList<Unsupported>();
        var model = ModelLibrary.modelName(recipe);
        if (!library.hasCheckpoint(model)) {
            found.add(missing(RecipeField.MODEL, "unsupported.model", model));
        }
        recipe.namedVae()
                .filter(vae -> library.file(ModelKind.VAE, vae).isEmpty())
                .ifPresent(vae -> found.add(missing(RecipeField.VAE, "unsupported.vae", vae)));
        recipe.refiner()
                .map(it -> it.model().name())
                .filter(name -> library.file(ModelKind.CHECKPOINT, name).isEmpty())
                .ifPresent(name ->
                        found.add(missing(RecipeField.REFINER, "unsupported.refiner", name)));
        found.addAll(missingLoras(recipe));
        found.addAll(damaged.in(recipe, library));
        recipe.activeControls().stream()
                .map(ControlUnit::model)
                .distinct()
                .filter(name -> library.file(ModelKind.CONTROLNET, name).isEmpty())
                .forEach(name ->
                        found.add(
                                Unsupported.refused(
                                        RecipeField.CONTROLS,
                                        library.controlNotFound(name),
                                        library.remedy(ModelKind.CONTROLNET))));
        found.addAll(LocalLimits.unsupported(recipe, maps));
        return List.copyOf(found);
    }

    /// Those of the recipe are refused; a tag in a prompt does nothing, as in A1111.
    private List<Unsupported> missingLoras(Recipe recipe) {
        var own = recipe.loras().stream().map(LoraUse::name).toList();
        var remedy = library.remedy(ModelKind.LORA);
        return LoraTag.of(recipe).stream()
                .map(LoraTag::name)
                .distinct()
                .filter(name -> library.file(ModelKind.LORA, name).isEmpty())
                .map(name ->
                        new Unsupported(
                                own.contains(name) ? RecipeField.LORAS : RecipeField.PROMPT,
                                own.contains(name) ? Effect.REFUSED : Effect.LEFT_OUT,
                                own.contains(name)
                                        ? Message.of("unsupported.lora", name)
                                        : library.notFound(name),
                                remedy))
                .toList();
    }

    private static Unsupported missing(RecipeField field, String key, String name) {
        return Unsupported.refused(
                field, Message.of(key, name), Message.of("unsupported.add-folder"));
    }

    @Override
    public Capabilities capabilities() {
        var models =
                new Capabilities.Models(
                        library.names(ModelKind.CHECKPOINT),
                        library.fileNames(ModelKind.VAE),
                        library.names(ModelKind.LORA),
                        library.names(ModelKind.EMBEDDING),
                        library.controlNames(),
                        HiresPass.UPSCALERS);
        return new Capabilities(
                Capabilities.ALL.samplers(),
                Capabilities.ALL.schedules(),
                models,
                Capabilities.ALL.maxPixels());
    }

    private List<Picture> draw(
            ModelSpec spec, Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        var needed = needed(spec);
        var refiner = Optional.<LoadedModel>empty();
        if (spec.refinerWeights().isPresent()) {
            refiner = Optional.of(model(spec.refinerWeights().get(), needed, cancellation));
        }
        var model = model(spec.weights(), needed, cancellation);
        var controls = new ArrayList<LoadedControl>();
        for (var control : spec.controlParts()) {
            controls.add((LoadedControl) ready(control, needed, cancellation));
        }
        var others = new LoadedModel.Others(refiner, controls, maps);
        var generator =
                StopPoint.during(cancellation::requireGoing, () -> model.generator(spec, others));
        observer.ready();
        return generator.generate(named(recipe, model), observer, cancellation);
    }

    /// A picture says which checkpoint made it, also where the recipe leaves that open.
    private static Recipe named(Recipe recipe, LoadedModel model) {
        var made = model.facts().ref();
        var known = recipe.model().filter(it -> !it.hash().isEmpty());
        var name = recipe.model().map(ModelRef::name).orElse(made.name());
        return known.isPresent()
                ? recipe
                : recipe.withModel(Optional.of(new ModelRef(name, made.hash())));
    }

    /// What has to be in memory at once.
    private static Set<ModelSpec.Part> needed(ModelSpec spec) {
        var needed = new LinkedHashSet<ModelSpec.Part>();
        needed.add(spec.weights());
        spec.refinerWeights().ifPresent(needed::add);
        needed.addAll(spec.controlParts());
        return needed;
    }

    private LoadedModel model(
            ModelSpec.Weights weights,
            Set<? extends ModelSpec.Part> kept,
            Cancellation cancellation)
            throws GenerationException {
        return (LoadedModel) ready(weights, kept, cancellation);
    }

    /// @param kept what must not leave for it
    private Loaded ready(
            ModelSpec.Part part, Set<? extends ModelSpec.Part> kept, Cancellation cancellation)
            throws GenerationException {
        var present = resident.get(part);
        if (present != null) {
            return present;
        }
        makeRoom(part, kept);
        Loaded next;
        try {
            next = load(part, cancellation);
        } catch (GenerationException e) {
            if (!isOutOfMemory(e) || !evictAllBut(kept)) {
                throw e;
            }
            next = load(part, cancellation);
        }
        resident.put(part, next);
        return next;
    }

    private Loaded load(ModelSpec.Part part, Cancellation cancellation) throws GenerationException {
        try {
            return StopPoint.<Loaded, GenerationException>during(
                    cancellation::requireGoing,
                    () ->
                            switch (part) {
                                case ModelSpec.Weights it -> runtime.load(it, strategy);
                                case ModelSpec.Control it -> runtime.load(it, strategy);
                            });
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        }
    }

    private void makeRoom(ModelSpec.Part next, Set<? extends ModelSpec.Part> kept) {
        evict(all -> all.isOlder(next));
        long room = budgetBytes - next.bytes();
        while (room < residentBytes()) {
            var oldest = resident.keySet().stream().filter(it -> !kept.contains(it)).findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            evict(oldest.get()::equals);
        }
    }

    private long residentBytes() {
        return resident.keySet().stream().mapToLong(ModelSpec.Part::bytes).sum();
    }

    /// @return whether any left
    private boolean evictAllBut(Set<? extends ModelSpec.Part> kept) {
        int before = resident.size();
        evict(weights -> !kept.contains(weights));
        return resident.size() < before;
    }

    private void evict(Predicate<ModelSpec.Part> which) {
        for (var weights : List.copyOf(resident.keySet())) {
            if (which.test(weights)) {
                Objects.requireNonNull(resident.remove(weights)).close();
            }
        }
    }

    private static boolean isOutOfMemory(GenerationException e) {
        return e.failure() instanceof Failure.OutOfMemory;
    }

    @Override
    public void free() {
        turn.lock();
        try {
            evict(all -> true);
            networks.free();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        free();
    }

    /// Passes everything on and keeps what is finished.
    private record Counting(Observer to, List<Picture> kept) implements Observer {
        @Override
        public void ready() {
            to.ready();
        }

        @Override
        public void controlMap(int unit, Size size, byte[] bytes) {
            to.controlMap(unit, size, bytes);
        }

        @Override
        public void progress(Progress progress) {
            to.progress(progress);
        }

        @Override
        public void preview(PreviewImage preview) {
            to.preview(preview);
        }

        @Override
        public boolean wantsPreviews() {
            return to.wantsPreviews();
        }

        @Override
        public void finished(Picture picture) {
            kept.add(picture);
            to.finished(picture);
        }
    }
}
