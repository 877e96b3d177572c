package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Accent;
import dev.atelier.app.ui.Motion;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Point;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the pages with models and settings.
final class PageUses {
    /// Files that take a second to read or two.
    private static final int MANY = 6000;

    private PageUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        look(all);
        files(all);
        for (var section : List.of("look", "files", "models", "card", "keys")) {
            all.put("section-" + section, settings(rig -> goesTo(rig, section)));
        }
        all.put("card-again", settings(PageUses::looksForACard));
        // Without a card they are not there; GraphicsCardFlowsTest uses them with one.
        for (var name :
                List.of(
                        "card-fetch",
                        "card-folder",
                        "card-progress",
                        "card-stop",
                        "device",
                        "device-memory")) {
            all.put(
                    name,
                    settings(rig ->
                            rig.until(
                                    "it is not there without a card",
                                    () ->
                                            rig.any("card-again").isEnabled()
                                                    && !rig.any(name).isShowing())));
        }
        models(all);
        return all;
    }

    /// The rig has no card; one that is found is in [GraphicsCardFlowsTest].
    private static void looksForACard(StudioRig rig) {
        rig.until("it has looked", () -> rig.any("card-again").isEnabled());
        rig.click("card-again");
        rig.until(
                "and looks again",
                () ->
                        rig.any("card-again").isEnabled()
                                && !rig.any("card-fetch").isShowing()
                                && !rig.any("device").isShowing());
    }

    private static Use on(Command page, Use use) {
        return rig -> {
            rig.command(page);
            use.by(rig);
        };
    }

    private static void theme(Map<String, Use> all) {
        all.put(
                "theme",
                settings(rig -> {
                    choose(rig, "theme", 1);
                    rig.until("it is light", () -> ThemeColors.color("bg.panel").getRed() > 200);
                    choose(rig, "theme", 2);
                    rig.until("it is dark", () -> ThemeColors.color("bg.panel").getRed() < 60);
                    rig.find("theme", JComponent.class).requestFocusInWindow();
                    rig.until("it has the keyboard", () -> rig.focused("theme"));
                    rig.press(KeyEvent.VK_UP);
                    rig.until(
                            "a key goes back", () -> ThemeColors.color("bg.panel").getRed() > 200);
                    rig.press(KeyEvent.VK_DOWN);
                    rig.until("and on", () -> ThemeColors.color("bg.panel").getRed() < 60);
                }));
    }

    private static void look(Map<String, Use> all) {
        theme(all);
        for (var accent : Accent.values()) {
            all.put(
                    "accent " + accent.name(),
                    settings(rig -> {
                        rig.click("accent " + accent.name());
                        rig.until(
                                "it is chosen",
                                () ->
                                        rig.find("accent " + accent.name(), AbstractButton.class)
                                                .isSelected());
                    }));
        }
        all.put(
                "language",
                settings(rig -> {
                    choose(rig, "language", 1);
                    rig.until("menus are Chinese", () -> rig.menu(0).equals("文件"));
                    rig.command(Command.SHOW_SETTINGS);
                    choose(rig, "language", 0);
                    rig.until("menus are English", () -> rig.menu(0).equals("File"));
                }));
        all.put(
                "scale",
                settings(rig -> {
                    choose(rig, "scale", 3);
                    rig.until("it is kept", () -> kept(rig).contains("scale=150\n"));
                    choose(rig, "scale", 0);
                    rig.until("and the desktop's again", () -> kept(rig).contains("scale=0\n"));
                }));
        all.put("settings-search", settings(PageUses::search));
        for (var held : List.of("ALONE", "CTRL", "CTRL_SHIFT", "ALT")) {
            all.put("map-" + held, settings(rig -> mapsKeys(rig, held)));
        }
        all.put(
                "motion",
                settings(rig -> {
                    assertThat(GuiActionRunner.execute(Motion::reduced)).isFalse();
                    rig.click("motion");
                    rig.until("nothing moves by itself", Motion::reduced);
                    assertThat(blink(rig, "filter")).isZero();
                    rig.click("motion");
                    rig.until("it does again", () -> !Motion.reduced());
                    assertThat(blink(rig, "filter")).isPositive();
                }));
    }

    /// By its name, by another word for it, by a command's key, and by what nothing is called.
    private static void search(StudioRig rig) {
        rig.until(
                "the section in view is marked when the page opens",
                () -> rig.find("section-look", AbstractButton.class).isSelected());
        rig.enter("settings-search", "animation");
        rig.until("it alone is left", () -> shown(rig, "motion") && !shown(rig, "language"));
        assertThat(shown(rig, "heading-look")).isTrue();
        assertThat(shown(rig, "heading-keys")).isFalse();
        rig.enter("settings-search", "ctrl+k");
        rig.until("the key is left", () -> shown(rig, "key-palette") && !shown(rig, "motion"));
        assertThat(GuiActionRunner.execute(() -> sectionName(rig, "keys"))).isEqualTo("Keys 1");
        assertThat(GuiActionRunner.execute(() -> sectionName(rig, "look"))).isEqualTo("Look 0");
        assertThat(shown(rig, "heading-files")).isFalse();
        rig.enter("settings-search", "palette");
        rig.until("it alone is left", () -> shown(rig, "key-palette") && !shown(rig, "key-undo"));
        rig.enter("settings-search", "xyzzy");
        rig.until("no key is left", () -> !shown(rig, "heading-keys"));
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.press(KeyEvent.VK_BACK_SPACE);
        rig.until("all are back", () -> shown(rig, "motion") && shown(rig, "language"));
        assertThat(shown(rig, "key-palette")).isTrue();
        assertThat(GuiActionRunner.execute(() -> sectionName(rig, "keys"))).isEqualTo("Keys");
    }

    /// In a window that is too narrow for the map it is there all the same.
    private static void mapsKeys(StudioRig rig, String held) {
        rig.pressButton("map-" + held);
        rig.until("it says how many are used", () -> mapped(rig).matches(".*: \\d+ used"));
        rig.pressButton("map-CTRL");
        assertThat(GuiActionRunner.execute(() -> mapped(rig))).doesNotContain(": 0 used");
    }

    private static String mapped(StudioRig rig) {
        return Arrays.stream(rig.any("keyboard-map").getComponents())
                .map(it -> it.getAccessibleContext().getAccessibleDescription())
                .filter(it -> it != null && it.contains("used"))
                .findFirst()
                .orElse("");
    }

    /// As it is read out.
    private static String sectionName(StudioRig rig, String section) {
        return rig.any("section-" + section).getAccessibleContext().getAccessibleName();
    }

    private static boolean shown(StudioRig rig, String name) {
        return ControlUses.isShowing(rig, name);
    }

    private static int blink(StudioRig rig, String field) {
        var found = rig.any(field, JTextComponent.class);
        return GuiActionRunner.execute(() -> found.getCaret().getBlinkRate());
    }

    /// The settings as they are on disk.
    private static String kept(StudioRig rig) {
        try {
            return Files.readString(rig.folder().resolve("settings.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Away from it first, so that it has to scroll.
    private static void goesTo(StudioRig rig, String section) {
        rig.click(section.equals("look") ? "section-keys" : "section-look");
        rig.click("section-" + section);
        rig.until(
                "it is marked",
                () -> rig.find("section-" + section, AbstractButton.class).isSelected());
        rig.until(
                "its heading is seen",
                () -> !rig.find("heading-" + section, JComponent.class).getVisibleRect().isEmpty());
    }

    static Use settings(Use use) {
        return on(Command.SHOW_SETTINGS, use);
    }

    private static void choose(StudioRig rig, String name, int index) {
        rig.choose(rig.find(name, JComboBox.class), index);
    }

    private static void files(Map<String, Use> all) {
        all.put("folder", settings(PageUses::showsThePlaceOfPictures));
        all.put("choose-folder", settings(rig -> chooserOpens(rig, "choose-folder")));
        all.put("settings-add-folder", settings(rig -> chooserOpens(rig, "settings-add-folder")));
        all.put(
                "pattern",
                settings(rig -> {
                    var before = rig.text("pattern");
                    rig.enter("pattern", "[seed]-x");
                    rig.until("it is kept", () -> kept(rig).contains("pattern=[seed]-x\n"));
                    assertThat(rig.text("pattern")).isEqualTo("[seed]-x");
                    rig.enter("pattern", before);
                    rig.until("and the old one", () -> !kept(rig).contains("[seed]-x"));
                }));
    }

    /// Only shows it: the button beside it chooses another.
    private static void showsThePlaceOfPictures(StudioRig rig) {
        var field = rig.find("folder", JTextComponent.class);
        assertThat(GuiActionRunner.execute(field::isEditable)).isFalse();
        assertThat(rig.text("folder")).endsWith("pictures");
    }

    /// The desktop's own chooser; Escape closes it.
    private static void chooserOpens(StudioRig rig, String button) {
        rig.pressButtonLater(button);
        ControlUses.closesChooser(rig);
    }

    private static void models(Map<String, Use> all) {
        all.put("filter", models(PageUses::filters));
        all.put("show-all-models", models(PageUses::filters));
        all.put("add-folder", models(rig -> chooserOpens(rig, "add-folder")));
        all.put("rescan", models(rig -> findsANewFile(rig, () -> rig.click("rescan"))));
        all.put(
                "command:rescan",
                models(rig -> findsANewFile(rig, () -> rig.press(KeyEvent.VK_F5))));
        sorts(all);
        all.put("kind-all", models(PageUses::kinds));
        covers(all);
        all.put("kind-checkpoint", models(PageUses::kinds));
        all.put(
                "kind-lora",
                models(rig -> {
                    rig.until("all are listed", () -> names(rig).size() == 4);
                    rig.click("kind-lora");
                    rig.until("LoRAs are listed", () -> names(rig).equals(List.of("ink")));
                    rig.click("kind-all");
                    rig.until("all are", () -> names(rig).size() == 4);
                }));
        all.put("kinds", models(PageUses::kindsInANarrowWindow));
        all.put("stop-reading", models(PageUses::stopsReading));
        all.put("remove-folder", models(rig -> removes(rig, "remove-folder")));
        all.put("settings-remove-folder", settings(rig -> removes(rig, "settings-remove-folder")));
        all.put("models", models(PageUses::chooses));
        all.put(
                "model-details",
                models(rig -> {
                    var frame = rig.frame.target();
                    var wide = GuiActionRunner.execute(() -> frame.getSize());
                    GuiActionRunner.execute(() -> frame.setSize(1000, wide.height));
                    select(rig);
                    rig.until("there is a bar", () -> ControlUses.isShowing(rig, "model-details"));
                    boolean open = ControlUses.isShowing(rig, "model-facts");
                    rig.click("model-details");
                    rig.until(
                            "the details come or go",
                            () -> ControlUses.isShowing(rig, "model-facts") != open);
                    rig.click("model-details");
                    rig.until("and back", () -> ControlUses.isShowing(rig, "model-facts") == open);
                    GuiActionRunner.execute(() -> frame.setSize(wide));
                }));
        all.put(
                "use-model",
                models(rig -> {
                    select(rig);
                    rig.click("use-model");
                    rig.until("Create shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
        modelActions(all);
    }

    private static void covers(Map<String, Use> all) {
        for (var shape : List.of("choice-false", "choice-true")) {
            all.put(shape, models(rig -> asCovers(rig, () -> {})));
        }
        all.put(
                "model-covers",
                models(rig ->
                        asCovers(
                                rig,
                                () -> {
                                    var grid = rig.find("model-covers", CoverGrid.class);
                                    rig.click("model-covers");
                                    rig.press(KeyEvent.VK_HOME);
                                    rig.press(KeyEvent.VK_F2);
                                    rig.until("a label", () -> rig.focused("model-label"));
                                    rig.type("My own");
                                    rig.press(KeyEvent.VK_ENTER);
                                    rig.until(
                                            "it is shown",
                                            () ->
                                                    grid.tiles().stream()
                                                            .anyMatch(it ->
                                                                    it.title().equals("My own")));
                                    rig.until("keys go on", () -> rig.focused("model-covers"));
                                })));
        all.put(
                "model-order",
                models(rig ->
                        asCovers(
                                rig,
                                () -> {
                                    var box = rig.find("model-order", JComboBox.class);
                                    rig.choose(box, 1);
                                    rig.choose(box, 0);
                                })));
        all.put(
                "family-SD-1",
                models(rig -> {
                    rig.click("family-SD-1");
                    rig.until("one is of it", () -> names(rig).equals(List.of("starter")));
                    rig.click("family-SD-1");
                    rig.until("all are listed", () -> names(rig).size() == 4);
                }));
    }

    private static void chooses(StudioRig rig) {
        select(rig);
        rig.until("its file can be shown", () -> rig.any("show-model-file").isEnabled());
        rig.press(KeyEvent.VK_F2);
        rig.until("a label is requested", () -> rig.focused("model-label"));
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("keys go on", () -> rig.focused("models"));
    }

    private static void asCovers(StudioRig rig, Runnable action) {
        rig.click("choice-false");
        rig.until("covers show", () -> ControlUses.isShowing(rig, "model-covers"));
        action.run();
        rig.click("choice-true");
        rig.until("rows show", () -> ControlUses.isShowing(rig, "models"));
    }

    /// The files of the folder are damaged or small: they have neither family nor size of picture.
    private static void sorts(Map<String, Use> all) {
        var up = List.of("a-broken", "b-broken", "ink", "starter");
        for (var column : List.of("NAME", "FAMILY", "TRAINED", "SIZE")) {
            all.put(
                    "sort-" + column,
                    models(rig -> {
                        rig.until("all are listed", () -> names(rig).size() == 4);
                        if (!column.equals("NAME")) {
                            rig.click("sort-" + column);
                        }
                        rig.until("the least is first", () -> names(rig).equals(up));
                        rig.click("sort-" + column);
                        rig.until("the greatest is first", () -> names(rig).equals(up.reversed()));
                        rig.click("sort-NAME");
                        rig.until("by name again", () -> names(rig).equals(up));
                    }));
        }
    }

    /// Event thread.
    private static List<String> names(StudioRig rig) {
        var rows = rig.find("models", JList.class).getModel();
        return IntStream.range(0, rows.getSize())
                .mapToObj(i -> ((ModelRow) rows.getElementAt(i)).name())
                .toList();
    }

    private static void findsANewFile(StudioRig rig, Runnable look) throws IOException {
        rig.until("all are listed", () -> names(rig).size() == 4);
        var file = modelFolder(rig).resolve("c-new.safetensors");
        Files.writeString(file, "damaged too");
        look.run();
        rig.until("the new one is listed", () -> names(rig).contains("c-new"));
        Files.delete(file);
        look.run();
        rig.until("and no longer", () -> !names(rig).contains("c-new"));
    }

    static Path modelFolder(StudioRig rig) {
        return rig.folder().resolve("more-models");
    }

    private static void kinds(StudioRig rig) {
        rig.until("all are listed", () -> names(rig).size() == 4);
        rig.click("kind-checkpoint");
        rig.until("checkpoints are listed", () -> names(rig).contains("starter"));
        rig.click("kind-all");
        rig.until("all are listed again", () -> names(rig).size() == 4);
    }

    private static void kindsInANarrowWindow(StudioRig rig) {
        var frame = rig.frame.target();
        var wide = GuiActionRunner.execute(() -> frame.getSize());
        GuiActionRunner.execute(() -> frame.setSize(1000, wide.height));
        rig.until("a list takes the column's place", () -> ControlUses.isShowing(rig, "kinds"));
        var box = rig.find("kinds", JComboBox.class);
        int last = GuiActionRunner.execute(box::getItemCount) - 1;
        rig.choose(box, last);
        rig.choose(box, 0);
        rig.until("all are listed", () -> names(rig).size() == 4);
        GuiActionRunner.execute(() -> frame.setSize(wide));
        rig.until("it is wide again", () -> !ControlUses.isShowing(rig, "kinds"));
    }

    /// Of a folder with so many files that there is time to.
    private static void stopsReading(StudioRig rig) throws IOException {
        var many = Files.createDirectory(rig.folder().resolve("many"));
        for (int i = 0; i < MANY; i++) {
            Files.writeString(many.resolve("m" + i + ".safetensors"), "damaged");
        }
        var folders = GuiActionRunner.execute(() -> rig.parts.folders());
        try {
            rig.later(() -> folders.add(many));
            rig.until("it reads", () -> ControlUses.isShowing(rig, "stop-reading"));
            rig.click("stop-reading");
            rig.until("it has stopped", () -> !ControlUses.isShowing(rig, "stop-reading"));
            assertThat(GuiActionRunner.execute(() -> names(rig)).size()).isLessThan(MANY);
        } finally {
            rig.later(() -> folders.remove(many));
            rig.until("all others are listed", () -> names(rig).size() == 4);
        }
    }

    private static void removes(StudioRig rig, String button) {
        rig.click(button);
        var folders = GuiActionRunner.execute(() -> rig.parts.folders());
        rig.until("it is no folder of models", () -> folders.all().get().isEmpty());
        rig.until("its button is gone", () -> !ControlUses.isShowing(rig, button));
        rig.later(() -> folders.add(modelFolder(rig)));
        rig.until("it is one again", () -> ControlUses.isShowing(rig, button));
    }

    private static void modelActions(Map<String, Use> all) {
        all.put(
                "copy-path",
                models(rig -> {
                    select(rig);
                    rig.click("copy-path");
                    assertThat((String) ControlUses.clipboard(DataFlavor.stringFlavor))
                            .endsWith("starter.safetensors");
                }));
        all.put(
                "model-licence",
                models(rig -> {
                    select(rig);
                    rig.enter("model-licence", "CC0, by hand");
                    rig.until(
                            "it is kept",
                            () ->
                                    rig.studio
                                            .context()
                                            .settings()
                                            .get(
                                                    StudioSettings.MODEL_LICENCE.of(
                                                            "checkpoint.starter"))
                                            .equals("CC0, by hand"));
                }));
        all.put(
                "show-model-file",
                models(rig -> {
                    select(rig);
                    rig.click("show-model-file");
                    rig.until(
                            "it is opened, or its place said",
                            () -> ControlUses.toast(rig).contains("starter.safetensors"));
                }));
        all.put(
                "about-text",
                models(rig -> {
                    select(rig);
                    var text = (JTextComponent) rig.any("about-text");
                    assertThat(GuiActionRunner.execute(text::isEditable)).isFalse();
                }));
        all.put(
                "use-model-bar",
                models(rig -> {
                    select(rig);
                    rig.pressButton("use-model-bar");
                    rig.until("Create shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
    }

    /// Finds nothing by a word, then all again by the button that says so.
    private static void filters(StudioRig rig) {
        rig.enter("filter", "nothing is called that");
        rig.until("none is listed", () -> size(rig) == 0);
        rig.click("show-all-models");
        rig.until("all are listed", () -> size(rig) > 0);
    }

    static Use models(Use use) {
        return on(Command.SHOW_MODELS, use);
    }

    private static void select(StudioRig rig) {
        select(rig, "starter");
    }

    /// Chooses a model of the list.
    static void select(StudioRig rig, String name) {
        rig.until(name + " is listed", () -> names(rig).contains(name));
        JList<?> rows = rig.find("models", JList.class);
        int at = GuiActionRunner.execute(() -> names(rig).indexOf(name)).intValue();
        rig.input()
                .click(
                        rows,
                        GuiActionRunner.execute(() -> {
                            var cell = rows.getCellBounds(at, at);
                            return new Point(cell.x + 60, (int) cell.getCenterY());
                        }));
        rig.until("it is chosen", () -> rows.getSelectedIndex() == at);
    }

    private static int size(StudioRig rig) {
        return rig.find("models", JList.class).getModel().getSize();
    }
}
