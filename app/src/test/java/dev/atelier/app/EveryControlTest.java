package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.LazyPanel;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.Theme;
import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JList;
import javax.swing.JScrollBar;
import javax.swing.JSlider;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every control and every command of the studio is used at least once as a person uses it, on a
/// real display. The table of uses is compared with what the window holds: a new control or command
/// without a use fails here.
class EveryControlTest {
    /// The views whose controls all have uses.
    private static final String[] VIEWS = {
        "view-create",
        "view-library",
        "view-compare",
        "view-models",
        "view-settings",
        ConnectUses.VIEW,
        DeployUses.VIEW
    };

    private static final String QUEUE = "queue.sqlite";

    @TempDir static Path folder;
    private static Robot robot;
    private static StudioRig rig;

    private static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        for (var uses :
                List.of(
                        CreateUses.table(),
                        LoraUses.table(),
                        ControlNetUses.table(),
                        MapDrawingUses.table(),
                        PictureUses.table(),
                        CompareUses.table(),
                        SetUses.table(),
                        ConnectUses.table(),
                        LibraryUses.table(),
                        ServicesUses.table(),
                        DeployUses.table(),
                        ShellUses.table(),
                        PageUses.table(),
                        LoraStartUses.table(),
                        KeyUses.table(),
                        DialogUses.table())) {
            uses.forEach(
                    (key, use) -> assertThat(all.put(key, use)).as("two uses of %s", key).isNull());
        }
        return all;
    }

    @BeforeAll
    static void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        robot.settings().delayBetweenEvents(2);
        robot.settings().eventPostingDelay(5);
        var open = Stream.of("lora", "control", "image", "variation", "hires", "advanced");
        Files.writeString(
                folder.resolve("settings.properties"),
                String.join("\n", open.map(key -> "section." + key + "=true").toList())
                        + "\nwelcome.done=true\nmodels.list=true\nmodels.folders="
                        + folder.resolve("more-models")
                        + "\n");
        Files.createDirectories(folder.resolve("more-models"));
        FakeLoras.starter(folder.resolve("more-models"), "ink", "inked");
        Files.writeString(folder.resolve("more-models/a-broken.safetensors"), "x");
        Files.writeString(folder.resolve("more-models/b-broken.safetensors"), "damaged");
        Files.writeString(folder.resolve(QUEUE), "not a queue, see queue-problem-close");
        ConnectUses.profile(folder);
        rig = new StudioRig(robot, folder);
        rig.hurry(20_000); // a busy machine may need seconds for what takes no computing
    }

    @AfterAll
    static void close() {
        if (rig != null) {
            rig.command(Command.QUIT); // nothing runs: see command:quit for the question
            assertThat(rig.frame.target().isDisplayable()).isFalse();
            robot.cleanUp();
        }
    }

    @TestFactory
    Stream<DynamicTest> controls() {
        var only = System.getProperty("uses", ""); // while one of them is written
        return table().entrySet().stream()
                .filter(row -> row.getKey().matches(only.isEmpty() ? ".*" : only))
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.getKey(), () -> use(row.getKey(), row.getValue())));
    }

    private static void use(String name, Use use) throws Exception {
        if (!name.startsWith(ServicesUses.PAGE)) {
            ServicesUses.leave(rig);
        }
        rig.focus();
        rig.command(Command.SHOW_CREATE);
        rig.command(Command.PAUSE);
        rig.press(KeyEvent.VK_ESCAPE);
        GuiActionRunner.execute(rig.parts.queue()::cancelAll);
        rig.draft(r -> ControlUses.enlarged());
        int mistakes = rig.mistakes().size();
        try {
            use.by(rig);
        } finally {
            GuiActionRunner.execute(EveryControlTest::closeDialogs); // of a use that failed
        }
        var all = rig.mistakes();
        assertThat(all.subList(mistakes, all.size())).isEmpty();
    }

    private static void closeDialogs() {
        for (var window : Window.getWindows()) {
            if (window instanceof JDialog && window.isShowing()) {
                window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
            }
        }
    }

    /// Of the card of one service: other uses may have deployed more, whose cards have the same.
    private Set<String> inServices() {
        return GuiActionRunner.execute(() -> {
            var inside = new TreeSet<String>();
            collect(rig.any("view-services"), inside);
            inside.removeIf(it -> it.contains(":sd_") && !it.endsWith(":" + CloudRig.SYNC));
            return inside;
        });
    }

    @Test
    void noneIsWithoutAUse() throws Exception {
        rig.command(Command.SHOW_SETTINGS); // a view is made when it is first shown
        CompareUses.compare(rig);
        LibraryUses.open(rig);
        LibrarySourceUses.damage(rig);
        rig.draft(r -> ControlNetUses.controlled(rig.folder()).withPrompt("a boat <lora:ink:0.8>"));
        rig.command(Command.SHOW_MODELS);
        var models = rig.find("models", JList.class);
        rig.until("all are listed", () -> models.getModel().getSize() == 4);
        GuiActionRunner.execute(() -> models.setSelectedIndex(3)); // the starter, which is sound
        ConnectUses.opens(rig);
        DeployUses.opensEmpty(rig);
        rig.input().settle();
        GuiActionRunner.execute(() -> make(rig.any("view-create"))); // its bars of masks and maps
        var found = GuiActionRunner.execute(EveryControlTest::present);
        GuiActionRunner.execute(() -> models.setSelectedIndex(2)); // the LoRA
        GuiActionRunner.execute(() -> collect(rig.any("model-facts"), found));
        found.addAll(List.of("cover-make", "cover-library", "cover-choose")); // by the pictures
        found.remove("filter-control"); // only where a picture was made with one
        found.add("library-twin"); // only beside a picture of a pair, with which it is used
        found.remove("read-hash"); // there until the hash was read, see ModelsViewTest
        found.remove("model-copies"); // there where files are alike, see ModelsViewTest
        for (var command : Command.values()) {
            found.add(key(command));
        }
        ServicesUses.show(rig);
        inServices().forEach(it -> found.add(ServicesUses.PAGE + it));
        ServicesUses.leave(rig);
        dialog(Command.GRID, "grid", found);
        dialog(Command.EDIT_STYLES, "words", found);
        found.remove("words/notice-verb"); // there while a removal can be undone, used with it
        rig.focus();
        LoraUses.opens(rig);
        var inside = new TreeSet<String>();
        GuiActionRunner.execute(() -> collect(rig.any(LoraUses.PICKER), inside));
        inside.forEach(it -> found.add(LoraUses.PICKER + "/" + it));
        LoraUses.closes(rig);

        assertThat(table().keySet()).containsExactlyElementsOf(found);
    }

    /// Makes what a person has not looked at yet.
    private static void make(Container inside) {
        for (var part : inside.getComponents()) {
            if (part instanceof LazyPanel late) {
                late.make();
            }
            if (part instanceof Container container) {
                make(container);
            }
        }
    }

    /// Adds the controls of a dialog, with its name before theirs.
    private static void dialog(Command command, String name, SortedSet<String> found) {
        rig.command(command);
        ControlUses.untilOpen(rig, name);
        var inside = new TreeSet<String>();
        GuiActionRunner.execute(() -> collect(ControlUses.content(name).getContentPane(), inside));
        inside.forEach(it -> found.add(name + "/" + it));
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape closes it", () -> !ControlUses.dialogShows(name));
    }

    private static SortedSet<String> present() {
        var found = new TreeSet<String>();
        for (var view : VIEWS) {
            collect(rig.any(view), found);
        }
        return found;
    }

    private static void collect(Container root, SortedSet<String> found) {
        for (var child : root.getComponents()) {
            boolean control =
                    child instanceof AbstractButton
                            || (child instanceof JTextComponent
                                    && (child.isFocusable() || child.getName() != null))
                            || child instanceof JComboBox<?>
                            || child instanceof JSlider
                            || child instanceof JList<?>
                            || (child instanceof Painted
                                    && child.isFocusable()
                                    && child.getName() != null);
            if (control) {
                found.add(key(child));
            }
            boolean inside = !control || child instanceof Painted; // which may hold buttons
            if (inside && child instanceof Container container && !(child instanceof JScrollBar)) {
                collect(container, found);
            }
        }
    }

    /// What the table calls a control: its command, else its name.
    private static String key(Component control) {
        if (control instanceof AbstractButton button && button.getAction() != null) {
            for (var command : Command.values()) {
                if (rig.studio.context().commands().action(command).equals(button.getAction())) {
                    return key(command);
                }
            }
        }
        var name = control.getName();
        return name == null ? "without a name: " + control : name;
    }

    private static String key(Command command) {
        return "command:" + command.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
