package dev.atelier.app.styles.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.VocabularyModel;
import dev.atelier.app.styles.Styles;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.CardLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.event.ActionEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylesViewTest {
    private static final String FILE =
            """
            name,prompt,negative_prompt
            Film,"{prompt}, 35 mm",photo
            Dusk,at dusk,
            Line,line art,colour
            """;

    @TempDir private Path folder;
    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private final Tasks tasks = new Tasks(EventQueue::invokeLater);

    @BeforeEach
    void dress() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        onEvents(() -> {
            Theme.prepare();
            Theme.DARK.apply();
            return 0;
        });
    }

    @AfterEach
    void close() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
        onEvents(() -> {
            tasks.close();
            return 0;
        });
    }

    private StylesView.Models models() {
        var models =
                onEvents(() -> {
                    var styles = new StylesModel(tasks, folder.resolve("styles.csv"));
                    var wildcards = new WildcardsModel(tasks, folder.resolve("wildcards"));
                    var names =
                            new VocabularyModel(
                                    styles.styles(),
                                    wildcards.wildcards(),
                                    Value.of(List.of("easynegative")),
                                    Value.of(List.of()),
                                    styles::refresh);
                    return new StylesView.Models(styles, wildcards, names);
                });
        until(() -> !models.styles().busy() && !models.wildcards().busy());
        return models;
    }

    @Test
    void explainsWildcardsWhereThereAreNone() {
        var models = models();

        var words = onEvents(() -> texts(new StylesView(models, file -> {}).component()));

        assertTrue(words.stream().anyMatch(it -> it.contains("__animal__")), words.toString());
        assertTrue(words.contains("No styles yet"), words.toString());
    }

    @Test
    void feedsThePromptWithTheNamesOfTheFiles() throws IOException {
        Files.writeString(folder.resolve("styles.csv"), FILE);
        Files.createDirectories(folder.resolve("wildcards"));
        Files.writeString(folder.resolve("wildcards/colour.txt"), "red\n");

        var known = models().names().known().get();

        assertEquals(List.of("Film", "Dusk", "Line"), known.styles().names());
        assertEquals(List.of("colour"), known.wildcards().names());
        assertEquals(List.of("easynegative"), known.embeddings());
    }

    @Test
    void appliesTheMarkedStylesInTheirOrderAsOneChange() throws IOException {
        Files.writeString(folder.resolve("styles.csv"), FILE);
        var models = models();
        var recipe = Value.of(Recipe.of("", new Size(64, 64)));
        var changes = new ArrayList<Recipe>();
        var prompt =
                onEvents(() -> {
                    var draft =
                            new StylesRow.Draft(
                                    recipe,
                                    change ->
                                            changes.add(
                                                    change.apply(
                                                            Recipe.of("a cat", new Size(64, 64)))));
                    var styles = models.styles();
                    var picker =
                            new StylePicker(
                                    styles, n -> draft.apply(styles.styles().get(), n), () -> {});
                    var list = (JList<?>) named(picker.component(), "style-list");
                    list.setSelectedIndex(2);
                    press(list, "SPACE");
                    list.setSelectedIndex(0);
                    press(list, "SPACE");
                    press(list, "ENTER");
                    return changes.getFirst().prompt();
                });

        assertEquals("a cat, line art, 35 mm", prompt);
        assertEquals("colour, photo", changes.getFirst().negativePrompt());
        assertEquals(1, changes.size());
    }

    @Test
    void deletingAStyleOffersItBack() throws IOException {
        Files.writeString(folder.resolve("styles.csv"), FILE);
        var models = models();
        var view = onEvents(() -> new StylesView(models, file -> {}).component());
        onEvents(() -> click(view, "remove"));
        until(() -> models.styles().styles().get().find("Film").isEmpty());

        assertTrue(onEvents(() -> said(view)).contains("Film deleted"));
        onEvents(() -> click(view, "Undo"));
        until(() -> models.styles().styles().get().find("Film").isPresent());
        until(() -> !said(view).contains("Film deleted"));
        assertEquals(Styles.read(folder.resolve("styles.csv")), models.styles().styles().get());
    }

    @Test
    void saysThatABrokenFileIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("styles.csv"), "name,prompt\nFilm,\"open");
        var models = models();

        var row =
                onEvents(() -> {
                    var draft =
                            new StylesRow.Draft(
                                    Value.of(Recipe.of("", new Size(64, 64))), change -> {});
                    return new StylesRow(models.styles(), draft, () -> {}).component();
                });

        var view = onEvents(() -> new StylesView(models, file -> {}).component());
        assertTrue(onEvents(() -> said(view)).getFirst().contains("styles.csv is never closed"));
        var choose = (JComponent) named(row, "styles");
        assertTrue(choose.getToolTipText().contains("styles.csv is never closed"));
    }

    @Test
    void paintsInBothThemesAndLanguages() throws IOException {
        Files.writeString(folder.resolve("styles.csv"), FILE);
        var models = models();
        for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            Locale.setDefault(Locale.Category.DISPLAY, language);
            var dark = onEvents(() -> painted(Theme.DARK, models));
            var light = onEvents(() -> painted(Theme.LIGHT, models));
            assertFalse(dark.getRGB(3, 3) == light.getRGB(3, 3));
        }
    }

    private static BufferedImage painted(Theme theme, StylesView.Models models) {
        theme.apply();
        var view = new StylesView(models, file -> {}).component();
        view.setSize(880, 600);
        layOut(view);
        layOut(view);
        var image = new BufferedImage(880, 600, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        view.paint(g);
        g.dispose();
        return image;
    }

    private static int click(Container root, String name) {
        ((AbstractButton) named(root, name)).doClick();
        return 0;
    }

    private static void press(JComponent on, String key) {
        var name = on.getInputMap().get(KeyStroke.getKeyStroke(key));
        on.getActionMap().get(name).actionPerformed(new ActionEvent(on, 0, key));
    }

    /// The first component of this name, or button with this text.
    private static Component named(Container root, String name) {
        return all(root).stream()
                .filter(it ->
                        name.equals(it.getName())
                                || (it instanceof AbstractButton b && name.equals(b.getText())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    private static List<String> said(Container root) {
        return all(root).stream()
                .filter(Sentence.class::isInstance)
                .filter(StylesViewTest::shows)
                .map(sentence -> ((Sentence) sentence).getText())
                .toList();
    }

    private static List<String> texts(Container root) {
        return all(root).stream()
                .filter(JLabel.class::isInstance)
                .filter(StylesViewTest::shows)
                .map(label -> String.valueOf(((JLabel) label).getText()))
                .toList();
    }

    /// Visible, but for being on a card that is behind another.
    private static boolean shows(Component part) {
        for (Component at = part; at != null; at = at.getParent()) {
            boolean card =
                    at.getParent() != null && at.getParent().getLayout() instanceof CardLayout;
            if (!at.isVisible() && !card) {
                return false;
            }
        }
        return true;
    }

    private static List<Component> all(Container root) {
        var found = new ArrayList<Component>();
        for (var child : root.getComponents()) {
            found.add(child);
            if (child instanceof Container container) {
                found.addAll(all(container));
            }
        }
        return found;
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

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!onEvents(condition::getAsBoolean)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen within 20 s");
            }
            Thread.onSpinWait();
        }
    }

    private static <T> T onEvents(Callable<T> action) {
        var task = new FutureTask<T>(action);
        try {
            EventQueue.invokeAndWait(task);
            return task.get();
        } catch (InterruptedException | InvocationTargetException | ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
