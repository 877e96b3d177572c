package dev.atelier.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.create.model.ModelOffers;
import dev.atelier.app.lora.LoraCovers;
import dev.atelier.app.lora.LoraModel;
import dev.atelier.app.lora.LoraParts;
import dev.atelier.app.lora.WeightPreviews;
import dev.atelier.app.memory.MemoryEstimator;
import dev.atelier.app.memory.MemoryModel;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.VocabularyModel;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.PictureNames;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.TimeEstimator;
import dev.atelier.app.queue.WhereModel;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.app.viewer.SessionModel;
import dev.atelier.app.words.editor.StylesModel;
import dev.atelier.app.words.editor.WildcardsModel;
import dev.atelier.app.words.editor.WordsView;
import dev.atelier.control.ControlMaps;
import dev.atelier.pipeline.LocalLimits;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.datatransfer.StringSelection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.swing.Action;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JLayeredPane;
import javax.swing.JRootPane;
import javax.swing.JSlider;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateViewTest {
    private static final ClipTokenizer TOKENIZER =
            new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE);
    @TempDir private Path folder;
    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private final Tasks tasks = new Tasks(EventQueue::invokeLater);
    private Studio studio;

    /// The models of a studio without an engine.
    private final class Studio {
        private final Settings settings;
        private final Commands commands;
        private final DraftModel draft;
        private final JobStore store;
        private final QueueModel queue;
        private final SessionModel session;
        private final PicturesOf pictures;
        private final LoraModel loras;
        private final WordsView.Models words;
        private final MemoryModel memory;
        private final NoEngine generator = new NoEngine();
        private final Value<List<ModelChoice>> vaes =
                Value.of(
                        List.of(
                                new ModelChoice("Automatic", "", 0, ""),
                                new ModelChoice("fine.pt", "335 MB", 0, "")));
        private final Value<Optional<PlaceOffers.There>> there = Value.of(Optional.empty());
        private final Value<List<ModelChoice>> checkpoints =
                Value.of(
                        List.of(
                                new ModelChoice("starter", "SD 1", 128, ""),
                                new ModelChoice("large", "SD XL", 1024, "")));

        Studio(Path home) {
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
            pictures = new PicturesOf(queue.jobs());
            loras = new LoraModel(
                            Value.of(List.of()),
                            draft.recipe(),
                            Value.of(Optional.empty()),
                            tasks);
            memory = new MemoryModel(new MemoryEstimator(settings), recipe -> 0);
            var styles = new StylesModel(tasks, home.resolve("styles.csv"));
            var wildcards = new WildcardsModel(tasks, home.resolve("wildcards"));
            words =
                    new WordsView.Models(
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
            return new CreateView(
                    new CreateView.Models(
                            draft,
                            session,
                            new WhereModel(queue, settings),
                            new TimeEstimator(settings),
                            memory,
                            new ModelOffers(generator, checkpoints, vaes, there),
                            words,
                            loras(home),
                            Value.of(List.of()),
                            ControlMaps.PLAIN),
                    new CreateView.Dependencies(
                            commands,
                            settings,
                            tasks,
                            new Toasts(new JLayeredPane()),
                            words -> PromptTokens.of(TOKENIZER, words, Conditioner.Options.DEFAULT),
                            home,
                            pair -> {},
                            dev.atelier.app.queue.Supply.NONE));
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

        /// How many hear each of the values that views bind to.
        Map<String, Integer> listeners() {
            var all = new LinkedHashMap<String, Integer>();
            all.put("recipe", count(draft.recipe()));
            all.put("jobs", count(queue.jobs()));
            all.put("live", count(queue.here().all()));
            all.put("latest", count(queue.latest()));
            all.put("trouble", count(queue.trouble()));
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
    }

    private static final class NoEngine implements Generator {
        private Optional<List<Unsupported>> said = Optional.empty();

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

    @BeforeEach
    void open() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        studio =
                onEvents(() -> {
                    Theme.prepare();
                    Theme.DARK.apply();
                    return new Studio(folder);
                });
    }

    @AfterEach
    void close() throws IOException {
        Locale.setDefault(Locale.Category.DISPLAY, before);
        onEvents(() -> {
            tasks.close();
            return 0;
        });
        studio.store.close();
    }

    @Test
    void leavesNoSubscriptionBehindWhenItIsBuiltAnew() {
        onEvents(() -> {
            var fresh = studio.listeners();
            for (int i = 0; i < 3; i++) {
                var scope = new Scope();
                scope.build(() -> studio.view(folder));
                assertTrue(scope.size() > 30, "the view follows its models");
                scope.close();
                assertEquals(fresh, studio.listeners());
            }
            return fresh;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void everyFieldOfTheRecipeAnswersF1WithOneSentence(String language) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        var fields =
                onEvents(() -> {
                    var all = new ArrayList<JComponent>();
                    collect(studio.view(folder).component(), all);
                    return all;
                });

        assertTrue(fields.size() > 30, fields.size() + " fields");
        for (var field : fields) {
            assertNotNull(help(field), () -> "no help: " + field);
            var said = sentence(field);
            assertFalse(said.isBlank(), () -> "no sentence: " + field);
            assertEquals(1, said.split("[.。](\\s|$)", -1).length - 1, said);
        }
    }

    @Test
    void ordersAsManyTimesAsSaidAndCountsTheSeedUp() {
        onEvents(() -> {
            var view = studio.view(folder);
            var times = named(view.component(), JTextField.class, "times");
            times.setText("3");
            times.postActionEvent();
            var generate = named(view.component(), JButton.class, "generate");
            assertTrue(generate.getText().contains("× 3"), generate.getText());
            generate.doClick();
            return view;
        });

        var seeds =
                onEvents(() ->
                        studio.queue.jobs().get().stream()
                                .map(Job::recipe)
                                .map(recipe -> recipe.seed().bits())
                                .sorted()
                                .toList());
        assertEquals(List.of(7L, 8L, 9L), seeds);
        while (onEvents(
                () -> studio.queue.jobs().get().stream().anyMatch(job -> job.state().open()))) {
            Thread.onSpinWait(); // each fails for want of an engine
        }
    }

    @Test
    void generatingForeverIsSeenAndCanBeStopped() {
        onEvents(() -> {
            var view = studio.view(folder);
            var stop = named(view.component(), JButton.class, "stop-forever");
            assertFalse(stop.isVisible());
            studio.queue.here().startForever(round -> {});
            assertTrue(stop.isVisible());
            stop.doClick();
            assertFalse(studio.queue.here().forever().get());
            assertFalse(stop.isVisible());
            return view;
        });
    }

    @Test
    void aFieldThatCannotBeHonouredIsMarkedBeforeAnythingIsMade() {
        var outlines = new ArrayList<Object>();
        var tips = new ArrayList<String>();
        onEvents(() -> {
            var box = combo("hires-upscaler");
            for (var name : List.of("Lanczos", "4x-UltraSharp", "Latent")) {
                var hires = HiresPass.DEFAULT.withUpscaler(name);
                studio.draft.replace(
                        Recipe.of("a boat", new Size(128, 128)).withHires(Optional.of(hires)));
                outlines.add(box.getClientProperty("JComponent.outline"));
                tips.add(box.getToolTipText());
            }
            return box;
        });

        assertEquals(Arrays.asList(null, "error", null), outlines);
        assertEquals(
                "The local engine does not enlarge with 4x-UltraSharp in a hires pass. Choose another"
                        + " upscaler.",
                tips.get(1));
        assertEquals(tips.get(0), tips.get(2), "the help is back");
    }

    @Test
    void everyFieldThatAPlaceCannotHonourIsMarkedWhereItIsSet() {
        var all = new ArrayList<JComponent>();
        onEvents(() -> {
            parts(studio.view(folder).component(), all);
            return all;
        });
        for (var field : RecipeField.values()) {
            var why = Message.plain("Not " + field + ".");
            var problem = Unsupported.refused(field, why, Message.plain("Take another."));
            var words = "Not " + field + ". Take another.";
            onEvents(() -> {
                answers(List.of(problem));
                var marked = all.stream().filter(CreateViewTest::isMarked).toList();
                assertFalse(marked.isEmpty(), () -> "nothing shows " + field);
                marked.forEach(it -> assertEquals(words, it.getToolTipText()));
                answers(List.of());
                assertTrue(all.stream().noneMatch(CreateViewTest::isMarked), field + " is left");
                return marked;
            });
        }
    }

    /// What the place says of the recipe from now on.
    private void answers(List<Unsupported> said) {
        studio.generator.said = Optional.of(said);
        studio.draft.edit("", r -> r.withPrompt(r.prompt() + " again"));
    }

    private static boolean isMarked(JComponent part) {
        boolean sign =
                part instanceof JLabel label
                        && label.getIcon() != null
                        && part.getToolTipText() != null
                        && part.getToolTipText().startsWith("Not ");
        return sign || "error".equals(part.getClientProperty("JComponent.outline"));
    }

    private static void parts(Container at, List<JComponent> found) {
        for (var child : at.getComponents()) {
            if (child instanceof JComponent part) {
                found.add(part);
                parts(part, found);
            }
        }
    }

    /// What it does not offer and the recipe has stays chosen, marked by the place's own answer.
    @Test
    void theListsAreThoseOfTheChosenService() {
        var models =
                new Capabilities.Models(
                        List.of("large.safetensors [0123456789]", "sub/own.ckpt [abcdef0123]"),
                        List.of("there.vae.pt"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("Latent", "4x-UltraSharp"));
        var offers =
                new Capabilities(
                        Set.of(SamplerId.EULER, SamplerId.DPMPP_2M),
                        Set.of(ScheduleId.AUTOMATIC, ScheduleId.KARRAS),
                        models,
                        1 << 20);
        onEvents(() -> {
            var view = studio.view(folder);
            studio.draft.edit(
                    "",
                    r ->
                            r.withHires(Optional.of(HiresPass.DEFAULT))
                                    .withModel(Optional.of(new ModelRef("own", "")))
                                    .withSampling(r.sampling().withSampler(SamplerId.HEUN)));
            studio.there.set(Optional.of(new PlaceOffers.There("gpu", false, offers)));

            assertEquals(
                    List.of(SamplerId.EULER, SamplerId.DPMPP_2M, SamplerId.HEUN),
                    items(view, "sampler"));
            assertEquals(
                    List.of(ScheduleId.AUTOMATIC, ScheduleId.KARRAS), items(view, "schedule"));
            assertEquals(List.of("Latent", "4x-UltraSharp"), items(view, "hires-upscaler"));
            assertEquals(
                    List.of(Optional.empty(), Optional.of(ScheduleId.AUTOMATIC), Optional.of(ScheduleId.KARRAS)),
                    items(view, "hires-schedule"));
            assertEquals(List.of("large", "sub/own.ckpt [abcdef0123]"), names(view, "model"));
            assertEquals(List.of("Automatic", "there.vae.pt"), names(view, "vae"));
            var model = (ModelChoice) named(view.component(), JComboBox.class, "model").getSelectedItem();
            assertEquals("sub/own.ckpt [abcdef0123]", model.name());
            assertEquals(SamplerId.HEUN, studio.draft.recipe().get().sampling().sampler());

            studio.there.set(Optional.of(new PlaceOffers.There("gpu", true, offers)));
            var both = items(view, "model").stream().map(it -> ((ModelChoice) it).problem()).toList();
            assertEquals(List.of("not here", "Not at gpu", ""), both);

            studio.there.set(Optional.empty());
            assertEquals(SamplerId.values().length, items(view, "sampler").size());
            return view;
        });
    }

    private List<?> items(CreateView view, String name) {
        var box = named(view.component(), JComboBox.class, name);
        return IntStream.range(0, box.getItemCount()).<Object>mapToObj(box::getItemAt).toList();
    }

    private List<String> names(CreateView view, String name) {
        return items(view, name).stream().map(it -> ((ModelChoice) it).name()).toList();
    }

    @Test
    void aNameThatIsNotOfferedIsShownAndStaysUntilAnotherIsChosen() {
        var shown = new ArrayList<Object>();
        onEvents(() -> {
            var box = combo("hires-upscaler");
            for (var name : List.of("4x-UltraSharp", "R-ESRGAN 4x+", "Lanczos")) {
                var hires = HiresPass.DEFAULT.withUpscaler(name);
                studio.draft.replace(
                        Recipe.of("a boat", new Size(128, 128)).withHires(Optional.of(hires)));
                shown.add(box.getSelectedItem());
                shown.add(studio.draft.recipe().get().hires().orElseThrow().upscaler());
                shown.add(box.getItemCount());
            }
            return box;
        });

        int all = HiresPass.UPSCALERS.size();
        assertEquals(
                List.of(
                        "4x-UltraSharp",
                        "4x-UltraSharp",
                        all + 1,
                        "R-ESRGAN 4x+",
                        "R-ESRGAN 4x+",
                        all + 1,
                        "Lanczos",
                        "Lanczos",
                        all),
                shown);
    }

    /// The sizes are those of the paper's list, appendix I.
    @Test
    void offersTheSizesOfSdxlWithAModelOf1024Pixels() {
        var asked = new ArrayList<Size>();
        onEvents(() -> {
            assertEquals("1 : 1", combo("ratio").getSelectedItem());
            combo("model").setSelectedIndex(1);
            asked.add(studio.draft.recipe().get().size());
            assertEquals("1024 × 1024", combo("ratio").getSelectedItem());
            combo("ratio").setSelectedItem("1216 × 832");
            asked.add(studio.draft.recipe().get().size());
            combo("model").setSelectedIndex(0);
            assertEquals("Ratio", combo("ratio").getSelectedItem());
            return 0;
        });

        assertEquals(List.of(new Size(1024, 1024), new Size(1216, 832)), asked);
    }

    @Test
    void choosesTheAutoencoderWhereAutomaticIsWhatRecipesMeanAnyway() {
        var asked = new ArrayList<Optional<String>>();
        onEvents(() -> {
            var box = combo("vae");
            for (int chosen : List.of(1, 0)) {
                box.setSelectedIndex(chosen);
                asked.add(studio.draft.recipe().get().vae());
            }
            return box;
        });

        assertEquals(List.of(Optional.of("fine.pt"), Optional.empty()), asked);
    }

    @Test
    void listsWhatOfASettingsTextWasNotUnderstood() {
        var root = onEvents(JRootPane::new);
        var handler =
                onEvents(() -> {
                    var view = studio.view(folder).component();
                    root.setContentPane(view);
                    root.setSize(1280, 900);
                    layOut(root);
                    return view.getTransferHandler();
                });
        var text = "a red moon\nSteps: 12, Seed: 4, Size: 64x64, Moon phase: full, Tide: high";
        onEvents(() ->
                handler.importData(
                        new TransferHandler.TransferSupport(root, new StringSelection(text))));
        long end = System.nanoTime() + 20_000_000_000L;
        while (onEvents(() -> said(root)).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertEquals(
                List.of(
                        "\"Moon phase: full\" is not understood.",
                        "\"Tide: high\" is not understood."),
                onEvents(() -> said(root)));
        assertEquals("a red moon", onEvents(() -> studio.draft.recipe().get().prompt()));
    }

    private static List<String> said(JRootPane root) {
        var found = new ArrayList<String>();
        sentences(root.getLayeredPane(), found);
        return found;
    }

    private static void sentences(Container root, List<String> found) {
        for (var child : root.getComponents()) {
            if (child instanceof Sentence sentence) {
                found.add(sentence.getText());
            } else if (child instanceof Container container) {
                sentences(container, found);
            }
        }
    }

    @Test
    void paintsInBothThemesAndLanguages() {
        var pixels = new ArrayList<Integer>();
        for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            Locale.setDefault(Locale.Category.DISPLAY, language);
            for (var theme : List.of(Theme.DARK, Theme.LIGHT)) {
                pixels.add(
                        onEvents(() -> {
                            theme.apply();
                            return painted(studio.view(folder).component()).getRGB(5, 30);
                        }));
            }
        }

        assertEquals(pixels.get(0), pixels.get(2));
        assertFalse(pixels.get(0).equals(pixels.get(1)));
    }

    private static BufferedImage painted(JComponent view) {
        view.setSize(1280, 900);
        layOut(view);
        layOut(view);
        var image = new BufferedImage(1280, 900, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        view.paint(g);
        g.dispose();
        return image;
    }

    /// Without a window nobody else does.
    private static void layOut(Container root) {
        root.doLayout();
        for (var child : root.getComponents()) {
            if (child instanceof Container container) {
                layOut(container);
            }
        }
    }

    private JComboBox<?> combo(String name) {
        var found = new ArrayList<JComponent>();
        collect(studio.view(folder).component(), found);
        return found.stream()
                .filter(it -> name.equals(it.getName()))
                .map(it -> (JComboBox<?>) it)
                .findFirst()
                .orElseThrow();
    }

    /// What of a recipe can be typed, chosen or ticked, in the column at the left.
    private static void collect(Container root, List<JComponent> found) {
        for (var child : root.getComponents()) {
            if (child instanceof JTextComponent
                    || child instanceof JSlider
                    || child instanceof JCheckBox
                    || child instanceof JComboBox<?>) {
                found.add((JComponent) child);
            } else if (child instanceof Container container) {
                collect(container, found);
            }
        }
    }

    /// The nearest component around a field in which F1 shows a sentence.
    private static JComponent help(Component field) {
        for (var at = field; at instanceof JComponent around; at = at.getParent()) {
            int condition =
                    at.equals(field)
                            ? JComponent.WHEN_FOCUSED
                            : JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT;
            var key = around.getInputMap(condition).get(KeyStroke.getKeyStroke("F1"));
            if (Help.ACTION.equals(key)) {
                return around;
            }
        }
        throw new AssertionError("no help: " + field);
    }

    private static String sentence(Component field) {
        return String.valueOf(
                help(field).getActionMap().get(Help.ACTION).getValue(Action.LONG_DESCRIPTION));
    }

    private static <C extends Component> C named(Container root, Class<C> kind, String name) {
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

    private static <T> T onEvents(Callable<T> act) {
        var task = new FutureTask<T>(act);
        try {
            EventQueue.invokeAndWait(task);
            return task.get();
        } catch (InterruptedException
                | InvocationTargetException
                | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890", "18446744073709551615", "-1"})
    void aSeedOf64BitsIsTypedAndShownWhole(String typed) {
        onEvents(() -> {
            var view = studio.view(folder);
            var seed = named(view.component(), JTextField.class, "seed");
            seed.setText(typed);
            seed.postActionEvent();
            assertEquals(typed, studio.draft.recipe().get().seed().value().toString());
            assertEquals(typed, seed.getText());
            return view;
        });
    }
}
