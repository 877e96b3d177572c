package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.compare.PictureDifference;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.NoiseSource;
import java.awt.event.KeyEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// Services with a person's hands, against the sandbox in this process.
class ServicesFlowsTest extends CloudFlowTest {
    private static final String ID = "sandbox/" + CloudRig.SYNC;

    /// A twin of both places is bit-exact, and a lease stops the service for certain.
    @Test
    void bothPlacesMakeTheSamePictureAndALeaseStopsTheService() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            rig.command(Command.SHOW_SERVICES);
            rig.click("services-sandbox");
            rig.until("connected", () -> rig.parts.cloud().connection().get().isPresent());
            var to = GuiActionRunner.execute(() -> rig.parts.cloud().connection().get().get());
            CloudRig.deploy(rig, to, CloudRig.SYNC);

            rig.command(Command.SHOW_CREATE);
            rig.draft(r -> r.withSampling(r.sampling().withSteps(2)));
            rig.click("where");
            rig.click("where-both-" + ID);
            rig.until(
                    "chosen",
                    () -> rig.parts.where().chosen().get().equals(new PlaceChoice(ID, true)));
            rig.click("generate");
            rig.untilMade("both", () -> rig.parts.queue().pair().get().isPresent());
            var places = rig.jobs().stream().map(Job::place).toList();
            assertThat(places).containsExactlyInAnyOrder(Place.HERE, ID);
            assertThat(rig.jobs()).allMatch(job -> job.recipe().noise() == NoiseSource.NV);

            var pair = GuiActionRunner.execute(() -> rig.parts.queue().pair().get().get());
            GuiActionRunner.execute(() -> rig.parts.compare().compare(pair));
            rig.until(
                    "they are compared",
                    () -> rig.parts.compare().model().comparison().get().isPresent());
            var comparison =
                    GuiActionRunner.execute(
                            () -> rig.parts.compare().model().comparison().get().get());
            assertThat(comparison.grade()).isEqualTo(PictureDifference.Grade.BIT_EXACT);
            rig.until(
                    "that is said",
                    () ->
                            ControlUses.isShowing(rig, "compare-grade")
                                    && rig.find("compare-grade", JLabel.class)
                                            .getText()
                                            .equals("Bit-exact"));

            comparesAll(rig, pair);

            var model = rig.parts.services().model();
            GuiActionRunner.execute(() ->
                    model.lease(
                            CloudRig.SYNC, Optional.of(Duration.ofMillis(1)), Optional.empty()));
            CloudRig.untilState(rig, CloudRig.SYNC, "Stopped");
            assertThat(to.eas().describe(CloudRig.SYNC).status()).isEqualTo("Stopped");
            rig.until("the lease is ended", () -> model.doing().get().isEmpty());
            assertThat(to.spending().leases().all()).isEmpty();
            rig.until(
                    "its place says so",
                    () ->
                            rig.parts
                                    .queue()
                                    .at(ID)
                                    .flatMap(it -> it.away().get())
                                    .filter(it -> it.why() == WaitReason.Why.STOPPED)
                                    .isPresent());
        }
    }

    /// What a service draws is on the canvas, and Interrupt there ends it.
    @Test
    void theCanvasFollowsAService() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.deploy(rig, CloudRig.connect(rig), CloudRig.SYNC);
            rig.command(Command.SHOW_CREATE);
            rig.draft(r -> r.withSampling(r.sampling().withSteps(400)));
            rig.click("where");
            rig.click("where-" + ID);
            rig.click("generate");
            rig.untilMade(
                    "a step there",
                    () ->
                            rig.any("canvas-title", JLabel.class)
                                    .getText()
                                    .startsWith(CloudRig.SYNC + ": Step "));
            rig.command(Command.INTERRUPT);
            rig.untilMade(
                    "it ends",
                    () ->
                            rig.parts.queue().jobs().get().stream()
                                    .noneMatch(it -> it.state().open()));
            assertThat(rig.jobs().getFirst().place()).isEqualTo(ID);
        }
    }

    @Test
    void theAccountPageBeginsAtItsTopInANarrowWindow() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            GuiActionRunner.execute(() -> rig.frame.target().setSize(1180, 800));
            rig.command(Command.CONNECT_CLOUD);
            rig.until(
                    "it has the keyboard",
                    () ->
                            ControlUses.isShowing(rig, ConnectUses.VIEW)
                                    && rig.any("keys-look").isFocusOwner());
            rig.input().settle();
            int top =
                    GuiActionRunner.execute(() -> {
                        var look = rig.any("keys-look");
                        var port = SwingUtilities.getAncestorOfClass(JViewport.class, look);
                        return ((JViewport) port).getViewPosition().y;
                    });
            assertThat(top).isZero();
        }
    }

    /// A button that moves under the pointer is pressed by mistake.
    @Test
    void answersAboutAKeyDoNotMoveWhatIsBelowThem() throws Exception {
        ConnectUses.profile(folder);
        try (var rig = new StudioRig(robot, folder)) {
            GuiActionRunner.execute(() -> rig.frame.target().setSize(1920, 1200));
            rig.command(Command.CONNECT_CLOUD);
            rig.until("it shows", () -> ControlUses.isShowing(rig, ConnectUses.VIEW));
            rig.until("the key is found", () -> !rig.parts.connect().found().get().isEmpty());
            rig.input().settle();
            int before = GuiActionRunner.execute(() -> top(rig, "account-connect"));
            int above = GuiActionRunner.execute(() -> top(rig, "connect-close"));
            int below =
                    GuiActionRunner.execute(() -> rig.any(ConnectUses.VIEW).getHeight()) - before;
            assertThat(above).as("the page is in the middle").isGreaterThan(120);
            assertThat(below).isGreaterThan(120);

            GuiActionRunner.execute(() -> {
                var model = rig.parts.connect();
                model.choose(model.found().get().getFirst());
            });
            rig.until(
                    "it is asked",
                    () ->
                            rig.parts.connect().check().get().problem().isPresent()
                                    || rig.parts.connect().check().get().isWhole());
            rig.input().settle();
            assertThat(GuiActionRunner.execute(() -> top(rig, "account-connect")))
                    .isEqualTo(before);
        }
    }

    @Test
    void whatRunsIsSaidWholeInANarrowWindow() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.connect(rig);
            GuiActionRunner.execute(() -> rig.frame.target().setSize(1024, 700));
            rig.until("it shows", () -> ControlUses.isShowing(rig, "cost-meter"));
            rig.until("it is laid out", () -> rig.frame.target().getWidth() == 1024);
            rig.input().settle();
            var meter = rig.any("cost-meter");
            assertThat(GuiActionRunner.execute(meter::getWidth))
                    .isGreaterThanOrEqualTo(
                            GuiActionRunner.execute(() -> meter.getPreferredSize().width));
        }
    }

    /// With five places their names do not fit side by side.
    @Test
    void manyPlacesOfTheQueueAreAList() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            for (var name : List.of(CloudRig.SYNC, CloudRig.ASYNC, CloudRig.WITH_OSS_MODELS)) {
                CloudRig.deploy(rig, to, name);
            }
            to.eas().create(ServiceConfig.read(CloudRig.named("sd_fifth")));
            CloudRig.untilState(rig, "sd_fifth", "Running");
            rig.command(Command.SHOW_CREATE);
            rig.draft(r -> r.withSampling(r.sampling().withSteps(2)));
            GuiActionRunner.execute(() -> rig.parts.queue().here().pause());
            rig.click("generate");
            rig.until("its lane shows", () -> ControlUses.isShowing(rig, "queue-places"));
            var box = rig.find("queue-places", JComboBox.class);
            assertThat(GuiActionRunner.execute(box::getItemCount)).isEqualTo(6);
            assertThat(ControlUses.isShowing(rig, "queue-resume-here")).isTrue();
            GuiActionRunner.execute(() -> box.setSelectedItem("sd_fifth"));
            rig.until(
                    "the other lanes are gone",
                    () -> !ControlUses.isShowing(rig, "queue-resume-here"));
            GuiActionRunner.execute(() -> {
                rig.parts.queue().cancelAll();
                rig.parts.queue().here().resume();
            });
        }
    }

    /// Event thread.
    private static int top(StudioRig rig, String name) {
        var part = rig.any(name);
        return SwingUtilities.convertPoint(part, 0, 0, rig.any(ConnectUses.VIEW)).y;
    }

    /// Some letters of the card are enough.
    @Test
    void aListIsSearchedByTyping() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.connect(rig);
            rig.command(Command.DEPLOY_SERVICE);
            var model = rig.parts.deploy().model();
            rig.until("offers", () -> !model.offers().get().machines().isEmpty());
            GuiActionRunner.execute(() -> model.recommend(Edition.STANDARD));
            rig.pressButton("deploy-step-MACHINE");
            var box = rig.find("deploy-machine", JComboBox.class);
            int all = GuiActionRunner.execute(box::getItemCount);
            rig.click(box.getEditor().getEditorComponent());
            rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
            rig.type("t4");
            rig.until("fewer are listed", () -> box.getItemCount() > 0 && box.getItemCount() < all);
            rig.press(KeyEvent.VK_DOWN);
            rig.press(KeyEvent.VK_ENTER);
            rig.until(
                    "one with such a card is chosen",
                    () ->
                            model.reading()
                                    .get()
                                    .config()
                                    .flatMap(ServiceConfig::machine)
                                    .flatMap(it -> model.offers().get().machine(it))
                                    .filter(it -> it.gpu().contains("T4"))
                                    .isPresent());
            rig.until("all are listed again", () -> box.getItemCount() == all);
        }
    }

    /// By the menu of its card.
    @Test
    void anEarlierVersionComesBack() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            CloudRig.deploy(rig, to, CloudRig.SYNC);
            var first = ServiceConfig.read(to.eas().describe(CloudRig.SYNC).config());
            to.eas().replace(CloudRig.SYNC, first.with("/x-note", "worse"));
            CloudRig.untilState(rig, CloudRig.SYNC, "Running");
            rig.command(Command.SHOW_SERVICES);
            rig.until("the second is seen", () -> config(rig).contains("worse"));

            rig.click("service-more:" + CloudRig.SYNC);
            GuiActionRunner.execute(() -> UiDriver.press("service.versions"));
            rig.until("they are listed", () -> ControlUses.isShowing(rig, "version-back:1"));
            rig.click("version-back:1");

            rig.until("the first is seen", () -> !config(rig).contains("worse"));
            assertThat(ServiceConfig.read(to.eas().describe(CloudRig.SYNC).config()))
                    .isEqualTo(first);
        }
    }

    /// As it was seen last. Event thread.
    private static String config(StudioRig rig) {
        var model = rig.parts.services().model();
        model.look();
        return model.services().get().stream()
                .filter(it -> it.name().equals(CloudRig.SYNC))
                .map(it -> it.info().config())
                .findFirst()
                .orElse("");
    }

    /// All twins of the service as two sets.
    private static void comparesAll(StudioRig rig, QueueModel.Pair pair) {
        var twins = GuiActionRunner.execute(() -> rig.parts.queue().twins(ID));
        assertThat(twins).hasSize(1);
        assertThat(twins.getFirst().there()).isEqualTo(pair.there());
        GuiActionRunner.execute(() -> rig.parts.compare().compareTwins(CloudRig.SYNC, twins));
        rig.until(
                "all twins are measured",
                () ->
                        !rig.parts.compare().sets().running().get()
                                && rig.parts.compare().sets().sets().get().isPresent());
        var sets =
                GuiActionRunner.execute(
                        () -> rig.parts.compare().sets().sets().get().orElseThrow());
        assertThat(sets.pairs()).hasSize(1);
    }
}
