package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Job;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The window around the views, used by hand: its questions, messages, keys and menus.
class ShellFlowsTest extends StudioTest {
    @Test
    void fileChoosersSpeakTheLanguageOfTheWindow() {
        for (var said :
                Map.of(
                                Locale.SIMPLIFIED_CHINESE,
                                List.of("打开", "所有文件"),
                                Locale.ENGLISH,
                                List.of("Open", "All Files"))
                        .entrySet()) {
            GuiActionRunner.execute(() -> rig.studio.switchTo(said.getKey()));
            var words =
                    GuiActionRunner.execute(() -> {
                        var chooser = new FileChooser();
                        return List.of(
                                chooser.getUI().getApproveButtonText(chooser),
                                chooser.getAcceptAllFileFilter().getDescription());
                    });
            assertThat(words).isEqualTo(said.getValue());
        }
        GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.ENGLISH));
    }

    /// What asks for it is a part of the window near its edge.
    @Test
    void fileChoosersOpenInTheMiddleOfTheWindow() {
        rig.later(() -> rig.command(Command.IMPORT));
        ControlUses.untilChooser(rig);

        var off =
                GuiActionRunner.execute(() -> {
                    var dialog = ControlUses.chooser().orElseThrow();
                    var window = rig.frame.target().getBounds();
                    var place = dialog.getBounds();
                    return Math.hypot(
                            place.getCenterX() - window.getCenterX(),
                            place.getCenterY() - window.getCenterY());
                });
        rig.press(KeyEvent.VK_ESCAPE);

        assertThat(off).isLessThan(2); // halves of pixels
        rig.until("it is closed", () -> !ControlUses.chooserShows(rig));
    }

    @Test
    void quittingAsksOnceWhileAPictureIsMade() {
        rig.draft(r -> r.withSampling(Sampling.DEFAULT.withSteps(2000)));
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("it runs", () -> rig.parts.queue().here().live().get().isPresent());

        rig.later(() -> rig.studio.leave());
        rig.until("it asks", () -> questions().size() == 1);
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("the question is closed", () -> questions().isEmpty());
        assertThat(rig.frame.target().isShowing()).as("Escape stays").isTrue();
        assertThat(rig.jobs().getFirst().state()).isEqualTo(Job.State.RUNNING);

        rig.later(() -> rig.studio.leave());
        rig.until("it asks again", () -> questions().size() == 1);
        answer("ask-yes");
        rig.until(
                "the window is closed",
                () -> !rig.studio.context().window().frame().isDisplayable());
        assertThat(questions()).isEmpty();

        reopen(folder);
        assertThat(rig.jobs()).extracting(Job::state).containsExactly(Job.State.INTERRUPTED);
    }

    /// Typing on the first page means the prompt; Space there presses nothing.
    @Test
    void whatIsTypedOnTheFirstPageArrivesInThePrompt() {
        rig.draft(r -> r.withPrompt(""));
        rig.later(() -> rig.studio.welcome());
        rig.until("it shows", () -> rig.focused("welcome"));

        rig.press(KeyEvent.VK_SPACE);
        assertThat(rig.jobs()).isEmpty();
        assertThat(GuiActionRunner.execute(() -> rig.any("welcome").isShowing())).isTrue();
        rig.type("tall ship");

        rig.untilPrompt("tall ship");
        assertThat(rig.jobs()).isEmpty();
        assertThat(rig.studio.context().settings().get(StudioSettings.WELCOME_DONE)).isTrue();
    }

    @Test
    void whatIsTypedOnTheFirstPageReplacesThePromptThatCameWithTheProgram() {
        var sample = "a red boat under a yellow moon";
        rig.draft(r -> r.withPrompt(sample));
        rig.later(() -> rig.studio.welcome());
        rig.until("it shows", () -> rig.focused("welcome"));

        rig.type("ship");

        rig.untilPrompt("ship");
        // Letters that follow each other slowly are steps of their own.
        for (int step = 0; step < 4 && !rig.draft().prompt().equals(sample); step++) {
            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        }
        rig.untilPrompt(sample);
    }

    @Test
    void enterOnTheFirstPageMakesThePicture() {
        rig.later(() -> rig.studio.welcome());
        rig.until("it shows", () -> rig.focused("welcome"));

        rig.press(KeyEvent.VK_ENTER);

        rig.until("a picture is ordered", () -> rig.jobs().size() == 1);
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL, KeyEvent.VK_ALT);
    }

    @ParameterizedTest
    @ValueSource(ints = {960, 1024, 1440})
    void settingsTakeTheWholeWidthOfTheirView(int width) {
        rig.command(Command.SHOW_SETTINGS);
        GuiActionRunner.execute(() -> rig.frame.target().setSize(width, 700));
        rig.until("it has that width", () -> rig.frame.target().getWidth() == width);
        var view = rig.find("view-settings", JComponent.class);
        var search = rig.find("settings-search", JComponent.class);

        rig.until(
                "the scroll bar is at its right edge",
                () -> {
                    var scroll =
                            (JScrollPane)
                                    SwingUtilities.getAncestorOfClass(JScrollPane.class, search);
                    var bar = scroll.getVerticalScrollBar();
                    int right = SwingUtilities.convertPoint(bar, bar.getWidth(), 0, view).x;
                    return bar.isVisible() && right == end(view, scroll.getX());
                });
    }

    /// Where the next part begins, such as the keyboard that wide windows show; else the view's
    /// edge.
    private static int end(JComponent view, int part) {
        return Stream.of(view.getComponents())
                .filter(Component::isVisible)
                .mapToInt(Component::getX)
                .filter(x -> x > part)
                .min()
                .orElse(view.getWidth());
    }

    @Test
    void oneMessageIsShownAtATime() {
        rig.command(Command.ABOUT);
        rig.later(() -> rig.studio.raise(List.of()));
        rig.until("the second is there", () -> words().contains("open already"));
        rig.command(Command.ABOUT);

        assertThat(GuiActionRunner.execute(() -> toasts().size())).isEqualTo(1);
        rig.click("toast-close");
        assertThat(GuiActionRunner.execute(() -> toasts().size())).isZero();
    }

    @Test
    void aFileThatAnotherStartWasToOpenIsRead() throws Exception {
        var recipe = Recipe.of("a green moon", new Size(64, 64));
        var file = Files.writeString(folder.resolve("moon.json"), RecipeJson.write(recipe));
        rig.later(() -> rig.studio.context().window().show("models"));

        rig.later(() -> rig.studio.raise(List.of(file)));

        rig.until(
                "its recipe is there",
                () -> rig.parts.create().draft().recipe().get().prompt().equals("a green moon"));
        assertThat(rig.studio.context().window().view().get()).isEqualTo("create");
    }

    @Test
    void aRightClickChoosesTheRowFirst() throws Exception {
        var models = Files.createDirectories(folder.resolve("models"));
        for (var name : List.of("a", "b", "c")) {
            Files.writeString(models.resolve(name + ".safetensors"), name + " is damaged");
        }
        rig.later(() -> rig.parts.folders().add(models));
        rig.command(Command.SHOW_MODELS);
        rig.click("choice-true"); // as rows
        var rows = rig.find("models", JList.class);
        rig.until("the rows are read", () -> names(rows).containsAll(List.of("a", "b", "c")));
        rig.input().click(rows, middle(rows, 0));

        rig.input().rightClick(rows, middle(rows, 2));

        assertThat(GuiActionRunner.execute(() -> rows.getSelectedIndex())).isEqualTo(2);
        rig.press(KeyEvent.VK_ESCAPE);
        assertThat(GuiActionRunner.execute(() -> rows.getSelectedIndex())).isEqualTo(2);
    }

    @Test
    void hintsFollowAnotherKey() {
        rig.command(Command.SHOW_MODELS);
        assertThat(tip("rescan")).isEqualTo("Look again  F5");

        rebind(Command.RESCAN, "ctrl shift COMMA");
        assertThat(tip("rescan")).isEqualTo("Look again  Ctrl+Shift+,");
        rebind(Command.RESCAN, "");
        assertThat(tip("rescan")).isEqualTo("Look again");
        rebind(Command.GENERATE, "F9");
        rig.command(Command.SHOW_CREATE);
        assertThat(accessible("canvas")).contains("F9").doesNotContain("Ctrl+Enter");
    }

    @Test
    void afterAStartThatDidNotEndTheWorkCanBeLeftAside() throws Exception {
        var starts = Files.createDirectories(folder.resolve("starts"));
        for (var button : List.of("ask-no", "ask-yes")) {
            Files.writeString(starts.resolve("studio.starting"), "");
            try (var tasks = new Tasks(Runnable::run)) {
                var settings = Settings.open(starts.resolve("settings.properties"), tasks);
                settings.put(StudioSettings.DRAFT, "{}");
                var startup = new Startup(starts, settings);
                var asked = new CompletableFuture<Boolean>();
                rig.later(() -> {
                    startup.offerToForget();
                    asked.complete(true);
                });
                rig.until("it asks", () -> questions().size() == 1);
                answer(button);
                assertThat(asked.get(30, TimeUnit.SECONDS)).isTrue();
                boolean kept = button.equals("ask-no");
                assertThat(settings.get(StudioSettings.DRAFT)).isEqualTo(kept ? "{}" : "");
                startup.ended();
                assertThat(starts.resolve("studio.starting")).doesNotExist();
            }
        }
        try (var all = Files.list(starts)) {
            var aside = all.filter(Files::isDirectory).toList();
            assertThat(aside).hasSize(1);
            assertThat(aside.getFirst().resolve("recipe.json")).hasContent("{}");
        }
    }

    private void rebind(Command command, String key) {
        GuiActionRunner.execute(() ->
                rig.studio
                        .context()
                        .commands()
                        .rebind(command, Optional.ofNullable(KeyStroke.getKeyStroke(key))));
        rig.input().settle();
    }

    private String tip(String name) {
        var part = rig.find(name, JComponent.class);
        return GuiActionRunner.execute(() -> part.getToolTipText());
    }

    private String accessible(String name) {
        var part = rig.find(name, JComponent.class);
        return GuiActionRunner.execute(() -> {
            var context = part.getAccessibleContext();
            return context.getAccessibleName() + " " + context.getAccessibleDescription();
        });
    }

    /// Event thread.
    private static List<String> names(JList<?> rows) {
        return IntStream.range(0, rows.getModel().getSize())
                .mapToObj(i -> ((ModelRow) rows.getModel().getElementAt(i)).name())
                .toList();
    }

    private static Point middle(JList<?> rows, int index) {
        return GuiActionRunner.execute(() -> {
            var cell = rows.getCellBounds(index, index);
            return new Point(cell.x + 60, cell.y + cell.height / 2);
        });
    }

    /// Event thread.
    private static List<Dialog> questions() {
        return Stream.of(Window.getWindows())
                .filter(window -> window.isShowing() && "ask".equals(window.getName()))
                .map(Dialog.class::cast)
                .toList();
    }

    private void answer(String button) {
        ControlUses.untilOpen(rig, "ask");
        rig.click(ControlUses.inDialog("ask", button, AbstractButton.class));
    }

    /// Event thread.
    private List<Container> toasts() {
        return Stream.of(rig.studio.context().window().frame().getLayeredPane().getComponents())
                .filter(part -> "toast".equals(part.getName()))
                .map(Container.class::cast)
                .toList();
    }

    /// Of the messages that are shown. Event thread.
    private String words() {
        return toasts().stream()
                .map(toast -> toast.getAccessibleContext().getAccessibleName())
                .reduce("", String::concat);
    }
}
