package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.Container;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the grid and for styles and wildcards, which are
/// windows of their own.
final class DialogUses {
    private static final String GRID = "grid";
    private static final String WORDS = "words";

    private DialogUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        axes(all);
        grid(all);
        styles(all);
        wildcards(all);
        return all;
    }

    private static void axes(Map<String, Use> all) {
        for (var axis : List.of("x", "y", "z")) {
            all.put(
                    "grid/axis-" + axis,
                    inGrid(rig -> {
                        var combo = part(GRID, "axis-" + axis, JComboBox.class);
                        rig.click(combo);
                        rig.press(KeyEvent.VK_ESCAPE); // closes its list, not the window
                        rig.press(KeyEvent.VK_DOWN);
                        rig.until("another is chosen", () -> combo.getSelectedIndex() == 1);
                        rig.press(KeyEvent.VK_UP);
                        rig.until("none is chosen", () -> combo.getSelectedIndex() == 0);
                    }));
            all.put(
                    "grid/values-" + axis,
                    inGrid(rig -> {
                        axis(rig, axis, "Steps", "2, 3");
                        rig.until("it counts", () -> enabled("grid-make"));
                        axis(rig, axis, "Steps", "two");
                        rig.until("it is refused", () -> !enabled("grid-make"));
                        assertThat(hint()).contains("two");
                    }));
        }
        all.put(
                "grid/grid-hint",
                inGrid(rig -> {
                    assertThat(
                                    GuiActionRunner.execute(() ->
                                            part(GRID, "grid-hint", JTextComponent.class)
                                                    .isEditable()))
                            .isFalse();
                    axis(rig, "x", "Steps", "");
                    rig.until("an empty axis is a mistake", () -> !hint().isEmpty());
                    assertThat(GuiActionRunner.execute(() -> enabled("grid-make"))).isFalse();
                }));
    }

    private static void grid(Map<String, Use> all) {
        all.put(
                "grid/grid-swap",
                inGrid(rig -> {
                    axis(rig, "x", "Steps", "2, 3");
                    axis(rig, "y", "Seed", "7");
                    click(rig, GRID, "grid-swap");
                    rig.until("they change places", () -> text("values-x").equals("7"));
                    assertThat(GuiActionRunner.execute(() -> text("values-y"))).isEqualTo("2, 3");
                }));
        for (var button : List.of("grid-make", "grid-cancel")) {
            all.put("grid/" + button, inGrid(DialogUses::madeAndCancelled));
        }
        all.put("grid/grid-resume", inGrid(DialogUses::resumed));
        for (var part : List.of("grid-save", "grid-table")) {
            all.put("grid/" + part, inGrid(DialogUses::madeAndSaved));
        }
    }

    private static void madeAndCancelled(StudioRig rig) {
        axis(rig, "x", "Steps", "2, 3");
        rig.until("it can be made", () -> enabled("grid-make"));
        int jobs = rig.jobs().size();
        click(rig, GRID, "grid-make");
        rig.until("two wait", () -> rig.parts.queue().jobs().get().size() == jobs + 2);
        rig.until("it can be cancelled", () -> shows("grid-cancel"));
        click(rig, GRID, "grid-cancel");
        rig.until(
                "none waits",
                () -> rig.parts.queue().jobs().get().stream().noneMatch(it -> it.state().open()));
    }

    private static void resumed(StudioRig rig) {
        GuiActionRunner.execute(() -> rig.parts.queue().here().pause());
        axis(rig, "x", "Steps", "1, 2");
        rig.until("it can be made", () -> enabled("grid-make"));
        click(rig, GRID, "grid-make");
        rig.until("it says that the queue is paused", () -> shows("grid-resume"));
        click(rig, GRID, "grid-resume");
        rig.until("it goes on", () -> !rig.parts.queue().here().paused().get());
        rig.until("that is said no more", () -> !shows("grid-resume"));
        rig.command(Command.PAUSE);
        GuiActionRunner.execute(rig.parts.queue()::cancelAll);
    }

    private static void madeAndSaved(StudioRig rig) {
        rig.draft(r -> ControlUses.quick());
        axis(rig, "x", "Steps", "2, 3");
        rig.until("it can be made", () -> enabled("grid-make"));
        click(rig, GRID, "grid-make");
        rig.command(Command.RESUME);
        rig.untilMade("a picture is there", () -> shows("grid-save"));
        rig.untilMade("nothing runs", () -> rig.parts.queue().here().live().get().isEmpty());
        rig.command(Command.PAUSE);
        int pictures = rig.pictures().size();
        click(rig, GRID, "grid-save");
        ControlUses.untilChooser(rig);
        rig.press(KeyEvent.VK_ENTER); // a free name is written there already
        rig.until("the sheet is a file", () -> rig.pictures().size() > pictures);
        rig.until("no more is asked", () -> !ControlUses.chooserShows(rig));
        rig.click(part(GRID, "grid-table", Component.class));
        rig.until("it has the keyboard", () -> rig.focused("grid-table"));
        rig.press(KeyEvent.VK_HOME);
        rig.press(KeyEvent.VK_RIGHT);
        rig.press(KeyEvent.VK_ENTER);
        rig.command(Command.GRID); // before the canvas that shows the picture
        ControlUses.untilOpen(rig, GRID);
    }

    private static void styles(Map<String, Use> all) {
        all.put(
                "words/styles",
                inWords(rig -> {
                    click(rig, WORDS, "wildcards");
                    click(rig, WORDS, "styles");
                    rig.until("styles show", () -> shows("style-name"));
                }));
        for (var button : List.of("add", "names", "remove", "style-name")) {
            all.put("words/" + button, inWords(DialogUses::aStyleComesAndGoes));
        }
        for (var field : List.of("prompt", "negative")) {
            all.put(
                    "words/style-" + field,
                    inWords(rig -> {
                        click(rig, WORDS, "style-" + field);
                        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                        rig.type("ink on wet paper");
                        rig.until("it is kept", () -> stylesFile(rig).contains("ink on wet paper"));
                    }));
        }
        all.put(
                "words/new-style",
                rig -> {
                    Files.deleteIfExists(rig.folder().resolve("styles.csv"));
                    words(rig, "new-style", it -> named(it, "new-style", "Fresco"));
                    assertThat(stylesFile(rig)).contains("Fresco");
                });
        all.put(
                "words/other-file",
                inWords(rig -> {
                    rig.later(part(WORDS, "other-file", AbstractButton.class)::doClick);
                    ControlUses.closesChooser(rig);
                    click(rig, WORDS, "style-name"); // gives the keyboard back
                }));
        all.put(
                "words/remedy",
                inWords(rig -> {
                    mistype(rig, "__dsk__");
                    rig.until("a remedy is offered", () -> shows("remedy"));
                    click(rig, WORDS, "remedy");
                    rig.until("it is done", () -> textIn(WORDS, "style-prompt").equals("__dusk__"));
                }));
        all.put(
                "words/findings",
                inWords(rig -> {
                    mistype(rig, "(a <lora:x:1> <hypernet:y:1>");
                    rig.until("more than one is said", () -> shows("findings"));
                    click(rig, WORDS, "findings");
                    rig.until("all are listed", () -> focusIs("finding-list"));
                    rig.press(KeyEvent.VK_ESCAPE);
                }));
    }

    private static void mistype(StudioRig rig, String words) {
        click(rig, WORDS, "style-prompt");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(words);
    }

    private static void aStyleComesAndGoes(StudioRig rig) {
        named(rig, "add", "Sepia");
        rig.until("it is a style", () -> stylesFile(rig).contains("Sepia"));
        click(rig, WORDS, "style-name");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("Amber");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it has another name", () -> stylesFile(rig).contains("Amber"));
        var list = part(WORDS, "names", JList.class);
        rig.click(list);
        rig.press(KeyEvent.VK_HOME);
        rig.until("the first is chosen", () -> list.getSelectedIndex() == 0);
        rig.press(KeyEvent.VK_END);
        rig.until("the last is chosen", () -> "Amber".equals(list.getSelectedValue()));
        click(rig, WORDS, "remove");
        rig.until("it is gone", () -> !stylesFile(rig).contains("Amber"));
        rig.until("it can be brought back", () -> shows("notice-verb"));
        click(rig, WORDS, "notice-verb");
        rig.until("it is back", () -> stylesFile(rig).contains("Amber"));
        rig.until("that is said no more", () -> !shows("notice-verb"));
    }

    private static void wildcards(Map<String, Use> all) {
        all.put(
                "words/wildcards",
                wildcard(rig -> rig.until("it shows", () -> shows("wildcard-lines"))));
        all.put(
                "words/wildcard-lines",
                wildcard(rig -> {
                    click(rig, WORDS, "wildcard-lines");
                    rig.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
                    rig.type("green\n");
                    rig.until("it is kept", () -> wildcardFile(rig).contains("green"));
                }));
        all.put("words/wildcard-draw", wildcard(DialogUses::drawsAnother));
        all.put(
                "words/rename-wildcard",
                wildcard(rig -> {
                    named(rig, "rename-wildcard", "dawn");
                    rig.until("it is moved", () -> Files.exists(file(rig, "dawn.txt")));
                    assertThat(file(rig, "dusk.txt")).doesNotExist();
                }));
        all.put(
                "words/new-wildcard",
                rig -> {
                    for (var name : List.of("dusk.txt", "dawn.txt", "noon.txt")) {
                        Files.deleteIfExists(file(rig, name));
                    }
                    words(
                            rig,
                            "wildcards",
                            it -> {
                                click(it, WORDS, "wildcards");
                                it.until("none is there", () -> shows("new-wildcard"));
                                named(it, "new-wildcard", "noon");
                                it.until("it is a file", () -> Files.exists(file(it, "noon.txt")));
                            });
                });
    }

    /// Of ten lines in five places, another draw is the same once in 100,000 times.
    private static void drawsAnother(StudioRig rig) {
        var lines = IntStream.range(0, 10).mapToObj(i -> "colour" + i + "\n").toList();
        click(rig, WORDS, "wildcard-lines");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(String.join("", lines));
        rig.until("they are drawn from", () -> drawn().contains("colour"));
        var before = GuiActionRunner.execute(DialogUses::drawn);
        click(rig, WORDS, "wildcard-draw");
        rig.until("others are drawn", () -> !drawn().equals(before));
        assertThat(GuiActionRunner.execute(DialogUses::drawn)).contains("colour");
    }

    /// Event thread.
    private static String drawn() {
        var draws = part(WORDS, "wildcard-draws", Container.class);
        return Arrays.stream(draws.getComponents())
                .map(it -> ((JLabel) it).getText())
                .collect(Collectors.joining("\n"));
    }

    private static Use wildcard(Use use) {
        return inWords(rig -> {
            click(rig, WORDS, "wildcards");
            rig.until("its lines show", () -> shows("wildcard-lines"));
            use.by(rig);
        });
    }

    /// With one style and one wildcard.
    private static Use inWords(Use use) {
        return rig -> {
            Files.writeString(
                    rig.folder().resolve("styles.csv"),
                    "name,prompt,negative_prompt\nAged,old,new\n");
            Files.createDirectories(file(rig, ""));
            for (var name : List.of("dawn.txt", "noon.txt")) {
                Files.deleteIfExists(file(rig, name));
            }
            Files.writeString(file(rig, "dusk.txt"), "red\nblue\n");
            words(
                    rig,
                    "style-name",
                    it -> {
                        it.until(
                                "styles are read",
                                () -> textIn(WORDS, "style-name").equals("Aged"));
                        use.by(it);
                    });
        };
    }

    private static void words(StudioRig rig, String first, Use use) throws Exception {
        rig.command(Command.EDIT_STYLES);
        ControlUses.untilOpen(rig, WORDS);
        try {
            rig.until("its files are read", () -> shows(first));
            use.by(rig);
        } finally {
            escape(rig, WORDS);
        }
    }

    private static Use inGrid(Use use) {
        return rig -> {
            rig.command(Command.GRID);
            ControlUses.untilOpen(rig, GRID);
            try {
                use.by(rig);
            } finally {
                for (var axis : List.of("x", "y", "z")) {
                    axis(rig, axis, "None", "");
                }
                escape(rig, GRID);
            }
        };
    }

    /// The first closes a hint that may be open, then the window closes.
    private static void escape(StudioRig rig, String dialog) {
        for (int i = 0;
                i < 2 && GuiActionRunner.execute(() -> ControlUses.dialogShows(dialog));
                i++) {
            rig.press(KeyEvent.VK_ESCAPE);
        }
        rig.until("Escape closes it", () -> !ControlUses.dialogShows(dialog));
    }

    private static void axis(StudioRig rig, String axis, String name, String values) {
        JComboBox<?> combo = part(GRID, "axis-" + axis, JComboBox.class);
        int at = GuiActionRunner.execute(() -> index(combo, name));
        if (at != GuiActionRunner.execute(combo::getSelectedIndex)) {
            rig.choose(combo, at);
        }
        rig.click(part(GRID, "values-" + axis, Component.class));
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.press(KeyEvent.VK_DELETE);
        rig.type(values);
    }

    private static void named(StudioRig rig, String button, String name) {
        click(rig, WORDS, button);
        rig.until("a name is requested", () -> focusIs("new-name"));
        rig.type(name);
        rig.press(KeyEvent.VK_ENTER);
    }

    /// Event thread.
    private static int index(JComboBox<?> combo, String entry) {
        return IntStream.range(0, combo.getItemCount())
                .filter(i -> combo.getItemAt(i).equals(entry))
                .findFirst()
                .orElseThrow();
    }

    private static void click(StudioRig rig, String dialog, String name) {
        rig.click(part(dialog, name, Component.class));
    }

    /// The one that shows: styles and wildcards have buttons of the same name.
    private static <T extends Component> T part(String dialog, String name, Class<T> type) {
        return ControlUses.inDialog(dialog, name, type);
    }

    /// Event thread.
    private static boolean shows(String name) {
        return Arrays.stream(Window.getWindows())
                .filter(it -> it.isShowing() && it instanceof JDialog)
                .anyMatch(it ->
                        ComponentFinder.first(
                                        it, part -> name.equals(part.getName()) && part.isShowing())
                                .isPresent());
    }

    private static boolean focusIs(String name) {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        return owner != null && name.equals(owner.getName());
    }

    private static boolean enabled(String name) {
        return part(GRID, name, Component.class).isEnabled();
    }

    private static String hint() {
        return text("grid-hint");
    }

    private static String text(String name) {
        return textIn(GRID, name);
    }

    private static String textIn(String dialog, String name) {
        return part(dialog, name, JTextComponent.class).getText();
    }

    private static Path file(StudioRig rig, String wildcard) {
        return rig.folder().resolve("wildcards").resolve(wildcard);
    }

    private static String wildcardFile(StudioRig rig) {
        return read(file(rig, "dusk.txt"));
    }

    private static String stylesFile(StudioRig rig) {
        return read(rig.folder().resolve("styles.csv"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
