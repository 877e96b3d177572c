package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Label;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.money.SpendingCap;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// The words of the cloud in a small window, in both languages: none is cut.
class SmallCloudTest extends CloudFlowTest {
    private static final Dimension SMALL = new Dimension(1024, 700);
    private static final Duration BLINK = Duration.ofMillis(50);
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    /// The list covers its button where there is no room elsewhere, and a sentence is as good a
    /// place to click as a name.
    @Test
    void theListOfPlacesIsWhole() throws Exception {
        try (var cloud = SandboxRig.open(SandboxRig.BLACK, BLINK);
                var rig = CloudRig.studio(robot, folder, cloud)) {
            var to = CloudRig.connect(rig, cloud);
            for (var name : List.of(CloudRig.SYNC, CloudRig.ASYNC, CloudRig.WITH_OSS_MODELS)) {
                to.eas().create(Blueprint.sync(name, SandboxRig.REGION).config());
                CloudRig.untilState(rig, name, "Running");
            }
            rig.command(Command.SHOW_CREATE);
            GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.AUTO));
            reachesTheCap(rig);
            for (var language : LANGUAGES) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                resize(rig, SMALL);
                assertThat(GuiActionRunner.execute(() -> isCut(rig.any("where"))))
                        .as("the button in " + language)
                        .isFalse();
                rig.click("where");
                rig.until("it is open", () -> ControlUses.isShowing(rig, "where-list"));
                GuiActionRunner.execute(() -> {
                    var list = rig.any("where-list");
                    assertThat(cut(list)).as("cut in " + language).isEmpty();
                    var root = SwingUtilities.getRootPane(list);
                    var at =
                            SwingUtilities.convertRectangle(
                                    list.getParent(), list.getBounds(), root);
                    assertThat(new Rectangle(root.getSize()).contains(at))
                            .as(at + " in " + root.getSize())
                            .isTrue();
                });
                rig.press(KeyEvent.VK_ESCAPE);
            }
            rig.click("where");
            var id =
                    GuiActionRunner.execute(() ->
                            rig.parts.queue().places().get().stream()
                                    .map(it -> it.place())
                                    .filter(it -> it.name().equals(CloudRig.SYNC))
                                    .findFirst()
                                    .orElseThrow()
                                    .id());
            rig.until("it is open", () -> ControlUses.isShowing(rig, "where-" + id));
            rig.click(GuiActionRunner.execute(() -> labels(rig.any("where-" + id)).getLast()));
            rig.until(
                    "it is chosen",
                    () -> rig.parts.where().chosen().get().equals(PlaceChoice.at(id)));
        }
    }

    /// Work at four places, some of it paused: what has no room is counted, and nothing is cut
    /// without a tip that says it whole.
    @Test
    void theQueueInOneLineIsWhole() throws Exception {
        try (var cloud = SandboxRig.open(SandboxRig.BLACK, BLINK);
                var rig = CloudRig.studio(robot, folder, cloud)) {
            var to = CloudRig.connect(rig, cloud);
            var services = List.of(CloudRig.SYNC, CloudRig.ASYNC, CloudRig.WITH_OSS_MODELS);
            for (var name : services) {
                to.eas().create(Blueprint.sync(name, SandboxRig.REGION).config());
                CloudRig.untilState(rig, name, "Running");
            }
            rig.command(Command.SHOW_CREATE);
            GuiActionRunner.execute(() -> {
                for (var place : rig.parts.queue().places().get()) {
                    place.pause();
                    rig.parts.queue().add(place, rig.parts.create().draft().recipe().get(), false);
                }
            });
            to.eas().stop(CloudRig.ASYNC);
            CloudRig.untilState(rig, CloudRig.ASYNC, "Stopped");
            resize(rig, SMALL);
            if (!GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "queue-line"))) {
                rig.command(Command.FOLD_QUEUE); // else it begins folded, as there is little room
            }
            for (var language : LANGUAGES) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                resize(rig, SMALL);
                rig.until("it is one line", () -> ControlUses.isShowing(rig, "queue-line"));
                GuiActionRunner.execute(() -> {
                    var line = rig.any("queue-fold").getParent();
                    assertThat(
                                    labels(line).stream()
                                            .filter(SmallCloudTest::isCut)
                                            .filter(it -> !it.getText().equals(it.getToolTipText()))
                                            .map(Label::getText)
                                            .toList())
                            .as("cut in " + language)
                            .isEmpty();
                    var all = labels(rig.any("queue-line")).stream().map(Label::getText).toList();
                    assertThat(all.getFirst()).isIn("This computer", "本机");
                    assertThat(all.getLast()).containsPattern("[123]");
                    var more = labels(rig.any("queue-line")).getLast();
                    assertThat(more.getToolTipText()).contains(CloudRig.WITH_OSS_MODELS);
                });
            }
        }
    }

    private static void reachesTheCap(StudioRig rig) {
        var model = rig.parts.services().model();
        var least = Optional.of(new BigDecimal("0.0001"));
        GuiActionRunner.execute(() -> {
            var machine = model.services().get().getFirst().machine();
            model.price(machine, new BigDecimal("100000"), "CNY");
            model.limit(new SpendingCap(least, least, "CNY"));
        });
        rig.until(
                "they wait for it",
                () -> {
                    model.look();
                    return rig.parts.queue().places().get().stream()
                            .filter(it -> !it.place().isHere())
                            .allMatch(it ->
                                    it.away()
                                            .get()
                                            .filter(why -> why.why() == WaitReason.Why.CAP)
                                            .isPresent());
                });
    }

    @Test
    void theEmptyPageOfServicesSaysWhatToDo() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            rig.command(Command.SHOW_SERVICES);
            for (var language : LANGUAGES) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                for (int width : new int[] {683, 960, 1024}) {
                    resize(rig, new Dimension(width, 600));
                    GuiActionRunner.execute(() -> {
                        var words = rig.any("services-help");
                        var page = rig.any("view-services");
                        var at =
                                SwingUtilities.convertRectangle(
                                        words.getParent(), words.getBounds(), page);
                        assertThat(at.height)
                                .as("lines at " + width + " in " + language)
                                .isGreaterThanOrEqualTo(words.getPreferredSize().height);
                        assertThat(at.x).isNotNegative();
                        assertThat(at.getMaxX()).isLessThanOrEqualTo(page.getWidth());
                        assertThat(cut(page)).as("cut at " + width).isEmpty();
                    });
                }
            }
        }
    }

    private static void resize(StudioRig rig, Dimension size) {
        GuiActionRunner.execute(() -> {
            rig.frame.target().setMinimumSize(size);
            rig.frame.target().setSize(size);
        });
        rig.until("it has that size", () -> rig.frame.target().getSize().equals(size));
        rig.input().settle();
    }

    private static boolean isCut(Component part) {
        return part.getWidth() < part.getPreferredSize().width;
    }

    /// What has less room than it needs.
    private static List<String> cut(Container in) {
        return labels(in).stream()
                .filter(SmallCloudTest::isCut)
                .map(it -> "'" + it.getText() + "' " + it.getWidth())
                .toList();
    }

    private static List<Label> labels(Component in) {
        var all = new ArrayList<Label>();
        if (in instanceof Label label && label.isShowing()) {
            all.add(label);
        }
        if (in instanceof Container container) {
            for (var part : container.getComponents()) {
                all.addAll(labels(part));
            }
        }
        return all;
    }
}
