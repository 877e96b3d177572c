package dev.atelier.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Scope;
import dev.atelier.app.queue.Job;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.Component;
import java.awt.Container;
import java.awt.datatransfer.StringSelection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.Action;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
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
    @TempDir private Path folder;
    private CreateStudio studio;

    @BeforeEach
    void open() {
        studio = CreateStudio.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        studio.close();
    }

    @Test
    void leavesNoSubscriptionBehindWhenItIsBuiltAnew() {
        CreateStudio.onEvents(() -> {
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
                CreateStudio.onEvents(() -> {
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
        CreateStudio.onEvents(() -> {
            var view = studio.view(folder);
            var times = CreateStudio.named(view.component(), JTextField.class, "times");
            times.setText("3");
            times.postActionEvent();
            var generate = CreateStudio.named(view.component(), JButton.class, "generate");
            assertTrue(generate.getText().contains("× 3"), generate.getText());
            generate.doClick();
            return view;
        });

        var seeds =
                CreateStudio.onEvents(() ->
                        studio.queue.jobs().get().stream()
                                .map(Job::recipe)
                                .map(recipe -> recipe.seed().bits())
                                .sorted()
                                .toList());
        assertEquals(List.of(7L, 8L, 9L), seeds);
        while (CreateStudio.onEvents(
                () -> studio.queue.jobs().get().stream().anyMatch(job -> job.state().open()))) {
            Thread.onSpinWait(); // each fails for want of an engine
        }
    }

    @Test
    void generatingForeverIsSeenAndCanBeStopped() {
        CreateStudio.onEvents(() -> {
            var view = studio.view(folder);
            var stop = CreateStudio.named(view.component(), JButton.class, "stop-forever");
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
        CreateStudio.onEvents(() -> {
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
    void aNameThatIsNotOfferedIsShownAndStaysUntilAnotherIsChosen() {
        var shown = new ArrayList<Object>();
        CreateStudio.onEvents(() -> {
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
        CreateStudio.onEvents(() -> {
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
        CreateStudio.onEvents(() -> {
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
        var root = CreateStudio.onEvents(JRootPane::new);
        var handler =
                CreateStudio.onEvents(() -> {
                    var view = studio.view(folder).component();
                    root.setContentPane(view);
                    root.setSize(1280, 900);
                    layOut(root);
                    return view.getTransferHandler();
                });
        var text = "a red moon\nSteps: 12, Seed: 4, Size: 64x64, Moon phase: full, Tide: high";
        CreateStudio.onEvents(() ->
                handler.importData(
                        new TransferHandler.TransferSupport(root, new StringSelection(text))));
        long end = System.nanoTime() + 20_000_000_000L;
        while (CreateStudio.onEvents(() -> said(root)).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertEquals(
                List.of(
                        "\"Moon phase: full\" is not understood.",
                        "\"Tide: high\" is not understood."),
                CreateStudio.onEvents(() -> said(root)));
        assertEquals(
                "a red moon", CreateStudio.onEvents(() -> studio.draft.recipe().get().prompt()));
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
                        CreateStudio.onEvents(() -> {
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

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890", "18446744073709551615", "-1"})
    void aSeedOf64BitsIsTypedAndShownWhole(String typed) {
        CreateStudio.onEvents(() -> {
            var view = studio.view(folder);
            var seed = CreateStudio.named(view.component(), JTextField.class, "seed");
            seed.setText(typed);
            seed.postActionEvent();
            assertEquals(typed, studio.draft.recipe().get().seed().value().toString());
            assertEquals(typed, seed.getText());
            return view;
        });
    }
}
