package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.formdev.flatlaf.FlatLaf;
import dev.atelier.app.observe.Value;
import dev.atelier.app.styles.Styles;
import dev.atelier.app.styles.Wildcards;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptEditorTest {
    private Value<String> text = Value.of("");
    private PromptEditor editor = new PromptEditor("", text, Value.of(Vocabulary.NONE));
    private PromptArea area = (PromptArea) editor.area();

    @BeforeAll
    static void dress() throws Exception {
        TextStyle.register();
        EventQueue.invokeAndWait(() -> {
            FlatLaf.registerCustomDefaultsSource("dev.atelier.app.ui.theme");
            Theme.DARK.apply();
        });
    }

    @BeforeEach
    void open() {
        onEvents("a (full moon:1.2), [a:b:0.4], <lora:x:1>, __sky__ BREAK", () -> {});
    }

    @Test
    void paintsTheColoursOfTheGrammar() {
        var image = painted();

        for (var token : List.of("text", "syntax.weight", "syntax.schedule", "syntax.lora")) {
            assertTrue(holds(image, ThemeColors.color(token)), token);
        }
        assertTrue(holds(image, ThemeColors.color("syntax.wildcard")));
        assertTrue(holds(image, ThemeColors.color("syntax.keyword")));
    }

    @Test
    void weighsTheWordAtTheCaretAndKeepsTheRestUntouched() {
        onEvents("a cat, a dog", () -> area.select(3, 3));
        press("ctrl UP");
        press("ctrl UP");
        assertEquals("a (cat:1.2), a dog", text.get());
        press("ctrl DOWN");
        press("ctrl DOWN");
        assertEquals("a cat, a dog", text.get());
    }

    @Test
    void undoesAWeightInOneStep() {
        onEvents("a cat", () -> area.select(3, 3));
        press("ctrl UP");
        onEvents(area::undoLastAction);

        assertEquals("a cat", text.get());
        assertFalse(area.canUndo());
    }

    @Test
    void walksThroughTheHistoryAndBackToTheDraft() {
        onEvents("draft", () -> editor.remembering(new PromptHistory(List.of("one", "two"), 9)));
        press("alt UP");
        assertEquals("two", text.get());
        press("alt UP");
        press("alt DOWN");
        press("alt DOWN");
        assertEquals("draft", text.get());
    }

    @Test
    void followsTheValueAndForgetsItsOwnUndo() {
        onEvents("a cat", () -> text.set("another recipe"));

        assertEquals("another recipe", area.getText());
        assertFalse(area.canUndo());
    }

    @Test
    void theCaretStandsBehindWhatWasPastedAndCutAtTheLimit() {
        onEvents("a cat", () -> area.setCaretPosition(2));
        onEvents(() -> area.replaceSelection("word ".repeat(20_000)));

        assertEquals(PromptDocument.LONGEST, area.getText().length());
        assertEquals(PromptDocument.LONGEST - "cat".length(), area.getCaretPosition());
    }

    @Test
    void keepsTheCaretWhenTheTextAroundItChanges() {
        onEvents(
                "a cat",
                () -> {
                    area.setCaretPosition(2);
                    text.set("a cat and a dog");
                });

        assertEquals(2, area.getCaretPosition());
    }

    @Test
    void leavesUndoToTheFormWhenThereIsNothingToUndo() {
        onEvents(() -> {
            assertFalse(area.processKeyBinding(stroke("ctrl Z"), key("ctrl Z"), 0, true));
            area.append(" x");
            assertTrue(area.processKeyBinding(stroke("ctrl Z"), key("ctrl Z"), 0, true));
        });
    }

    @Test
    void offersTheNameThatWasMeantAndPutsItInInOneStep() {
        var known =
                new Vocabulary(
                        List.of(),
                        List.of("gouache-v2"),
                        Set.of(),
                        new Wildcards(new TreeMap<>(Map.of("dusk", List.of("a")))),
                        Styles.NONE);
        onEvents(() -> {
            text = Value.of("a <lora:gouach-v2:0.8> __dsk__");
            editor = new PromptEditor("prompt", text, Value.of(known));
            area = (PromptArea) editor.area();
            area.forceReparsing(0);
            remedy().doClick();
            area.forceReparsing(0);
            remedy().doClick();
        });

        assertEquals("a <lora:gouache-v2:0.8> __dusk__", text.get());
    }

    private JButton remedy() {
        return part("remedy", JButton.class);
    }

    private <T extends JComponent> T part(String name, Class<T> type) {
        return Arrays.stream(((JComponent) editor.component().getComponent(1)).getComponents())
                .filter(it -> name.equals(it.getName()))
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /// The column of the recipe is 328 wide as the window first opens.
    @Test
    void saysWhatIsWrongInOneLineOfTheDefaultWidth() {
        var name = "an-extraordinarily-long-name-v2-final";
        var prompts =
                List.of(
                        "(boat:1.2.3)",
                        "<lora:" + name + ":much>",
                        "<lora:" + name + ":1>",
                        "__" + name + "__",
                        "<hypernet:" + name + ":1>",
                        "(boat",
                        "embedding:" + name);
        var known =
                new Vocabulary(
                        List.of(),
                        List.of(name + "s"),
                        Set.of(name + "s"),
                        new Wildcards(new TreeMap<>(Map.of(name + "s", List.of("a")))),
                        Styles.NONE);
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        var cut = new TreeMap<String, Integer>();
        try {
            for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                Locale.setDefault(Locale.Category.DISPLAY, language);
                for (var prompt : prompts) {
                    onEvents(() -> {
                        editor = new PromptEditor("prompt", Value.of(prompt), Value.of(known));
                        area = (PromptArea) editor.area();
                        area.forceReparsing(0);
                        editor.component().setSize(328, 116);
                        lay(editor.component());
                        for (var label :
                                List.of(
                                        part("finding", JLabel.class),
                                        part("findings", JButton.class),
                                        part("remedy", JButton.class))) {
                            int wanted = label.getPreferredSize().width;
                            if (label.isVisible() && label.getWidth() < wanted) {
                                cut.put(language + " " + prompt + " " + label.getName(), wanted);
                            }
                        }
                        assertTrue(
                                part("finding", JLabel.class).getToolTipText().length()
                                        > part("finding", JLabel.class).getText().length());
                    });
                }
            }
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }

        assertEquals(Map.of(), cut);
    }

    private void onEvents(String words, Runnable then) {
        onEvents(() -> {
            text = Value.of(words);
            editor = new PromptEditor("prompt", text, Value.of(Vocabulary.NONE));
            area = (PromptArea) editor.area();
            then.run();
        });
    }

    private static void onEvents(Runnable action) {
        try {
            EventQueue.invokeAndWait(action);
        } catch (InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    private void press(String keys) {
        onEvents(() -> {
            var name = area.getInputMap(JComponent.WHEN_FOCUSED).get(stroke(keys));
            area.getActionMap().get(name).actionPerformed(new ActionEvent(area, 1001, keys));
        });
    }

    private static KeyStroke stroke(String keys) {
        return KeyStroke.getKeyStroke(keys);
    }

    private KeyEvent key(String keys) {
        return new KeyEvent(
                area,
                KeyEvent.KEY_PRESSED,
                0,
                stroke(keys).getModifiers(),
                stroke(keys).getKeyCode(),
                KeyEvent.CHAR_UNDEFINED);
    }

    private BufferedImage painted() {
        var image = new BufferedImage(720, 160, BufferedImage.TYPE_INT_RGB);
        onEvents(() -> {
            var component = editor.component();
            component.setSize(360, 80);
            lay(component);
            var g = image.createGraphics();
            g.scale(2, 2);
            component.paint(g);
            g.dispose();
        });
        return image;
    }

    private static void lay(JComponent component) {
        component.doLayout();
        for (var child : component.getComponents()) {
            if (child instanceof JComponent inner) {
                lay(inner);
            }
        }
        SwingUtilities.updateComponentTreeUI(component);
    }

    /// Letters are thin: the inside of a stroke comes close to the colour.
    private static boolean holds(BufferedImage image, Color colour) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                var pixel = new Color(image.getRGB(x, y));
                int far =
                        Math.abs(pixel.getRed() - colour.getRed())
                                + Math.abs(pixel.getGreen() - colour.getGreen())
                                + Math.abs(pixel.getBlue() - colour.getBlue());
                if (far < 12) {
                    return true;
                }
            }
        }
        return false;
    }
}
