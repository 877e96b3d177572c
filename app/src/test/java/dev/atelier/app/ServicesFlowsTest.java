package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.compare.PictureDifference;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.deploy.DeployModel;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.library.Entry;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.recipe.NoiseSource;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// Services with a person's hands, against the sandbox in this process.
class ServicesFlowsTest extends CloudFlowTest {
    private static final Set<String> BOTH =
            Set.of("One of a twin, made on sd_local", "One of a twin, made on this computer");
    private static final String SAME = "0 changed, 0 added";

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
            isAPairInTheStripAndTheLibrary(rig, pair);

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
            rig.draft(r -> r.withSampling(r.sampling().withSteps(StudioRig.LONG)));
            rig.click("where");
            rig.click("where-" + ID);
            rig.click("generate");
            rig.untilMade(
                    "a step there",
                    () ->
                            rig.any("canvas-title", JLabel.class)
                                    .getText()
                                    .startsWith(CloudRig.SYNC + ": Step "));
            assertThat(
                            GuiActionRunner.execute(() ->
                                    rig.any("canvas").getAccessibleContext().getAccessibleName()))
                    .as("no preview comes, so the stage says where it is made")
                    .isEqualTo(CloudRig.SYNC);
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

    /// A key that names no region, and none is chosen: both languages, in the narrowest window.
    @Test
    void thatNoRegionIsChosenIsSaidWhole() throws Exception {
        ConnectUses.profile(folder);
        var file = folder.resolve("home/.aliyun/config.json");
        Files.writeString(
                file, Files.readString(file).replaceAll(",\\s*\"region_id\":\"[^\"]*\"", ""));
        try (var rig = new StudioRig(robot, folder, TorchRuntime::new, Map.of())) {
            GuiActionRunner.execute(() -> rig.frame.target().setSize(1024, 700));
            for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                GuiActionRunner.execute(() -> rig.studio.switchTo(language));
                ConnectUses.opens(rig);
                rig.click("account-cli:team");
                rig.until(
                        "that none is named is said",
                        () -> ControlUses.isShowing(rig, "connect-problem"));
                rig.pressButton("account-connect");
                rig.until(
                        "that it is not connected is said",
                        () -> ControlUses.isShowing(rig, "account-problem"));
                rig.input().settle();
                var words = rig.any("account-problem");
                assertThat(GuiActionRunner.execute(words::getHeight))
                        .isGreaterThanOrEqualTo(
                                GuiActionRunner.execute(() -> words.getPreferredSize().height));
                var said = rig.any("connect-problem");
                assertThat(GuiActionRunner.execute(said::getHeight))
                        .isGreaterThanOrEqualTo(
                                GuiActionRunner.execute(() -> said.getPreferredSize().height));
            }
        }
    }

    /// Event thread.
    private static int top(StudioRig rig, String name) {
        var part = rig.any(name);
        return SwingUtilities.convertPoint(part, 0, 0, rig.any(ConnectUses.VIEW)).y;
    }

    /// A step shows what is wrong there, whether it lies behind or ahead; the green check comes
    /// when that is corrected.
    @Test
    void aStepShowsWhatIsWrongThere() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var model = CloudRig.recommended(rig);
            rig.pressButton("deploy-step-NETWORK");
            rig.until("nothing is wrong", () -> step(rig, "KIND").equals("Synchronous"));

            GuiActionRunner.execute(() ->
                    model.edit(it ->
                            it.with("/containers/0/port", 8080)
                                    .with("/cloud/networking/vswitch_id", "vsw-other")
                                    .with("/cloud/computing/instance_type", "")));
            rig.until(
                    "the port is a problem of the image's step",
                    () -> step(rig, "KIND").contains("Port 8080 belongs to EAS"));
            assertThat(says(rig, "KIND")).startsWith("Problems: ");
            assertThat(says(rig, "MACHINE")).startsWith("Problems: 1");
            assertThat(says(rig, "NETWORK"))
                    .isEqualTo("Hints: 1 This account does not have vsw-other.");
            assertThat(says(rig, "STORAGE")).isEqualTo("OSS, NAS");

            rig.pressButton("deploy-step-KIND");
            GuiActionRunner.execute(() -> model.recommend(Edition.STANDARD));
            rig.until("it is corrected", () -> step(rig, "MACHINE").startsWith("ml."));
            assertThat(says(rig, "NETWORK")).startsWith("vpc-");
        }
    }

    private static String says(StudioRig rig, String step) {
        return GuiActionRunner.execute(() -> step(rig, step));
    }

    /// Event thread.
    private static String step(StudioRig rig, String step) {
        return rig.any("deploy-step-" + step).getAccessibleContext().getAccessibleDescription();
    }

    /// The page is closed meanwhile: the new service becomes the place of the next pictures, the
    /// old one is stopped, and no first picture is made.
    @Test
    void whatIsChosenForWhenItIsReadyIsDoneWithThePageClosed() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            CloudRig.deploy(rig, to, CloudRig.SYNC);
            rig.command(Command.DEPLOY_SERVICE);
            var model = rig.parts.deploy().model();
            rig.until("offers", () -> !model.offers().get().machines().isEmpty());
            rig.click("deploy-recommend");
            rig.until("it is ready", () -> model.isReady(false));
            rig.until("what runs is known", () -> !model.costs().get().names().isEmpty());
            rig.click("deploy-next");
            rig.until("its page", () -> ControlUses.isShowing(rig, "progress-ready-DRAW"));
            rig.click("progress-ready-DRAW");
            rig.click("progress-stop:" + CloudRig.SYNC);
            rig.click("progress-background");
            rig.until("the page is left", () -> !ControlUses.isShowing(rig, "progress-stages"));
            rig.untilMade(
                    "the next pictures are made there",
                    () ->
                            rig.parts
                                    .where()
                                    .chosen()
                                    .get()
                                    .equals(PlaceChoice.at("sandbox/sd_atelier")));
            CloudRig.untilState(rig, CloudRig.SYNC, "Stopped");
            assertThat(to.eas().describe("sd_atelier").status()).isEqualTo("Running");
            var seen =
                    GuiActionRunner.execute(() -> rig.parts.deploy().deployment().current().get());
            assertThat(seen.orElseThrow().picture()).isEmpty();
        }
    }

    /// Right after a deployment, by the button of its card: the review compares with what runs, and
    /// while the update goes on nothing offers to delete the service.
    @Test
    void whatWasJustDeployedIsUpdated() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var model = CloudRig.recommended(rig);
            rig.pressButton("deploy-step-REVIEW");
            rig.until("it is ready", () -> model.isReady(false));
            rig.click("deploy-next");
            CloudRig.untilDeployed(rig);
            rig.command(Command.SHOW_SERVICES);
            var update = "service-update:sd_atelier";
            rig.until("it has a card", () -> ControlUses.isShowing(rig, update));

            rig.click(update);
            rig.until("it is the draft", () -> ControlUses.isShowing(rig, "deploy-recommend"));
            rig.until(
                    "it is called an update",
                    () ->
                            ServicesUses.labels(rig.any("view-deploy"))
                                    .contains("Update sd_atelier"));
            GuiActionRunner.execute(() -> model.edit(it -> it.with("/metadata/instance", 2)));
            rig.pressButton("deploy-step-REVIEW");
            rig.until("what changes shows", () -> ControlUses.isShowing(rig, "deploy-consequence"));
            rig.pressButton("deploy-summary-JSON");
            rig.until("the JSON shows", () -> !ControlUses.isShowing(rig, "deploy-consequence"));
            assertThat(ControlUses.isShowing(rig, "deploy-stops")).as("its lease").isTrue();
            rig.pressButton("deploy-summary-FORM");
            var next = rig.find("deploy-next", AbstractButton.class);
            rig.until(
                    "the button changes it",
                    () -> next.isEnabled() && next.getText().startsWith("Change sd_atelier"));
            rig.click("deploy-next");
            rig.until(
                    "it is called an update",
                    () ->
                            ServicesUses.labels(rig.any("view-deploy"))
                                    .contains("Updating sd_atelier"));
            assertThat(ControlUses.isShowing(rig, "progress-delete")).isFalse();
            CloudRig.untilDeployed(rig);
            var to = rig.parts.cloud().connection().get().orElseThrow();
            var config = ServiceConfig.read(to.eas().describe("sd_atelier").config());
            assertThat(config.instances()).hasValue(2);
        }
    }

    /// Its config says one instance: an update of something else leaves the three that run.
    @Test
    void anUpdateKeepsTheInstancesThatWereSetByHand() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            CloudRig.deploy(rig, to, CloudRig.SYNC);
            to.eas().scale(CloudRig.SYNC, 3);
            CloudRig.untilState(rig, CloudRig.SYNC, "Running");
            rig.command(Command.SHOW_SERVICES);
            var update = "service-update:" + CloudRig.SYNC;
            rig.until("it has a card", () -> ControlUses.isShowing(rig, update));
            rig.click(update);
            var model = rig.parts.deploy().model();
            rig.until("the form has the three", () -> instances(model).equals(Optional.of(3)));
            var draft = GuiActionRunner.execute(() -> model.text().get());
            var image = rig.find("deploy-image", JComboBox.class).getEditor().getEditorComponent();
            rig.until("its image has the keyboard", image::isFocusOwner);
            rig.press(KeyEvent.VK_ENTER);
            assertThat(GuiActionRunner.execute(() -> model.text().get())).isEqualTo(draft);
            assertThat(GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "deploy-image")))
                    .isTrue();

            rig.pressButton("deploy-step-REVIEW");
            rig.until(
                    "nothing would change",
                    () ->
                            ServicesUses.labels(rig.any("deploy-diff")).stream()
                                    .anyMatch(it -> it != null && it.startsWith(SAME)));
            assertThat(GuiActionRunner.execute(() -> ServicesUses.labels(rig.any("deploy-review"))))
                    .contains("is changed")
                    .doesNotContain("name is taken");
            GuiActionRunner.execute(() -> model.edit(it -> it.with("/x-note", "new")));
            var next = rig.find("deploy-next", AbstractButton.class);
            rig.until("it may be changed", next::isEnabled);
            rig.click("deploy-next");
            CloudRig.untilDeployed(rig);
            assertThat(to.eas().describe(CloudRig.SYNC).total()).isEqualTo(3);
        }
    }

    private static Optional<Integer> instances(DeployModel model) {
        return model.reading().get().config().flatMap(ServiceConfig::instances);
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
            rig.until("what changes shows", () -> ControlUses.isShowing(rig, "diff:x-note"));
            assertThat(config(to)).as("until it is reviewed").contains("worse");
            rig.press(KeyEvent.VK_ENTER);
            rig.press(KeyEvent.VK_SPACE);
            assertThat(ControlUses.isShowing(rig, "diff:x-note")).as("keys do nothing").isTrue();
            var change = rig.find("deploy-next", AbstractButton.class);
            rig.until(
                    "the button changes it",
                    () -> change.isEnabled() && change.getText().startsWith("Change"));
            rig.click("deploy-next");
            CloudRig.untilDeployed(rig);
            rig.command(Command.SHOW_SERVICES);

            rig.until("the first is seen", () -> !config(rig).contains("worse"));
            assertThat(ServiceConfig.read(to.eas().describe(CloudRig.SYNC).config()))
                    .isEqualTo(first);
            CloudRig.untilState(rig, CloudRig.SYNC, "Running");
            rig.click("service-more:" + CloudRig.SYNC);
            GuiActionRunner.execute(() -> UiDriver.press("service.versions"));
            rig.until(
                    "it is the present one, and the second can be had again",
                    () -> ControlUses.isShowing(rig, "version-back:2"));
            assertThat(ControlUses.isShowing(rig, "version-back:3")).isFalse();
            var words = ServicesUses.labels(rig.any("versions-form"));
            assertThat(words).contains("x-note worse");
            assertThat(words).anyMatch(it -> it.matches("[0-9-]{10} [0-9]{2}:[0-9]{2}"));
        }
    }

    private static String config(Connection to) throws EasException {
        return to.eas().describe(CloudRig.SYNC).config();
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

    /// What the strip says of its two newest pictures. Event thread.
    private static Set<String> madeOn(StudioRig rig) {
        var strip = rig.any("filmstrip", JComponent.class);
        return Stream.of(60, 186)
                .map(x -> new MouseEvent(strip, MouseEvent.MOUSE_MOVED, 0, 0, x, 50, 0, false))
                .map(strip::getToolTipText)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /// Where the notice of a finished pair is long gone.
    private static void isAPairInTheStripAndTheLibrary(StudioRig rig, QueueModel.Pair pair) {
        rig.until("the strip says where each was made", () -> madeOn(rig).equals(BOTH));
        rig.command(Command.SHOW_LIBRARY);
        var model = rig.parts.library().model();
        rig.until(
                "both are marked",
                () ->
                        model.result().get().count() == 2
                                && model.entry(0).flatMap(Entry::twin).isPresent()
                                && model.entry(1).flatMap(Entry::twin).isPresent());
        rig.click("library-grid");
        rig.press(KeyEvent.VK_END);
        GuiActionRunner.execute(() -> rig.parts.compare().model().swap());
        rig.command(Command.COMPARE_TWIN);
        rig.until(
                "they are compared again, that of this computer first",
                () ->
                        ControlUses.isShowing(rig, "view-compare")
                                && rig.parts.compare().model().picture(Side.A).get().stream()
                                        .anyMatch(it -> it.file().equals(pair.here())));
        rig.command(Command.SHOW_SERVICES);
    }

    /// That pair, then all twins of the service as two sets.
    private static void comparesAll(StudioRig rig, QueueModel.Pair pair) {
        assertThat(ServicesUses.labels(rig.any("view-compare")))
                .contains("Made differently")
                .doesNotContain("Why different");
        rig.until(
                "the labels say where each was made",
                () ->
                        rig.any("compare-canvas")
                                .getAccessibleContext()
                                .getAccessibleDescription()
                                .equals("A · This computer, B · " + CloudRig.SYNC));
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
