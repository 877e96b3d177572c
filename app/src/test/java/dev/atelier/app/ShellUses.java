package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.queue.Job;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.AbstractButton;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the window around the views: its commands,
/// palette, queue, settings and models.
final class ShellUses {
    private ShellUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        commands(all);
        queue(all);
        return all;
    }

    private static void commands(Map<String, Use> all) {
        all.put(
                "command:palette",
                rig -> {
                    rig.press(KeyEvent.VK_K, KeyEvent.VK_CONTROL);
                    rig.until("it is open", () -> rig.focused("palette"));
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("Escape closes it", () -> !rig.focused("palette"));
                });
        for (var view : List.of("models", "settings")) {
            var command = view.equals("models") ? Command.SHOW_MODELS : Command.SHOW_SETTINGS;
            all.put(
                    "command:show-" + view,
                    rig -> {
                        rig.command(command);
                        rig.until("it shows", () -> !ControlUses.isShowing(rig, "view-create"));
                    });
        }
        all.put(
                "command:show-create",
                rig -> {
                    rig.command(Command.SHOW_SETTINGS);
                    rig.command(Command.SHOW_CREATE);
                    rig.until("it shows", () -> ControlUses.isShowing(rig, "view-create"));
                });
        all.put(
                "command:light",
                rig -> {
                    rig.command(Command.LIGHT);
                    rig.until("it is light", () -> ThemeColors.color("bg.panel").getRed() > 200);
                    rig.command(Command.DARK);
                });
        all.put(
                "command:dark",
                rig -> {
                    rig.command(Command.LIGHT);
                    rig.command(Command.DARK);
                    rig.until("it is dark", () -> ThemeColors.color("bg.panel").getRed() < 60);
                });
        all.put(
                "command:as-desktop",
                rig -> {
                    rig.command(Command.AS_DESKTOP);
                    rig.until("it is noted", () -> rig.selected(Command.AS_DESKTOP));
                    assertThat(GuiActionRunner.execute(() -> rig.selected(Command.DARK))).isFalse();
                    rig.command(Command.DARK);
                });
        all.put(
                "command:show-pictures",
                rig -> {
                    rig.command(Command.SHOW_PICTURES);
                    rig.until(
                            "it is opened, or its place said",
                            () -> ControlUses.toast(rig).contains("pictures"));
                    assertThat(rig.folder().resolve("pictures")).isDirectory();
                });
        windowCommands(all);
    }

    private static void windowCommands(Map<String, Use> all) {
        all.put(
                "command:about",
                rig -> {
                    rig.command(Command.ABOUT);
                    rig.until("it is said", () -> ControlUses.isShowing(rig, "toast"));
                });
        all.put(
                "command:grid",
                rig -> {
                    rig.press(KeyEvent.VK_G, KeyEvent.VK_CONTROL);
                    ControlUses.untilOpen(rig, "grid");
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("Escape closes it", () -> !ControlUses.dialogShows("grid"));
                });
        all.put("command:quit", ShellUses::quitAsksFirst);
    }

    /// While a picture is made. EveryControlTest ends with the one that needs no question.
    private static void quitAsksFirst(StudioRig rig) {
        isBusy(rig);
        rig.later(() -> rig.command(Command.QUIT));
        ControlUses.untilOpen(rig, "ask");
        rig.click(ControlUses.inDialog("ask", "ask-no", AbstractButton.class));
        rig.until("the question is closed", () -> !ControlUses.dialogShows("ask"));
        assertThat(rig.frame.target().isShowing()).isTrue();
        rig.later(() -> rig.command(Command.QUIT));
        ControlUses.untilOpen(rig, "ask");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape closes it", () -> !ControlUses.dialogShows("ask"));
        assertThat(rig.frame.target().isShowing()).isTrue();
        assertThat(GuiActionRunner.execute(() -> rig.parts.queue().here().live().get()))
                .isPresent();
        rig.command(Command.CANCEL);
        rig.until("it has ended", () -> rig.parts.queue().here().live().get().isEmpty());
    }

    /// A picture is made that takes long.
    private static void isBusy(StudioRig rig) {
        rig.draft(r -> ControlUses.quick().withSampling(r.sampling().withSteps(5000)));
        rig.command(Command.RESUME);
        rig.command(Command.GENERATE);
        rig.untilMade(
                "it makes steps",
                () ->
                        rig.parts.queue().here().live().get().stream()
                                .anyMatch(live -> live.progress().isPresent()));
    }

    private static void queue(Map<String, Use> all) {
        for (var command : List.of(Command.SKIP, Command.INTERRUPT, Command.CANCEL)) {
            all.put(
                    "command:" + command.name().toLowerCase(Locale.ROOT),
                    rig -> {
                        isBusy(rig);
                        rig.command(command);
                        rig.until(
                                "it has ended",
                                () -> rig.parts.queue().here().live().get().isEmpty());
                    });
        }
        all.put(
                "command:pause",
                rig -> {
                    rig.command(Command.RESUME);
                    rig.command(Command.PAUSE);
                    assertThat(
                                    GuiActionRunner.execute(
                                            () -> rig.parts.queue().here().paused().get()))
                            .isTrue();
                });
        all.put(
                "command:pause-and-free",
                rig -> {
                    rig.command(Command.RESUME);
                    rig.command(Command.PAUSE_AND_FREE);
                    assertThat(
                                    GuiActionRunner.execute(
                                            () -> rig.parts.queue().here().paused().get()))
                            .isTrue();
                });
        all.put(
                "command:resume",
                rig -> {
                    rig.command(Command.RESUME);
                    assertThat(
                                    GuiActionRunner.execute(
                                            () -> rig.parts.queue().here().paused().get()))
                            .isFalse();
                });
        all.put(
                "queue-resume",
                rig -> {
                    rig.click("queue-resume");
                    rig.until("it goes on", () -> !rig.parts.queue().here().paused().get());
                });
        all.put(
                "queue-pause",
                rig -> {
                    rig.command(Command.RESUME);
                    rig.click("queue-pause");
                    rig.until("it is paused", () -> rig.parts.queue().here().paused().get());
                });
        queueControls(all);
    }

    private static void queueControls(Map<String, Use> all) {
        all.put(
                "command:fold-queue",
                rig -> {
                    rig.press(KeyEvent.VK_J, KeyEvent.VK_CONTROL);
                    rig.until("one line is left", () -> height(rig) == 32);
                    rig.press(KeyEvent.VK_J, KeyEvent.VK_CONTROL);
                    rig.until("the rows are back", () -> height(rig) == 200);
                });
        all.put(
                "queue-fold",
                rig -> {
                    rig.click("queue-fold");
                    rig.until("one line is left", () -> height(rig) == 32);
                    rig.click("queue-fold");
                    rig.until("the rows are back", () -> height(rig) == 200);
                });
        all.put(
                "queue-height",
                rig -> {
                    var grip = rig.any("queue-height");
                    rig.input().drag(grip, new Point(60, 2), new Point(60, -40));
                    rig.until("it is higher", () -> height(rig) > 228 && height(rig) < 248);
                    rig.press(KeyEvent.VK_ESCAPE);
                    GuiActionRunner.execute(() -> rig.any("queue-height").requestFocus());
                    rig.until("it has the keyboard", () -> rig.any("queue-height").isFocusOwner());
                    int before = GuiActionRunner.execute(() -> height(rig));
                    rig.press(KeyEvent.VK_UP);
                    rig.until("a row more", () -> height(rig) == before + 40);
                    for (int i = 0; i < 10; i++) {
                        rig.press(KeyEvent.VK_DOWN);
                    }
                    rig.until("a row and the bar's room", () -> height(rig) == 120);
                    rig.click(grip);
                    rig.click(grip);
                    rig.until("the usual height", () -> height(rig) == 200);
                });
        chosenRows(all);
        all.put(
                "queue-cancel-all",
                rig -> {
                    rig.command(Command.GENERATE);
                    rig.click("queue-cancel-all");
                    rig.until(
                            "nothing waits",
                            () ->
                                    rig.parts.queue().jobs().get().stream()
                                            .noneMatch(job -> job.state().open()));
                });
        all.put(
                "queue-problem-close", // the queue file was no queue, see EveryControlTest
                rig -> {
                    assertThat(ControlUses.isShowing(rig, "queue-problem-close")).isTrue();
                    rig.click("queue-problem-close");
                    rig.until(
                            "it is closed",
                            () -> !ControlUses.isShowing(rig, "queue-problem-close"));
                });
    }

    private static void chosenRows(Map<String, Use> all) {
        for (var verb : List.of("front", "cancel", "clear")) {
            var name = "queue-chosen-" + verb;
            all.put(
                    name,
                    rig -> {
                        long first = waits(rig);
                        long last = waits(rig);
                        rig.click("job-" + last);
                        rig.until("the bar shows", () -> ControlUses.isShowing(rig, name));
                        rig.click(name);
                        rig.until("the bar is gone", () -> !ControlUses.isShowing(rig, name));
                        var left =
                                GuiActionRunner.execute(() ->
                                        rig.parts.queue().jobs().get().stream()
                                                .filter(it -> it.state().open())
                                                .map(Job::id)
                                                .toList());
                        var expected =
                                Map.of(
                                        "front", List.of(last, first),
                                        "cancel", List.of(first),
                                        "clear", List.of(first, last));
                        assertThat(left).isEqualTo(expected.get(verb));
                    });
        }
    }

    /// Of the queue. Event thread. Orders a picture, which waits.
    private static long waits(StudioRig rig) {
        int before = rig.jobs().size();
        rig.command(Command.GENERATE);
        rig.until("it waits", () -> rig.parts.queue().jobs().get().size() > before);
        return GuiActionRunner.execute(() ->
                rig.parts.queue().jobs().get().stream().mapToLong(Job::id).max().orElseThrow());
    }

    private static int height(StudioRig rig) {
        return rig.any("queue-fold").getParent().getParent().getHeight();
    }
}
