package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.shell.Command;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the keys of commands in the settings.
final class KeyUses {
    private KeyUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        for (var command : Command.values()) {
            var id = command.name().toLowerCase(Locale.ROOT).replace('_', '-');
            all.put(
                    "key-" + id,
                    PageUses.settings(rig -> {
                        if (command == Command.PAUSE) {
                            aClashIsAskedAbout(rig);
                        } else {
                            aKeyIsTakenAndPutBack(rig, command, id);
                        }
                    }));
        }
        for (var show : List.of("ALL", "CHANGED", "CONFLICT")) {
            all.put("choice-" + show, PageUses.settings(rig -> keysAreListed(rig, show)));
        }
        all.put(
                "keys-undo",
                PageUses.settings(rig -> {
                    rekey(rig, "about", KeyEvent.VK_F9);
                    rig.until("it is taken", () -> key(rig, Command.ABOUT).equals("F9"));
                    rig.click("keys-undo");
                    rig.until("it is back", () -> key(rig, Command.ABOUT).isEmpty());
                }));
        all.put(
                "keys-reset-all",
                PageUses.settings(rig -> {
                    rekey(rig, "about", KeyEvent.VK_F9);
                    rig.until("it is taken", () -> key(rig, Command.ABOUT).equals("F9"));
                    rig.click("keys-reset-all");
                    rig.until("it is back", () -> key(rig, Command.ABOUT).isEmpty());
                }));
        return all;
    }

    /// No key is changed or given twice: see KeyPageFlowsTest for those that are.
    private static void keysAreListed(StudioRig rig, String show) {
        rig.click("choice-" + show);
        boolean all = show.equals("ALL");
        rig.until("which", () -> ControlUses.isShowing(rig, "key-generate") == all);
        assertThat(rig.isOn("choice-" + show)).isTrue();
        rig.click("choice-ALL");
        rig.until("all again", () -> ControlUses.isShowing(rig, "key-generate"));
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
        return rig.studio.context().commands().keyText(command).get();
    }
}
