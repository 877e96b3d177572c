package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Recipe;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.Icon;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTextField;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every word of every view is whole in the window as it first opens, and in one that fills a
/// screen of 1920 × 1200 pixels at 200 %, in both languages.
class FormsFitTest {
    private static final Dimension LARGE_SCALE = new Dimension(960, 600);

    /// Five digits are typed into each field of numbers.
    private static final String DIGITS = "99999";

    /// What shows words of the user or of files, as long as they are.
    private static final Set<String> OTHERS =
            Set.of("toast-words", "job-words", "job-facts", "diff-value");

    private static final List<Command> VIEWS =
            List.of(
                    Command.SHOW_CREATE,
                    Command.SHOW_LIBRARY,
                    Command.SHOW_COMPARE,
                    Command.SHOW_SERVICES,
                    Command.SHOW_MODELS,
                    Command.SHOW_SETTINGS,
                    Command.CONNECT_CLOUD);

    @TempDir Path folder;

    private Robot robot;
    private final Set<String> cut = new TreeSet<>();

    @BeforeEach
    void prepare() throws IOException {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        var open = Stream.of("lora", "control", "image", "variation", "hires", "advanced");
        Files.writeString(
                folder.resolve("settings.properties"),
                String.join("\n", open.map(key -> "section." + key + "=true").toList())
                        + "\nwelcome.done=true\n");
    }

    @AfterEach
    void release() {
        if (robot != null) {
            robot.cleanUp();
        }
    }

    @Test
    void noWordIsCutOff() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var recipes =
                    List.of(
                            ControlUses.enlarged(),
                            ControlUses.masked(folder),
                            ControlNetUses.controlled(folder),
                            ControlNetUses.undrawn(folder));
            for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                for (Recipe recipe : recipes) {
                    rig.draft(r -> recipe);
                    look(rig, Command.SHOW_CREATE, language, cut);
                }
                look(rig, Command.SHOW_MODELS, language, cut);
                look(rig, Command.SHOW_SETTINGS, language, cut);
            }
            GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.ENGLISH));
        }

        assertThat(cut).isEmpty();
    }

    @Test
    void noWordIsCutOffAtTheLargestScale() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            GuiActionRunner.execute(() -> {
                rig.frame.target().setMinimumSize(LARGE_SCALE);
                rig.frame.target().setSize(LARGE_SCALE);
            });
            rig.until("it is small", () -> rig.frame.target().getSize().equals(LARGE_SCALE));
            rig.draft(r -> ControlUses.quick());
            rig.command(Command.GENERATE);
            rig.untilMade("it is done", () -> ControlUses.isShowing(rig, "use-all"));
            rig.command(Command.PAUSE);
            rig.command(Command.GENERATE);
            for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                for (var view : VIEWS) {
                    look(rig, view, language, cut);
                }
            }
            GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.ENGLISH));
        }

        assertThat(cut).isEmpty();
    }

    /// The summary before a deployment, in windows of all usual widths.
    @Test
    void noWordOfTheReviewIsCutOff() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.recommended(rig);
            for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                rig.pressButton("deploy-step-REVIEW");
                for (int width : new int[] {1180, 1280, 1384, 1440}) {
                    GuiActionRunner.execute(() -> rig.frame.target().setSize(width, 900));
                    rig.until("that wide", () -> rig.frame.target().getWidth() == width);
                    rig.input().settle();
                    var where = language + " " + width;
                    read(rig, rig.any("deploy-review"), where, cut);
                }
            }
            GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.ENGLISH));
        }

        assertThat(cut).isEmpty();
    }

    /// Times of minutes beside a price, in the smallest window.
    @Test
    void noWordOfAComparedPairIsCutOff() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var pair = LibraryTwinUses.made(rig);
            var model = rig.parts.compare().model();
            GuiActionRunner.execute(() -> {
                rig.frame.target().setSize(1024, 700);
                rig.parts.compare().compare(pair.getFirst(), pair.getLast());
            });
            rig.until("compared", () -> model.comparison().get().isPresent());
            for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                look(rig, Command.SHOW_COMPARE, language, cut);
            }
            GuiActionRunner.execute(() -> rig.studio.switchTo(Locale.ENGLISH));
        }

        assertThat(cut).isEmpty();
    }

    private static void look(StudioRig rig, Command view, Locale language, Set<String> cut) {
        rig.command(view);
        rig.input().settle();
        read(rig, rig.frame.target(), language + " " + view, cut);
    }

    private static void read(StudioRig rig, Container root, String where, Set<String> cut) {
        GuiActionRunner.execute(() -> {
            rig.frame.target().validate(); // what has just arrived has its place only after that
            collect(root, where, cut);
        });
    }

    private static void collect(Container root, String where, Set<String> cut) {
        for (var child : root.getComponents()) {
            if (child.isShowing() && child instanceof JComponent part) {
                shown(part)
                        .filter(it -> !OTHERS.contains(String.valueOf(it.getName())))
                        .filter(FormsFitTest::isCut)
                        .forEach(it ->
                                cut.add(
                                        where
                                                + ": "
                                                + text(it)
                                                + " in "
                                                + name(part)
                                                + ", "
                                                + widths(it)));
                if (part instanceof JTextField field && !fits(field)) {
                    cut.add(where + ": " + DIGITS + " in " + name(part));
                }
                if (!(part instanceof JComboBox<?>)) {
                    collect(part, where, cut);
                }
            }
        }
    }

    private static boolean fits(JTextField field) {
        boolean number = field.getHorizontalAlignment() == SwingConstants.RIGHT;
        var inside = SwingUtilities.calculateInnerArea(field, new Rectangle());
        var metrics = field.getFontMetrics(field.getFont());
        return !number || metrics.stringWidth(DIGITS) < inside.width; // and the caret
    }

    private static String widths(JComponent part) {
        int wanted = part.getFontMetrics(part.getFont()).stringWidth(text(part));
        return "words of " + wanted + " in " + part.getWidth();
    }

    private static String name(Component part) {
        return part.getName() == null ? part.getClass().getSimpleName() : part.getName();
    }

    /// The label that a component shows its words with.
    private static Stream<JComponent> shown(JComponent part) {
        if (part instanceof JComboBox<?> box) {
            return chosen(box);
        }
        return part instanceof JLabel || part instanceof AbstractButton
                ? Stream.of(part)
                : Stream.empty();
    }

    private static <T> Stream<JComponent> chosen(JComboBox<T> box) {
        var label =
                box.getRenderer()
                        .getListCellRendererComponent(
                                new JList<T>(),
                                box.getItemAt(box.getSelectedIndex()),
                                -1,
                                false,
                                false);
        int room = box.getWidth() - box.getHeight() - 4; // the arrow has the shape of a square
        if (!(label instanceof JLabel words)) {
            return Stream.empty();
        }
        words.setSize(room, box.getHeight());
        return Stream.of(words);
    }

    private static boolean isCut(JComponent part) {
        var words = text(part);
        if (words.isEmpty() || words.startsWith("<html>")) {
            return false;
        }
        var inside = SwingUtilities.calculateInnerArea(part, new Rectangle());
        var shown =
                SwingUtilities.layoutCompoundLabel(
                        part,
                        part.getFontMetrics(part.getFont()),
                        words,
                        icon(part),
                        SwingUtilities.CENTER,
                        SwingUtilities.LEFT,
                        below(part) ? SwingUtilities.BOTTOM : SwingUtilities.CENTER,
                        below(part) ? SwingUtilities.CENTER : SwingUtilities.TRAILING,
                        inside,
                        new Rectangle(),
                        new Rectangle(),
                        4);
        return !shown.equals(words);
    }

    /// Whether the words are below the icon.
    private static boolean below(JComponent part) {
        return part instanceof AbstractButton button
                && button.getHorizontalTextPosition() == SwingUtilities.CENTER;
    }

    private static String text(JComponent part) {
        var words =
                part instanceof JLabel label ? label.getText() : ((AbstractButton) part).getText();
        return words == null || (part instanceof AbstractButton it && it.getHideActionText())
                ? ""
                : words;
    }

    private static Icon icon(JComponent part) {
        return part instanceof JLabel label ? label.getIcon() : ((AbstractButton) part).getIcon();
    }
}
