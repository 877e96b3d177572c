package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.look.Accent;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the pages with models and settings.
final class PageUses {
    private PageUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        look(all);
        files(all);
        keys(all);
        models(all);
        return all;
    }

    private static Use on(Command page, Use use) {
        return rig -> {
            rig.command(page);
            use.by(rig);
        };
    }

    private static void look(Map<String, Use> all) {
        all.put(
                "theme",
                settings(rig -> {
                    choose(rig, "theme", 1);
                    rig.until("it is light", () -> ThemeColors.color("bg.panel").getRed() > 200);
                    choose(rig, "theme", 2);
                    rig.until("it is dark", () -> ThemeColors.color("bg.panel").getRed() < 60);
                }));
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
                    assertThat(
                                    GuiActionRunner.execute(() ->
                                            rig.find("scale", JComboBox.class).getSelectedIndex()))
                            .isEqualTo(3);
                    choose(rig, "scale", 0);
                }));
        all.put(
                "motion",
                settings(rig -> {
                    rig.click("motion");
                    rig.click("motion");
                }));
    }

    private static Use settings(Use use) {
        return on(Command.SHOW_SETTINGS, use);
    }

    private static void choose(StudioRig rig, String name, int index) {
        GuiActionRunner.execute(() -> rig.find(name, JComboBox.class).setSelectedIndex(index));
    }

    private static void files(Map<String, Use> all) {
        all.put("folder", settings(PageUses::showsThePlaceOfPictures));
        all.put("choose-folder", settings(rig -> chooserOpens(rig, "choose-folder")));
        all.put("settings-add-folder", settings(rig -> chooserOpens(rig, "settings-add-folder")));
        all.put(
                "pattern",
                settings(rig -> {
                    var field = rig.find("pattern", JTextComponent.class);
                    var before = GuiActionRunner.execute(() -> field.getText());
                    GuiActionRunner.execute(() -> field.setText("[seed]"));
                    GuiActionRunner.execute(() -> field.setText(before));
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
        rig.until("a chooser is open", () -> ControlUses.anyDialogShows());
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape closes it", () -> !ControlUses.anyDialogShows());
    }

    private static void keys(Map<String, Use> all) {
        for (var command : Command.values()) {
            var id = command.name().toLowerCase(Locale.ROOT).replace('_', '-');
            all.put(
                    "key-" + id,
                    settings(rig -> {
                        if (command == Command.PAUSE) {
                            aClashIsAskedAbout(rig);
                        } else {
                            aKeyIsTakenAndPutBack(rig, command, id);
                        }
                    }));
        }
        all.put(
                "keys-reset-all",
                settings(rig -> {
                    rekey(rig, "about", KeyEvent.VK_F9);
                    rig.until("it is taken", () -> key(rig, Command.ABOUT).equals("F9"));
                    rig.click("keys-reset-all");
                    rig.until("it is back", () -> key(rig, Command.ABOUT).isEmpty());
                }));
    }

    private static void aKeyIsTakenAndPutBack(StudioRig rig, Command command, String id) {
        var before = GuiActionRunner.execute(() -> key(rig, command));
        rekey(rig, id, KeyEvent.VK_F9);
        rig.until("it is taken", () -> key(rig, command).equals("F9"));
        rig.click("key-reset-" + id);
        rig.until("it is back", () -> key(rig, command).equals(before));
    }

    private static void aClashIsAskedAbout(StudioRig rig) {
        rekey(rig, "pause", KeyEvent.VK_F5);
        rig.until("it is asked", () -> ControlUses.isShowing(rig, "key-keep"));
        rig.click("key-keep");
        assertThat(GuiActionRunner.execute(() -> key(rig, Command.PAUSE))).isEmpty();
        rekey(rig, "pause", KeyEvent.VK_F5);
        rig.until("it is asked again", () -> ControlUses.isShowing(rig, "key-give"));
        rig.click("key-give");
        rig.until("it is given", () -> key(rig, Command.PAUSE).equals("F5"));
        assertThat(GuiActionRunner.execute(() -> key(rig, Command.RESCAN))).isEmpty();
        rig.click("keys-reset-all");
        rig.until("all are back", () -> key(rig, Command.RESCAN).equals("F5"));
    }

    private static void rekey(StudioRig rig, String id, int code) {
        rig.click("key-" + id);
        rig.press(code);
    }

    private static String key(StudioRig rig, Command command) {
        return rig.studio.commands().keyText(command).get();
    }

    private static void models(Map<String, Use> all) {
        all.put("filter", models(PageUses::filters));
        all.put("show-all-models", models(PageUses::filters));
        all.put("add-folder", models(rig -> chooserOpens(rig, "add-folder")));
        all.put(
                "rescan",
                models(rig -> {
                    rig.click("rescan");
                    rig.until("all are listed", () -> size(rig) > 0);
                }));
        for (var column : List.of("NAME", "FAMILY", "TRAINED", "SIZE")) {
            all.put("sort-" + column, models(rig -> rig.pressButton("sort-" + column)));
        }
        all.put("kind-all", models(rig -> rig.pressButton("kind-all")));
        all.put("kind-checkpoint", models(rig -> rig.pressButton("kind-checkpoint")));
        all.put(
                "kinds",
                models(rig -> {
                    var box = rig.robot().finder().findByName("kinds", JComboBox.class, false);
                    GuiActionRunner.execute(() -> box.setSelectedIndex(0));
                    rig.until("all are listed", () -> size(rig) > 0);
                }));
        all.put(
                "stop-reading", // ModelsModelTest has a scan that can be stopped
                models(rig -> {
                    select(rig);
                    rig.until("nothing is read", () -> !ControlUses.isShowing(rig, "stop-reading"));
                }));
        all.put(
                "models",
                models(rig -> {
                    select(rig);
                    rig.until(
                            "its file can be shown", () -> rig.any("show-model-file").isEnabled());
                }));
        all.put(
                "model-details",
                models(rig -> {
                    select(rig);
                    rig.pressButton("model-details");
                    rig.pressButton("model-details");
                }));
        all.put(
                "use-model",
                models(rig -> {
                    select(rig);
                    rig.pressButton("use-model");
                    rig.until("Create shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
        modelActions(all);
    }

    private static void modelActions(Map<String, Use> all) {
        all.put(
                "copy-path",
                models(rig -> {
                    select(rig);
                    rig.pressButton("copy-path");
                    assertThat((String) ControlUses.clipboard(DataFlavor.stringFlavor))
                            .endsWith("starter.safetensors");
                }));
        all.put(
                "show-model-file",
                models(rig -> {
                    select(rig);
                    rig.pressButton("show-model-file");
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
        var field = rig.find("filter", JTextComponent.class);
        GuiActionRunner.execute(() -> field.setText("nothing is called that"));
        rig.until("none is listed", () -> size(rig) == 0);
        rig.click("show-all-models");
        rig.until("all are listed", () -> size(rig) > 0);
    }

    private static Use models(Use use) {
        return on(Command.SHOW_MODELS, use);
    }

    private static void select(StudioRig rig) {
        rig.until("the starter is listed", () -> size(rig) > 0);
        GuiActionRunner.execute(() -> rig.find("models", JList.class).setSelectedIndex(0));
    }

    private static int size(StudioRig rig) {
        return rig.find("models", JList.class).getModel().getSize();
    }
}
