package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.nio.file.Files;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first page and the cloud.
class FirstRunCloudFlowsTest extends CloudFlowTest {
    @BeforeEach
    void forgetTheFirstPage() throws Exception {
        Files.writeString(folder.resolve("settings.properties"), "");
    }

    @Test
    void theSandboxIsOneClickFromTheFirstRun() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            firstPage(rig);
            rig.click("welcome-sandbox");
            rig.until("connected", () -> rig.parts.cloud().connection().get().isPresent());
            assertThat(ControlUses.isShowing(rig, ConnectUses.VIEW)).isTrue();
            assertThat(isDone(rig)).isTrue();
            assertThat(rig.mistakes()).isEmpty();
        }
    }

    /// By a key, without a look at the first page: it does not come back.
    @Test
    void aCommandLeavesTheFirstPageForGood() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            firstPage(rig);
            rig.command(Command.DEPLOY_SERVICE);
            rig.until("it shows", () -> ControlUses.isShowing(rig, "view-deploy"));
            assertThat(isDone(rig)).isTrue();
        }
    }

    /// As after the end of a process in its first run.
    @Test
    void aDeploymentThatGoesOnIsSeenInPlaceOfTheFirstPage() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.connect(rig);
            var config = ServiceConfig.read(CloudRig.named(CloudRig.SYNC));
            GuiActionRunner.execute(() -> rig.parts.deploy().deployment().deploy(config, false));
            rig.until(
                    "it starts",
                    () ->
                            rig.parts.deploy().deployment().current().get().stream()
                                    .anyMatch(it -> !it.stages().isEmpty()));
        }
        var settings = folder.resolve("settings.properties");
        assertThat(Files.readString(settings)).contains("cloud.deploying-stages");
        try (var rig = new StudioRig(robot, folder)) {
            rig.later(() -> rig.studio.welcome());
            rig.until("it is seen", () -> ControlUses.isShowing(rig, "progress-stages"));
            CloudRig.untilDeployed(rig);
            var words =
                    GuiActionRunner.execute(() ->
                            rig.parts.deploy().deployment().current().get().stream()
                                    .flatMap(it -> it.stages().stream())
                                    .map(it -> it.word())
                                    .toList());
            assertThat(words).startsWith("Creating").endsWith("Running");
        }
    }

    private static void firstPage(StudioRig rig) {
        rig.later(() -> rig.studio.welcome());
        rig.until("it shows", () -> rig.focused("welcome"));
    }

    private static boolean isDone(StudioRig rig) {
        return rig.studio.context().settings().get(StudioSettings.WELCOME_DONE);
    }
}
