package dev.atelier.app.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEngineTest {
    private static final int BYTES = 100;

    @TempDir private Path folder;
    private final FakeRuntime runtime = new FakeRuntime();

    /// Such as `load a`, `draw a` and `close a`.
    private final List<String> moments = new ArrayList<>();

    private final List<Path> embeddings = new ArrayList<>();
    private final List<List<Path>> read = new ArrayList<>();
    private List<Path> loras = List.of();
    private final List<List<String>> adapted = new ArrayList<>();
    private Optional<String> full = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        for (var name : List.of("starter", "a", "b", "c", "canny")) {
            Files.write(file(name), new byte[BYTES]);
        }
    }

    @Test
    void severalModelsStayWithinTheBudgetAndTheLeastLatelyUsedLeaves() throws Exception {
        var engine = engine(2 * BYTES);

        for (var name : List.of("a", "b", "a", "c", "a", "b")) {
            draw(engine, name);
        }
        engine.close();

        assertEquals(
                List.of(
                        "load a", "draw a", "load b", "draw b", "draw a", // both are there
                        "close b", "load c", "draw c", "draw a", // a was used after b
                        "close c", "load b", "draw b", "close a", "close b"),
                moments);
    }

    @Test
    void controlNetworksStayWithTheModelsWithinTheBudget() throws Exception {
        var engine = engine(3 * BYTES);
        var controlled = named("a").withControls(List.of(unit("canny"), unit("Canny [0123abcd]")));

        engine.generate(controlled, Observer.NONE, new Cancellation());
        engine.generate(controlled, Observer.NONE, new Cancellation());
        draw(engine, "b");
        draw(engine, "c");

        assertEquals(
                List.of(
                        "load a",
                        "load canny for a",
                        "draw a with 2",
                        "draw a with 2",
                        "load b",
                        "draw b", // all are there
                        "close a",
                        "load c",
                        "draw c"),
                moments);
    }

    @Test
    void aControlNetworkThatIsNotHereIsRefusedBeforeAnythingIsLoaded() {
        var engine = engine(3 * BYTES);
        var recipe = named("a").withControls(List.of(unit("depth")));

        var refused =
                assertThrows(
                        GenerationException.class,
                        () -> engine.generate(recipe, Observer.NONE, new Cancellation()));

        assertTrue(refused.failure().sentence().contains("depth"), refused.failure()::sentence);
        assertEquals(List.of(), moments);
        assertEquals(RecipeField.CONTROLS, engine.unsupported(recipe).getFirst().field());
        assertEquals(
                List.of(), engine.unsupported(named("a").withControls(List.of(unit("canny")))));
    }

    private static ControlUnit unit(String model) {
        return new ControlUnit(model, Preprocessing.NONE, "picture.png", 1, 0, 1, Balance.BALANCED);
    }

    /// The sandbox draws with the same engine.
    @Test
    void whoComesSecondIsToldThatItWaits() throws Exception {
        var engine = engine(2 * BYTES);
        var drawing = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Observer first =
                new Observer() {
                    @Override
                    public void ready() {
                        drawing.countDown();
                        awaitUninterruptibly(go);
                    }
                };
        var one =
                CompletableFuture.runAsync(
                        () -> draw(engine, "a", first), Thread::startVirtualThread);
        awaitUninterruptibly(drawing);
        var told = new LinkedBlockingQueue<String>();
        Observer second =
                new Observer() {
                    @Override
                    public void waiting(long before) {
                        told.add("waits");
                    }

                    @Override
                    public void loading() {
                        told.add("loads");
                    }

                    @Override
                    public void ready() {
                        told.add("ready");
                    }
                };
        var two =
                CompletableFuture.runAsync(
                        () -> draw(engine, "b", second), Thread::startVirtualThread);
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));
        var cancelled = new Cancellation();
        cancelled.cancel();
        var refused =
                assertThrows(
                        GenerationException.class,
                        () -> engine.generate(named("c"), Observer.NONE, cancelled));
        assertInstanceOf(Failure.Cancelled.class, refused.failure());
        assertTrue(told.isEmpty());

        go.countDown();
        CompletableFuture.allOf(one, two).get(20, TimeUnit.SECONDS);
        assertEquals(List.of("loads", "ready"), List.copyOf(told));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void draw(LocalEngine engine, String name, Observer observer) {
        try {
            engine.generate(named(name), observer, new Cancellation());
        } catch (GenerationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneModelIsLoadedHoweverSmallTheBudget() throws Exception {
        var engine = engine(0);

        draw(engine, "a");
        draw(engine, "a");
        draw(engine, "b");

        assertEquals(List.of("load a", "draw a", "draw a", "close a", "load b", "draw b"), moments);
    }

    @Test
    void aFileThatIsReplacedUnderItsNameIsReadAgain() throws Exception {
        var engine = engine(10 * BYTES);
        draw(engine, "a");

        Files.setLastModifiedTime(file("a"), FileTime.fromMillis(1_000_000));
        draw(engine, "a");

        assertEquals(List.of("load a", "draw a", "close a", "load a", "draw a"), moments);
    }

    @Test
    void aRecipeWithoutAModelIsMadeWithTheStarterAndItsPictureSaysSo() throws Exception {
        var engine = engine(10 * BYTES);

        var made = engine.generate(Recipe.DEFAULT, Observer.NONE, new Cancellation());
        assertEquals(
                Optional.of(new ModelRef(ModelLibrary.STARTER, "")),
                made.getFirst().recipe().model());
        draw(engine, ModelLibrary.STARTER);

        assertEquals(List.of("load starter", "draw starter", "draw starter"), moments);
    }

    @Test
    void modelsThatAreNotInUseLeaveBeforeMemoryRunsOut() throws Exception {
        var engine = engine(10 * BYTES);
        draw(engine, "a");
        full = Optional.of("load b");
        draw(engine, "b");
        full = Optional.of("draw c");
        draw(engine, "c");

        assertEquals(
                List.of(
                        "load a", "draw a", "load b", "close a", "load b",
                        "draw b", // while loading
                        "load c", "draw c", "close b", "draw c"), // while drawing
                moments);
    }

    @Test
    void aRefinerIsThereTogetherWithItsModelHoweverSmallTheBudget() throws Exception {
        var engine = engine(0);
        var recipe =
                Recipe.DEFAULT
                        .withModel(Optional.of(new ModelRef("a", "")))
                        .withRefiner(Optional.of(new Refiner(new ModelRef("b", ""), 0.8, false)));

        engine.generate(recipe, Observer.NONE, new Cancellation());
        draw(engine, "c");

        assertEquals("check a with b", moments.getFirst());
        assertEquals(List.of("load b", "load a", "draw a"), moments.subList(1, 4));
        assertEquals(List.of("load c", "draw c"), moments.subList(6, 8));
    }

    @Test
    void memoryThatRunsOutWithOneModelIsAFailure() throws Exception {
        var engine = engine(10 * BYTES);
        full = Optional.of("draw a");

        var thrown = assertThrows(GenerationException.class, () -> draw(engine, "a"));

        assertInstanceOf(Failure.OutOfMemory.class, thrown.failure());
        assertEquals(List.of("load a", "draw a"), moments);
    }

    @Test
    void aCancelledLoadIsNoModel() throws Exception {
        var engine = engine(10 * BYTES);
        var cancelled = new Cancellation();
        cancelled.cancel();
        runtime.cancelled = true;

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> engine.generate(Recipe.DEFAULT, Observer.NONE, cancelled));
        runtime.cancelled = false;
        engine.generate(Recipe.DEFAULT, Observer.NONE, new Cancellation());

        assertInstanceOf(Failure.Cancelled.class, thrown.failure());
        assertEquals(List.of("load starter", "load starter", "draw starter"), moments);
    }

    @Test
    void drawingBeginsWhenTheModelIsThere() throws Exception {
        var observer =
                new Observer() {
                    @Override
                    public void ready() {
                        moments.add("ready");
                    }

                    @Override
                    public void finished(Picture picture) {
                        moments.add("finished");
                    }
                };

        engine(0).generate(Recipe.DEFAULT, observer, new Cancellation());

        assertEquals(List.of("load starter", "ready", "draw starter", "finished"), moments);
    }

    @Test
    void onlyTheEmbeddingsThatPromptsNameAreRead() throws Exception {
        var easy = Files.createFile(folder.resolve("EasyNegative.safetensors"));
        var style = Files.createFile(folder.resolve("ink-style.pt"));
        embeddings.addAll(List.of(easy, style));
        var engine = engine(0);
        var recipe = Recipe.of("a cat", new Size(64, 64));

        engine.generate(recipe, Observer.NONE, new Cancellation());
        engine.generate(
                recipe.withNegativePrompt("easynegative, blurry"),
                Observer.NONE,
                new Cancellation());
        engine.generate(
                recipe.withPrompt("a cat, (ink-style:1.2)"), Observer.NONE, new Cancellation());

        assertEquals(List.of(List.of(), List.of(easy), List.of(style)), read);
    }

    /// Of one that is named twice A1111 takes the last weights, twice.
    @Test
    void lorasOfPromptAndRecipeChangeTheWeightsOfOneLoadedModel() throws GenerationException {
        loras = List.of(file("ink"), file("brush"));
        var engine = engine(1 << 20);
        var recipe =
                Recipe.DEFAULT
                        .withModel(Optional.of(new ModelRef("a", "")))
                        .withPrompt(
                                "a <lora:ink:0.5> <lyco:brush:1:te=0.25:dyn=4> <lora:gone:1>"
                                        + " <lora:ink:0.7:0.2>\n# <lora:brush:9>");
        engine.generate(recipe, Observer.NONE, new Cancellation());
        engine.generate(
                recipe.withPrompt("a").withLoras(List.of(new LoraUse("brush", -1, 0.5))),
                Observer.NONE,
                new Cancellation());

        assertEquals(List.of("load a", "draw a", "draw a"), moments);
        assertEquals(
                List.of(
                        List.of("ink 0.7 0.2 0", "ink 0.7 0.2 0", "brush 0.25 0.25 4"),
                        List.of("brush -1.0 0.5 0")),
                adapted);
    }

    @Test
    void itSaysWhatItCannotHonourWithoutLoadingAnything() {
        var hires = HiresPass.DEFAULT.withUpscaler("R-ESRGAN 4x+");
        var recipe =
                Recipe.of("a cat <lora:brush:0.8> <hypernet:ink:0.8>", new Size(64, 64))
                        .withModel(Optional.of(new ModelRef("gone", "")))
                        .withVae(Optional.of("fine.pt"))
                        .withLoras(List.of(new LoraUse("ink", 1, 1)))
                        .withRefiner(Optional.of(new Refiner(new ModelRef("xl", ""), 0.8, false)))
                        .withHires(Optional.of(hires));

        var found = engine(0).unsupported(recipe);

        assertEquals(
                List.of(
                        "MODEL REFUSED The model gone is not here.",
                        "VAE REFUSED The VAE fine.pt is not here.",
                        "REFINER REFUSED The refiner xl is not here.",
                        "PROMPT LEFT_OUT The LoRA brush was not found; the folder is lora.",
                        "LORAS REFUSED The LoRA ink was not found.",
                        "HIRES_UPSCALER REFUSED The local engine does not enlarge with R-ESRGAN 4x+ in"
                                + " a hires pass.",
                        "PROMPT LEFT_OUT The tag <hypernet:ink:0.8> does nothing on the local engine."),
                found.stream()
                        .map(it -> it.field() + " " + it.effect() + " " + it.why().english())
                        .toList());
        assertEquals(List.of(), moments);
        assertEquals(List.of(), engine(0).unsupported(Recipe.DEFAULT));
    }

    @Test
    void itSaysWhichPartsOfALorasTagAreNotRead() {
        var recipe = Recipe.of("<lora:ink:1:lbw=OUTALL:start=2:stop=9> x", new Size(64, 64));
        var random = Recipe.of("<lora:ink:1:lbw=R,0:te=0.5> x", new Size(64, 64));

        assertEquals(
                List.of("start=2 in the tag of the LoRA ink", "stop=9 in the tag of the LoRA ink"),
                notRead(recipe));
        assertEquals(List.of("lbw=R,0 in the tag of the LoRA ink"), notRead(random));
    }

    private List<String> notRead(Recipe recipe) {
        return engine(0).unsupported(recipe).stream()
                .map(it -> it.why().english())
                .filter(it -> it.contains(" is not read"))
                .map(it -> it.substring(0, it.indexOf(" is not read")))
                .toList();
    }

    @Test
    void itOffersTheModelsOfItsLibrary() throws IOException {
        embeddings.add(Files.createFile(folder.resolve("easyneg.pt")));

        var offered = engine(0).capabilities();

        assertEquals(List.of("a", "b", "c"), offered.models().checkpoints());
        assertEquals(List.of("easyneg"), offered.models().embeddings());
        assertEquals(Set.of(SamplerId.values()), offered.samplers());
    }

    private Path file(String name) {
        return folder.resolve(name + ".safetensors");
    }

    private LocalEngine engine(long budget) {
        var checkpoints =
                List.of("a", "b", "c").stream()
                        .map(name -> ModelFile.of(ModelKind.CHECKPOINT, file(name)))
                        .toList();
        var library = new ModelLibrary(runtime::starter, new Listed(checkpoints));
        return new LocalEngine(runtime, library, Optional.empty(), budget);
    }

    private final class Listed implements ModelLibrary.Source {
        private final List<ModelFile> checkpoints;

        Listed(List<ModelFile> checkpoints) {
            this.checkpoints = checkpoints;
        }

        @Override
        public Optional<Path> folder(ModelKind kind) {
            return Optional.of(Path.of("lora"));
        }

        @Override
        public List<ModelFile> files(ModelKind kind) {
            return switch (kind) {
                case CHECKPOINT -> checkpoints;
                case EMBEDDING ->
                        embeddings.stream().map(path -> ModelFile.of(kind, path)).toList();
                case CONTROLNET -> List.of(ModelFile.of(kind, file("canny")));
                case LORA -> loras.stream().map(path -> ModelFile.of(kind, path)).toList();
                default -> List.of();
            };
        }
    }

    private static void draw(LocalEngine engine, String model) throws GenerationException {
        engine.generate(named(model), Observer.NONE, new Cancellation());
    }

    private static Recipe named(String model) {
        return Recipe.DEFAULT.withModel(Optional.of(new ModelRef(model, "")));
    }

    /// Memory runs out once at the moment that is named.
    private void moment(String what) throws GenerationException {
        moments.add(what);
        if (full.equals(Optional.of(what))) {
            full = Optional.empty();
            throw new GenerationException(
                    new Failure.OutOfMemory(Message.plain("It is full.")), null);
        }
    }

    private final class FakeRuntime implements EngineRuntime {
        private boolean cancelled;

        @Override
        public LoadedModel load(ModelSpec.Weights weights, Optional<String> strategy)
                throws GenerationException {
            var name = ModelFile.stem(weights.checkpoint().file());
            moment("load " + name);
            if (cancelled) {
                throw new CancellationException();
            }
            return new FakeModel(name);
        }

        @Override
        public LoadedControl load(ModelSpec.Control control, Optional<String> strategy)
                throws GenerationException {
            var name =
                    ModelFile.stem(control.file().file())
                            + " for "
                            + ModelFile.stem(control.of().checkpoint().file());
            moment("load " + name);
            return () -> moments.add("close " + name);
        }

        @Override
        public void check(
                ModelSpec.Weights weights,
                Collection<Optional<Path>> autoencoders,
                Collection<Path> refiners) {
            var file = weights.checkpoint().file();
            refiners.forEach(other ->
                    moments.add(
                            "check " + ModelFile.stem(file) + " with " + ModelFile.stem(other)));
        }

        @Override
        public Compute compute(Optional<String> strategy) {
            throw new AssertionError("nothing is computed");
        }

        @Override
        public EngineRuntime.Facts facts() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Path starter() {
            return file("starter");
        }
    }

    private final class FakeModel implements LoadedModel {
        private final String name;

        FakeModel(String name) {
            this.name = name;
        }

        @Override
        public Generator generator(ModelSpec spec, Others others) {
            adapted.add(
                    spec.adapters().stream()
                            .map(it ->
                                    ModelFile.stem(it.file().file())
                                            + " "
                                            + it.tag().text()
                                            + " "
                                            + it.tag().unet()
                                            + " "
                                            + it.tag().rank())
                            .toList());
            read.add(spec.embeddings().stream().map(FileVersion::file).toList());
            return (recipe, observer, cancellation) -> {
                int controls = others.controls().size();
                moment("draw " + name + (controls == 0 ? "" : " with " + controls));
                var size = new Size(8, 8);
                var picture = new Picture(size, new byte[3 * 64], recipe, Map.of());
                observer.finished(picture);
                return List.of(picture);
            };
        }

        @Override
        public LoadedModel.Facts facts() {
            return new LoadedModel.Facts(new ModelRef(name, ""), 64);
        }

        @Override
        public void close() {
            moments.add("close " + name);
        }
    }
}
