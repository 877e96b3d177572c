package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.PlaceQueue;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.recipe.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes wrong with an account that costs money, with a person's hands: the account is a
/// sandbox outside the studio, which does not know it for one.
class AccountFlowsTest extends CloudFlowTest {
    private static final String NAME = "portraits";
    private static final Duration BLINK = Duration.ofMillis(50);

    private SandboxRig cloud;
    private EasClient eas;

    @BeforeEach
    void deploy() throws Exception {
        cloud = SandboxRig.open(SandboxRig.BLACK, BLINK);
        eas = cloud.access(folder).eas(Optional.of(SandboxRig.REGION));
        eas.create(Blueprint.sync(NAME, SandboxRig.REGION).config());
        eas.await(NAME, BLINK, _ -> {}, new Cancellation());
    }

    @AfterEach
    void closeCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    private StudioRig studio() {
        return CloudRig.studio(robot, folder, cloud);
    }

    private static void connect(StudioRig rig) {
        rig.command(Command.CONNECT_CLOUD);
        rig.until("the key is found", () -> ControlUses.isShowing(rig, "account-environment"));
        rig.click("account-environment");
        rig.until(
                "it may connect",
                () ->
                        ControlUses.isShowing(rig, "account-connect")
                                && rig.any("account-connect", AbstractButton.class).isEnabled());
        rig.pressButton("account-connect"); // the list of rights has just moved it
        rig.until("it is connected", () -> rig.parts.cloud().connection().get().isPresent());
        CloudRig.untilState(rig, NAME, "Running");
    }

    private static PlaceQueue place(StudioRig rig) {
        return rig.parts.queue().places().get().stream()
                .filter(it -> it.place().name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWrongSecretIsSaid() throws Exception {
        try (var rig = studio()) {
            rig.command(Command.CONNECT_CLOUD);
            rig.until("it has looked for keys", () -> ControlUses.isShowing(rig, "key-type"));
            rig.click("key-type");
            rig.until("the form shows", () -> ControlUses.isShowing(rig, "key-id"));
            rig.enter("key-id", cloud.sandbox().account().accessKeyId());
            rig.click("key-secret");
            rig.type("not-the-secret-of-this-key");
            rig.click("key-use");
            rig.until(
                    "it is said which is wrong",
                    () ->
                            ControlUses.isShowing(rig, "connect-problem")
                                    && rig.find("connect-problem", JComponent.class)
                                            .getAccessibleContext()
                                            .getAccessibleName()
                                            .contains("secret"));
            assertThat(GuiActionRunner.execute(() -> rig.parts.cloud().connection().get()))
                    .isEmpty();
            var connect = rig.find("account-connect", AbstractButton.class);
            assertThat(GuiActionRunner.execute(connect::isEnabled))
                    .as("the same key would be refused again")
                    .isFalse();
            rig.click("account-environment");
            rig.until("another key may be tried", connect::isEnabled);
        }
    }

    /// A dear machine and a low limit, both typed: the next job waits and says why, and goes on
    /// where it is moved.
    @Test
    void aLimitThatIsReachedHoldsJobsBack() throws Exception {
        try (var rig = studio()) {
            connect(rig);
            rig.command(Command.SHOW_SERVICES);
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-more:" + NAME));
            rig.click("service-more:" + NAME);
            GuiActionRunner.execute(() -> UiDriver.press("service.price"));
            rig.fill("price-amount", "100000");
            rig.click("price-set");
            rig.click("services-limit");
            rig.fill("limit-day", "1");
            rig.click("limit-set");
            rig.until(
                    "the limit is reached",
                    () -> {
                        rig.parts.services().model().look();
                        return place(rig)
                                .away()
                                .get()
                                .filter(it -> it.why() == WaitReason.Why.CAP)
                                .isPresent();
                    });

            rig.command(Command.SHOW_CREATE);
            rig.draft(r -> r.withSampling(r.sampling().withSteps(2)));
            GuiActionRunner.execute(() -> {
                var at = place(rig).place().id();
                rig.parts.where().choose(PlaceChoice.at(at));
            });
            rig.click("generate");
            rig.until("a job waits", () -> rig.parts.queue().jobs().get().size() == 1);
            assertThat(rig.jobs().getFirst().state()).isEqualTo(Job.State.QUEUED);
            var why = GuiActionRunner.execute(() -> place(rig).away().get().orElseThrow().words());
            assertThat(why).contains("limit");
            GuiActionRunner.execute(() ->
                    rig.parts
                            .queue()
                            .move(
                                    rig.parts.queue().jobs().get().getFirst().id(),
                                    rig.parts.queue().here()));
            rig.untilMade(
                    "it is made here",
                    () -> rig.parts.queue().jobs().get().getFirst().state() == Job.State.DONE);
        }
    }

    /// Both sides have a model called starter; the service's has another hash.
    @Test
    void aHashThatIsReadTellsModelsOfOneNameApart() throws Exception {
        try (var rig = studio()) {
            connect(rig);
            rig.command(Command.SHOW_SERVICES);
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-log:" + NAME));
            rig.click("service-log:" + NAME);
            rig.click("drawer-MODELS");
            rig.until("a hash is offered", () -> ControlUses.isShowing(rig, "model-hash:starter"));
            assertThat(words(rig)).contains("same name").doesNotContain("different");
            rig.until(
                    "its version",
                    () ->
                            read(rig).stream()
                                    .anyMatch(it -> it.startsWith("webui v1.10.1 · image ")));
            rig.click("model-hash:starter");
            rig.untilMade("they differ", () -> read(rig).contains("different"));
            assertThat(words(rig)).doesNotContain("same name");
        }
    }

    private static List<String> words(StudioRig rig) {
        return GuiActionRunner.execute(() -> read(rig));
    }

    /// Event thread.
    private static List<String> read(StudioRig rig) {
        return ServicesUses.labels(rig.any("service-models"));
    }

    @Test
    void aCloudThatIsGoneIsSaidOnThePage() throws Exception {
        try (var rig = studio()) {
            connect(rig);
            rig.command(Command.SHOW_SERVICES);
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-more:" + NAME));
            cloud.close();
            rig.until(
                    "it is said",
                    () -> {
                        rig.parts.services().model().look();
                        return ControlUses.isShowing(rig, "services-problem");
                    });
            assertThat(GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "view-services")))
                    .isTrue();
            assertThat(
                            GuiActionRunner.execute(
                                    () -> ServicesUses.labels(rig.any("services-problem"))))
                    .contains(
                            "The control plane does not answer. Check the network and the region,"
                                    + " or the address in ATELIER_CLOUD_ENDPOINT.");
        }
    }

    /// Stay, then stop: the window closes once the service is proven stopped.
    @Test
    void quittingAsksWhatBecomesOfAServiceThatRuns() throws Exception {
        try (var rig = studio()) {
            connect(rig);
            rig.later(() -> rig.command(Command.QUIT));
            ControlUses.untilOpen(rig, "quit-services");
            rig.click(ControlUses.inDialog("quit-services", "quit-stay", AbstractButton.class));
            rig.until("it is closed", () -> !ControlUses.dialogShows("quit-services"));
            assertThat(rig.frame.target().isShowing()).isTrue();
            assertThat(eas.describe(NAME).status()).isEqualTo("Running");

            rig.later(() -> rig.command(Command.QUIT));
            ControlUses.untilOpen(rig, "quit-services");
            rig.click(ControlUses.inDialog("quit-services", "quit-stop", AbstractButton.class));
            rig.until("the window closes", () -> !rig.frame.target().isDisplayable());
            assertThat(eas.describe(NAME).status()).isEqualTo("Stopped");
        }
    }
}
