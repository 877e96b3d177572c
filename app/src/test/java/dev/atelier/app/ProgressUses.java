package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.deploy.AfterStart;
import dev.atelier.app.deploy.AfterStart.Choice;
import dev.atelier.app.deploy.DeploymentModel;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import java.awt.datatransfer.DataFlavor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.swing.AbstractButton;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for what can be pressed while a service starts, and
/// after its start failed.
final class ProgressUses {
    private static final AtomicBoolean watched = new AtomicBoolean();
    private static final AtomicBoolean failed = new AtomicBoolean();

    private ProgressUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        for (var name :
                List.of(
                        "progress-ready-DRAW",
                        "progress-ready-CHOOSE",
                        "progress-ready-SOUND",
                        "progress-background",
                        "progress-follow",
                        "progress-events-copy",
                        "progress-log-copy",
                        "progress-tab-EVENTS",
                        "progress-tab-LOG")) {
            all.put(name, once(watched, ProgressUses::watches));
        }
        for (var name : List.of("progress-retry", "progress-machine")) {
            all.put(name, once(failed, ProgressUses::fails));
        }
        return all;
    }

    private static Use once(AtomicBoolean done, Use use) {
        return rig -> {
            if (!done.get()) {
                DeployUses.onCloud(use).by(rig);
                done.set(true);
            }
        };
    }

    /// What is chosen for the time when it is ready, in the background; then events and log.
    private static void watches(StudioRig rig) throws Exception {
        rig.click("deploy-recommend");
        rig.until("it is offered", () -> rig.any("deploy-next", AbstractButton.class).isEnabled());
        rig.click("deploy-next");
        for (var choice : List.of(Choice.DRAW, Choice.CHOOSE, Choice.SOUND)) {
            rig.until("it shows", () -> ControlUses.isShowing(rig, "progress-ready-" + choice));
            boolean before = GuiActionRunner.execute(() -> after(rig).has(choice));
            rig.click("progress-ready-" + choice);
            rig.until("it is kept", () -> after(rig).has(choice) != before);
            if (choice != Choice.DRAW) {
                rig.click("progress-ready-" + choice);
                rig.until("and taken back", () -> after(rig).has(choice) == before);
            }
        }
        rig.click("progress-background");
        rig.until("the page is left", () -> !ControlUses.isShowing(rig, "progress-log"));
        rig.untilMade("it goes on, and runs", () -> !deployment(rig).isUnderWay());
        assertThat(GuiActionRunner.execute(() -> deployment(rig).current().get().get().picture()))
                .as("none was wanted")
                .isEmpty();
        var name = GuiActionRunner.execute(() -> deployment(rig).current().get().get().service());
        rig.until(
                "it is the place of the next pictures",
                () -> rig.parts.where().chosen().get().equals(PlaceChoice.at("sandbox/" + name)));
        GuiActionRunner.execute(() -> {
            after(rig).set(Choice.DRAW, true);
            rig.parts.where().choose(PlaceChoice.HERE);
        });
        GuiActionRunner.execute(() -> rig.parts.deploy().show());
        reads(rig);
        GuiActionRunner.execute(() -> deployment(rig).delete());
        rig.untilMade("it is gone", () -> !deployment(rig).isUnderWay());
    }

    private static void reads(StudioRig rig) throws Exception {
        rig.until("its log shows", () -> ControlUses.isShowing(rig, "progress-log"));
        var log = rig.find("progress-log", JTextArea.class);
        rig.until("it says where it listens", () -> log.getText().contains("8000"));
        rig.click("progress-log-copy");
        rig.until("that is said", () -> ControlUses.toast(rig).endsWith("on the clipboard."));
        assertThat(ControlUses.clipboard(DataFlavor.stringFlavor)).isEqualTo(log.getText());
        rig.click("progress-events-copy");
        rig.until(
                "the events are on the clipboard",
                () -> clipboard().contains("Service is now running"));
        rig.click("progress-follow");
        assertThat(rig.any("progress-follow", JToggleButton.class).isSelected()).isFalse();
        rig.click("progress-follow");
        var frame = rig.frame.target();
        var wide = GuiActionRunner.execute(() -> frame.getSize());
        GuiActionRunner.execute(() -> frame.setSize(1024, wide.height));
        rig.until("one of the two shows", () -> ControlUses.isShowing(rig, "progress-tab-LOG"));
        rig.click("progress-tab-LOG");
        rig.until("the log", () -> ControlUses.isShowing(rig, "progress-log"));
        rig.click("progress-tab-EVENTS");
        rig.until("the events", () -> !ControlUses.isShowing(rig, "progress-log"));
        GuiActionRunner.execute(() -> frame.setSize(wide));
        rig.until("both show again", () -> ControlUses.isShowing(rig, "progress-log"));
    }

    private static String clipboard() {
        try {
            return String.valueOf(ControlUses.clipboard(DataFlavor.stringFlavor));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// A start that failed can be tried again, and leads back to the machine.
    private static void fails(StudioRig rig) {
        rig.click("deploy-recommend");
        var model = rig.parts.deploy().model();
        GuiActionRunner.execute(() ->
                model.edit(it -> it.with("/containers/0/image", "registry.example/no/such:1")));
        rig.until("it is offered", () -> rig.any("deploy-next", AbstractButton.class).isEnabled());
        rig.click("deploy-next");
        rig.untilMade("it failed", () -> ControlUses.isShowing(rig, "progress-retry"));
        var begun = GuiActionRunner.execute(() -> begun(rig));
        rig.click("progress-retry");
        rig.until("it begins again", () -> !begun(rig).equals(begun));
        rig.untilMade("it fails again", () -> ControlUses.isShowing(rig, "progress-machine"));
        rig.click("progress-machine");
        rig.until(
                "the machine can be chosen",
                () -> rig.any("deploy-step-MACHINE", AbstractButton.class).isSelected());
        rig.until(
                "as a change of that service",
                () -> rig.any("deploy-replace", AbstractButton.class).isSelected());
        GuiActionRunner.execute(() -> model.edit(it -> it.with("/containers/0/port", 8000)));
    }

    /// Event thread.
    private static Optional<Instant> begun(StudioRig rig) {
        return deployment(rig).current().get().map(it -> it.begun());
    }

    private static DeploymentModel deployment(StudioRig rig) {
        return rig.parts.deploy().deployment();
    }

    private static AfterStart after(StudioRig rig) {
        return deployment(rig).after();
    }
}
