package dev.atelier.app;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.connect.Connection;
import dev.atelier.app.deploy.Deployment;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.cloud.deploy.Edition;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Maintainer's tool, which runs only when asked: the story of the cloud in pictures, against the
/// sandbox. As [ScreenshotsTest], with `-Dscreenshots.cloud=FOLDER`; `-Dscreenshots.size=1024x700`,
/// `-Dscreenshots.scale=200`, `-Dscreenshots.light=true` and `-Dscreenshots.zh=true` for others.
@EnabledIfSystemProperty(named = "screenshots.cloud", matches = ".+")
class CloudScreenshotsTest {
    /// With what the deployments before took.
    private static final String SETTINGS =
            """
            welcome.done=true
            queue.height=400
            cloud.stages=Creating Waiting
            cloud.stage.Creating=3
            cloud.stage.Waiting=3
            cloud.stage.picture=8
            """;

    private final Path out = Path.of(System.getProperty("screenshots.cloud", ""));

    @TempDir private Path folder;

    @Test
    void photograph() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        WindowPicture.prepare(out);
        GuiActionRunner.execute(Theme::prepare);
        var robot = BasicRobot.robotWithNewAwtHierarchy();
        Files.writeString(folder.resolve("settings.properties"), SETTINGS);
        ConnectUses.profile(folder);
        try (var rig = new StudioRig(robot, folder)) {
            story(rig, new WindowPicture(rig, robot, out));
        } finally {
            robot.cleanUp();
        }
    }

    private void story(StudioRig rig, WindowPicture camera) throws Exception {
        camera.dress();
        rig.command(Command.SHOW_SERVICES);
        camera.take("services-empty");
        rig.command(Command.CONNECT_CLOUD);
        rig.until("connect", () -> ControlUses.isShowing(rig, ConnectUses.VIEW));
        camera.take("connect");
        var to = CloudRig.connect(rig);
        CloudRig.deploy(rig, to, CloudRig.SYNC); // for the review to compare with
        deploys(rig, camera);
        services(rig, camera, to);
        queue(rig, camera);
    }

    private void deploys(StudioRig rig, WindowPicture camera) throws Exception {
        rig.command(Command.DEPLOY_SERVICE);
        var model = rig.parts.deploy().model();
        rig.until("offers", () -> !model.offers().get().region().isEmpty());
        GuiActionRunner.execute(() -> model.recommend(Edition.STANDARD));
        for (var step : List.of("MACHINE", "STORAGE", "REVIEW")) {
            rig.pressButton("deploy-step-" + step);
            camera.take("deploy-" + step.toLowerCase(Locale.ROOT));
        }
        rig.pressButton("deploy-step-MACHINE");
        rig.pressButton("deploy-side-JSON");
        camera.take("deploy-json");
        rig.pressButton("deploy-side-FORM");
        rig.pressButton("deploy-step-REVIEW");
        rig.pressButton("deploy-next");
        rig.until("it waits for a machine", () -> stages(rig) > 1);
        camera.take("deploy-progress");
        rig.untilMade("a first picture", () -> phase(rig) == Deployment.Phase.DONE);
        camera.take("deploy-done");
    }

    /// Event thread.
    private static int stages(StudioRig rig) {
        return rig.parts
                .deploy()
                .deployment()
                .current()
                .get()
                .map(it -> it.stages().size())
                .orElse(0);
    }

    /// Event thread.
    private static Deployment.Phase phase(StudioRig rig) {
        return rig.parts
                .deploy()
                .deployment()
                .current()
                .get()
                .map(Deployment::phase)
                .orElse(Deployment.Phase.SENDING);
    }

    private void services(StudioRig rig, WindowPicture camera, Connection to) throws Exception {
        CloudRig.deploy(rig, to, CloudRig.ASYNC);
        CloudRig.deploy(rig, to, CloudRig.WITH_OSS_MODELS);
        var model = rig.parts.services().model();
        GuiActionRunner.execute(() -> {
            model.lease(CloudRig.SYNC, Optional.of(Duration.ofMinutes(30)), Optional.empty());
        });
        to.eas().stop(CloudRig.ASYNC);
        CloudRig.untilState(rig, CloudRig.ASYNC, "Stopped");
        rig.command(Command.SHOW_SERVICES);
        rig.until("a card", () -> ControlUses.isShowing(rig, "service-log:" + CloudRig.SYNC));
        camera.take("services");
        rig.pressButton("service-log:" + CloudRig.SYNC);
        rig.pressButton("drawer-MODELS");
        rig.until(
                "lists",
                () ->
                        ServicesUses.labels(rig.any("service-models")).stream()
                                .anyMatch(it -> it.startsWith("webui ")));
        camera.take("services-models");
        rig.pressButton("drawer-CALLS");
        camera.take("services-calls");
        to.eas().start(CloudRig.ASYNC);
        CloudRig.untilState(rig, CloudRig.ASYNC, "Running");
    }

    private void queue(StudioRig rig, WindowPicture camera) throws Exception {
        rig.command(Command.SHOW_CREATE);
        rig.draft(r -> r.withSampling(r.sampling().withSteps(24)));
        var id = "sandbox/" + CloudRig.SYNC;
        GuiActionRunner.execute(() -> rig.parts.where().choose(new PlaceChoice(id, true)));
        rig.command(Command.GENERATE);
        rig.untilMade("both", () -> rig.parts.queue().pair().get().isPresent());
        var pair = GuiActionRunner.execute(() -> rig.parts.queue().pair().get().get());
        GuiActionRunner.execute(() -> rig.parts.compare().compare(pair));
        rig.until("compared", () -> rig.parts.compare().model().comparison().get().isPresent());
        camera.take("twins");
        rig.command(Command.SHOW_CREATE);
        rig.draft(r -> r.withSampling(r.sampling().withSteps(400)));
        for (int i = 0; i < 3; i++) {
            rig.command(Command.GENERATE);
        }
        rig.until("one runs", () -> rig.parts.queue().here().live().get().isPresent());
        camera.take("queue-places");
        rig.command(Command.FOLD_QUEUE);
        camera.take("queue-folded");
        rig.command(Command.FOLD_QUEUE);
        GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.AUTO));
        rig.click("where");
        camera.take("where");
        rig.press(KeyEvent.VK_ESCAPE);
        GuiActionRunner.execute(() -> rig.parts.queue().cancelAll());
        rig.command(Command.SHOW_LIBRARY);
        // the first picture of a service that was deployed, and both of the twin
        rig.until(
                "the index has what was made",
                () -> rig.parts.library().model().result().get().count() >= 3);
        camera.take("library");
    }
}
