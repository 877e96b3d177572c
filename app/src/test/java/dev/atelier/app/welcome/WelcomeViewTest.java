package dev.atelier.app.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Theme;
import java.awt.Component;
import java.awt.Container;
import java.awt.event.ActionEvent;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeViewTest {
    @TempDir Path folder;
    private final Tasks tasks = new Tasks(event -> {});
    private final List<String> done = new ArrayList<>();
    private final Value<String> device = Value.of("");
    private final Value<Integer> found = Value.of(0);
    private Settings settings;
    private JComponent page;

    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @BeforeEach
    void open() {
        settings = Settings.open(folder.resolve("settings.properties"), tasks);
        var facts =
                new WelcomeView.Facts(
                        settings, tasks, device, folder, new ModelFolders(settings), found);
        var actions =
                new WelcomeView.Actions(
                        theme -> done.add("theme " + theme),
                        language -> done.add("language " + language),
                        () -> done.add("draw"),
                        () -> done.add("dismiss"),
                        () -> done.add("sandbox"),
                        text -> done.add("type " + text));
        page = new WelcomeView(facts, actions).component();
        page.setSize(1440, 860);
        layOut(page);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void isShownUntilItWasDismissedOnce() {
        var first = new WelcomeModel(settings);
        assertTrue(first.shown().get());

        first.dismiss();

        assertFalse(first.shown().get());
        assertFalse(new WelcomeModel(settings).shown().get());
    }

    @Test
    void enterDrawsAndEscapeDismisses() {
        press("ENTER");
        press("ESCAPE");

        assertEquals(List.of("draw", "dismiss"), done);
    }

    @Test
    void theSandboxIsOneClickAway() {
        ((AbstractButton) named("welcome-sandbox")).doClick();

        assertEquals(List.of("sandbox"), done);
    }

    @Test
    void themeAndLanguageAreChosenInPlace() {
        button("简体中文").doClick();
        button("Dark").doClick();

        assertEquals(List.of("language zh_CN", "theme DARK"), done);
        assertEquals(Optional.of(Locale.SIMPLIFIED_CHINESE), settings.get(StudioSettings.LANGUAGE));
        assertEquals(Theme.DARK, settings.get(StudioSettings.THEME));
    }

    @Test
    void saysWhatComputesAndWhatWasFound() {
        device.set("The processor.");
        found.set(3);

        assertTrue(texts().contains("The processor."), texts()::toString);
        assertTrue(texts().contains("3 found"), texts()::toString);
    }

    @Test
    void paintsInBothThemes() {
        var dark = painted();
        Theme.LIGHT.apply();
        var light = painted();
        Theme.DARK.apply();

        assertNotEquals(dark.getRGB(1400, 3), light.getRGB(1400, 3));
    }

    /// The window at 200 % on a screen of 1366 × 768.
    @Test
    void theFirstPictureIsInReachOfTheMouseOnASmallScreen() {
        resize(683, 342);
        var draw = named("draw-first");
        assertTrue(draw.getVisibleRect().isEmpty(), "it is below the edge at first");

        for (int turn = 0; turn < 10; turn++) {
            wheelDown();
        }

        assertEquals(draw.getHeight(), draw.getVisibleRect().height);
    }

    @Test
    void standsInTheMiddleOfAWindowTooNarrowForThePictures() {
        resize(1024, 700);
        var foot =
                SwingUtilities.convertRectangle(
                        named("draw-first").getParent().getParent(),
                        named("draw-first").getParent().getBounds(),
                        page);

        assertEquals(512, foot.getCenterX(), 12, foot::toString);
    }

    private void resize(int width, int height) {
        page.setSize(width, height);
        try {
            // The toolkit says so too, on a thread of its own, which would lay out once more later.
            SwingUtilities.invokeAndWait(() -> {});
        } catch (InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        for (var listener : page.getComponentListeners()) {
            listener.componentResized(new ComponentEvent(page, ComponentEvent.COMPONENT_RESIZED));
        }
        page.validate();
        layOut(page);
    }

    private void wheelDown() {
        var pane =
                (JScrollPane)
                        SwingUtilities.getAncestorOfClass(JScrollPane.class, named("draw-first"));
        pane.dispatchEvent(
                new MouseWheelEvent(
                        pane,
                        MouseEvent.MOUSE_WHEEL,
                        0,
                        0,
                        10,
                        10,
                        0,
                        false,
                        MouseWheelEvent.WHEEL_UNIT_SCROLL,
                        3,
                        1));
    }

    private JComponent named(String name) {
        return all(page).stream()
                .filter(part -> name.equals(part.getName()))
                .map(JComponent.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void press(String key) {
        var map = page.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        var name = map.get(KeyStroke.getKeyStroke(key));
        page.getActionMap().get(name).actionPerformed(new ActionEvent(page, 0, ""));
    }

    private AbstractButton button(String text) {
        return all(page).stream()
                .filter(AbstractButton.class::isInstance)
                .map(AbstractButton.class::cast)
                .filter(button -> text.equals(button.getText()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> texts() {
        return all(page).stream()
                .filter(JLabel.class::isInstance)
                .map(label -> String.valueOf(((JLabel) label).getText()))
                .toList();
    }

    private BufferedImage painted() {
        var image = new BufferedImage(1440, 860, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        page.paint(g);
        g.dispose();
        return image;
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
}
