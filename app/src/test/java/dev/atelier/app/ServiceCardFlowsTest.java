package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceScaling.ByLoad;
import dev.atelier.sandbox.deployed.StateDurations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.JLabel;
import javax.swing.JPopupMenu;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// What the page of services says, and what the card of one says and offers.
class ServiceCardFlowsTest extends CloudFlowTest {
    private static final Duration SLOW = Duration.ofSeconds(8);

    @Test
    void aCardSaysHowItsServiceScalesAndOffersNothingOnceItIsDeleted() throws Exception {
        var states = new StateDurations(Duration.ZERO, Duration.ZERO, SLOW, Duration.ZERO);
        try (var cloud = SandboxRig.open(SandboxRig.BLACK, it -> it.withDurations(states));
                var rig = CloudRig.studio(robot, folder, cloud)) {
            var to = CloudRig.connect(rig, cloud);
            var name = CloudRig.ASYNC;
            CloudRig.deploy(rig, to, name);
            rig.command(Command.SHOW_SERVICES);
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-more:" + name));
            rig.click("service-more:" + name);
            GuiActionRunner.execute(() -> UiDriver.press("service.autoscale"));
            rig.until("its form", () -> ControlUses.isShowing(rig, "autoscale-most"));
            rig.enter("autoscale-most", "3"); // Enter sets it
            rig.until("the card says it", () -> says(rig, "1–3 instances, by queue length"));
            assertThat(to.eas().scaling(name).byLoad().orElseThrow().most()).isEqualTo(3);
            var elsewhere = new ByLoad(0, 4, "cpu", 70, Duration.ofMinutes(10));
            to.eas().scaling(name).setByLoad(elsewhere);
            rig.click("services-refresh");
            rig.until(
                    "what was set elsewhere", () -> says(rig, "0–4 instances, by processor load"));

            GuiActionRunner.execute(() -> rig.parts.services().model().delete(name));
            rig.until("it says that it goes", () -> says(rig, "Deleting"));
            var verbs = Stream.of("start", "stop", "test", "access", "update", "lease", "keep");
            assertThat(verbs.map(it -> "service-" + it + ":" + name).toList())
                    .noneMatch(it -> GuiActionRunner.execute(() -> ControlUses.isShowing(rig, it)));
            rig.click("service-more:" + name);
            rig.until("its menu", () -> menu().isPresent());
            assertThat(GuiActionRunner.execute(ServiceCardFlowsTest::menu))
                    .contains(List.of("service.events"));
        }
    }

    /// As at each start with a sandbox: that no cloud is connected would be no help.
    @Test
    void thePageSaysThatACloudIsBeingReached() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            rig.command(Command.SHOW_SERVICES);
            rig.until("nothing is connected", () -> says(rig, "No cloud is connected"));
            GuiActionRunner.execute(() -> {
                rig.parts.cloud().startSandbox();
                assertThat(says(rig, "Connecting to the cloud")).isTrue();
                assertThat(says(rig, "No cloud is connected")).isFalse();
            });
            rig.until("it is there", () -> says(rig, "There are no services"));
        }
    }

    /// Whatever it does and is said of it.
    @Test
    void aCardKeepsItsNameWholeAndItsButtonsInPlace() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            var name = CloudRig.SYNC;
            CloudRig.deploy(rig, to, name);
            GuiActionRunner.execute(() -> rig.frame.target().setSize(1380, 900));
            rig.command(Command.SHOW_SERVICES);
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-log:" + name));
            int before = GuiActionRunner.execute(() -> top(rig, name));

            to.eas().scaling(name).setByLoad(new ByLoad(0, 3, "gpu", 80, Duration.ofMinutes(10)));
            to.eas().scale(name, 2);
            rig.until(
                    "what it does is said",
                    () -> {
                        rig.parts.services().model().look();
                        return says(rig, "Service is scaling");
                    });
            rig.until("it is laid out", () -> rig.any("service-log:" + name).isShowing());
            assertThat(GuiActionRunner.execute(() -> top(rig, name))).isEqualTo(before);
            rig.click("services-refresh");
            rig.until("how it scales is said", () -> says(rig, "0–3 instances"));
            rig.until("it is laid out", () -> rig.any("service:" + name).isValid());
            assertThat(GuiActionRunner.execute(() -> cut(rig, name))).isEmpty();
        }
    }

    @Test
    void whatOnlyStartsNeitherRunsNorIdles() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            rig.command(Command.SHOW_SERVICES);
            to.eas().create(ServiceConfig.read(CloudRig.named(CloudRig.SYNC)));
            rig.until(
                    "it waits",
                    () -> {
                        rig.parts.services().model().look();
                        return says(rig, "Waiting for a machine")
                                && fact(rig, "Running for").equals("–")
                                && fact(rig, "Idle for").equals("–");
                    });
            CloudRig.untilState(rig, CloudRig.SYNC, "Running");
            rig.until("it idles", () -> fact(rig, "Idle for").endsWith(" s"));
        }
    }

    /// Event thread.
    private static String fact(StudioRig rig, String name) {
        var all = ServicesUses.labels(rig.any("view-services"));
        return all.get(all.indexOf(name) + 1);
    }

    /// Where the buttons of a card are in it. Event thread.
    private static int top(StudioRig rig, String name) {
        var card = rig.any("service:" + name);
        card.validate();
        return SwingUtilities.convertPoint(rig.any("service-log:" + name), 0, 0, card).y;
    }

    /// What is cut of the name and the states of a card. Event thread.
    private static List<String> cut(StudioRig rig, String name) {
        var words = List.of(name, "Running", "Scaling", "Waiting for a machine", "Sandbox");
        return ComponentFinder.all(rig.any("service:" + name), JLabel.class::isInstance).stream()
                .map(JLabel.class::cast)
                .filter(it -> words.stream().anyMatch(word -> word.equals(it.getText())))
                .filter(it -> it.getWidth() < it.getPreferredSize().width)
                .map(JLabel::getText)
                .toList();
    }

    /// Event thread.
    private static boolean says(StudioRig rig, String words) {
        return ServicesUses.labels(rig.any("view-services")).stream()
                .anyMatch(it -> it != null && it.contains(words));
    }

    /// The names of what is offered. Event thread.
    private static Optional<List<String>> menu() {
        return Stream.of(MenuSelectionManager.defaultManager().getSelectedPath())
                .filter(JPopupMenu.class::isInstance)
                .map(JPopupMenu.class::cast)
                .map(it -> Stream.of(it.getComponents()).map(part -> part.getName()).toList())
                .findFirst();
    }

    /// After a while, and when another view is shown.
    @Test
    void aTokenDoesNotStayInSight() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            var name = CloudRig.SYNC;
            CloudRig.deploy(rig, to, name);
            var token = to.eas().describe(name).token().reveal();
            rig.command(Command.SHOW_SERVICES);
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-access:" + name));
            rig.click("service-access:" + name);
            rig.click("drawer-token");
            rig.until("it shows", () -> text(rig).contains(token));
            rig.command(Command.SHOW_CREATE);
            rig.until("it is hidden", () -> !text(rig).contains(token));
            rig.command(Command.SHOW_SERVICES);
            rig.until("the view shows", () -> ControlUses.isShowing(rig, "drawer-token"));
            assertThat(text(rig)).contains("curl").doesNotContain(token);

            rig.click("drawer-token");
            rig.until("it shows again", () -> text(rig).contains(token));
            rig.until("until a while has passed", () -> !text(rig).contains(token));
            assertThat(GuiActionRunner.execute(() -> rig.isOn("drawer-token"))).isFalse();

            GuiActionRunner.execute(() -> rig.parts.services().model().delete(name));
            rig.until(
                    "nothing is said of what is gone",
                    () -> !ControlUses.isShowing(rig, "drawer-text"));
        }
    }

    private static String text(StudioRig rig) {
        return rig.any("drawer-text", JTextComponent.class).getText();
    }
}
