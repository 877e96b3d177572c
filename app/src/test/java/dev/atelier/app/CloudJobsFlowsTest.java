package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Size;
import java.awt.Container;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes on in the cloud while the studio is closed, or without it: services that somebody else
/// deletes, jobs and uploads of an earlier run, deployments that were left.
class CloudJobsFlowsTest extends CloudFlowTest {
    /// By another program, with one job at work there and one that waits: neither can come any
    /// more.
    @Test
    void jobsOfAServiceThatWasDeletedFailAndGoOnElsewhere() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            CloudRig.deploy(rig, to, CloudRig.ASYNC);
            var id = "sandbox/" + CloudRig.ASYNC;
            rig.command(Command.SHOW_CREATE);
            GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.at(id)));
            rig.draft(r -> r.withSampling(r.sampling().withSteps(StudioRig.LONG)));
            rig.click("generate");
            rig.draft(r -> r.withSampling(r.sampling().withSteps(2)).withSize(new Size(64, 64)));
            rig.click("generate");
            rig.untilMade("the service has them", () -> hasWork(rig));
            to.eas().delete(CloudRig.ASYNC);
            rig.until(
                    "both have failed",
                    () -> {
                        rig.parts.services().model().look();
                        return rig.parts.queue().jobs().get().size() == 2
                                && rig.parts.queue().jobs().get().stream()
                                        .allMatch(it -> it.state() == Job.State.FAILED);
                    });
            long first = rig.jobs().getFirst().id();
            long second = rig.jobs().getLast().id();
            for (long job : new long[] {first, second}) {
                assertThat(GuiActionRunner.execute(() -> labels(rig, "job-" + job)))
                        .contains(
                                "The service sd_async was deleted. Try the job at another place, or"
                                        + " remove it.");
            }

            rig.click("queue-remedy-" + second);
            rig.untilMade("it is made here", () -> state(rig, second) == Job.State.DONE);
            assertThat(rig.jobs().getLast().place()).isEqualTo(Place.HERE);
            nothingMoreIsOrderedThere(rig);
            retriesThereAndMovesAfterwards(rig, first);
            rig.until(
                    "the place is not listed any more",
                    () -> {
                        rig.parts.services().model().look();
                        return rig.parts.queue().at(id).isEmpty();
                    });
        }
    }

    /// It is still the place that was chosen: Generate says why not, and makes it here at a press.
    private static void nothingMoreIsOrderedThere(StudioRig rig) {
        rig.click("generate");
        rig.until(
                "that is said",
                () ->
                        ControlUses.toast(rig)
                                .equals(
                                        "sd_async was deleted, so nothing can be made there."
                                                + " Choose another place."));
        assertThat(rig.jobs()).hasSize(2);
        rig.click("toast-verb");
        rig.untilMade(
                "it is made here",
                () ->
                        rig.parts.queue().jobs().get().size() == 3
                                && rig.parts.queue().jobs().get().stream()
                                        .anyMatch(it ->
                                                it.place().equals(Place.HERE)
                                                        && it.state() == Job.State.DONE));
        assertThat(GuiActionRunner.execute(() -> rig.parts.where().chosen().get()))
                .isEqualTo(PlaceChoice.HERE);
    }

    /// A service of that name may come again, so a job may wait for it; and may be taken away.
    private static void retriesThereAndMovesAfterwards(StudioRig rig, long job) {
        GuiActionRunner.execute(() -> rig.any("job-" + job).requestFocusInWindow());
        rig.press(KeyEvent.VK_R);
        rig.until("it waits", () -> state(rig, job) == Job.State.QUEUED);
        rig.until(
                "it can be moved",
                () ->
                        rig.any("queue-remedy-" + job, AbstractButton.class)
                                .getText()
                                .equals("Move to this computer"));
        assertThat(GuiActionRunner.execute(() -> labels(rig, "job-" + job)))
                .contains("place deleted");
        assertThat(GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "queue-remedy-" + job)))
                .isTrue();
        GuiActionRunner.execute(() -> rig.any("job-" + job).requestFocusInWindow());
        rig.press(KeyEvent.VK_DELETE);
        rig.until("it is removed", () -> state(rig, job) == Job.State.CANCELLED);
    }

    /// However many of them the service takes out of its queue at once, it makes one after the
    /// other: each row shows what its own job does.
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aJobThatWaitsAtItsServiceSaysSo(int workers) throws Exception {
        var id = "sandbox/sd_workers";
        try (var rig = new StudioRig(robot, folder)) {
            var to = CloudRig.connect(rig);
            to.eas().create(ServiceConfig.read(CloudRig.queued("sd_workers", workers)));
            CloudRig.untilState(rig, "sd_workers", "Running");
            rig.command(Command.SHOW_CREATE);
            GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.at(id)));
            rig.draft(r -> r.withSampling(r.sampling().withSteps(StudioRig.LONG)));
            for (int i = 0; i < 3; i++) {
                rig.click("generate");
            }
            var jobs = rig.jobs().stream().map(Job::id).toList();
            rig.untilMade(
                    "one is drawn, the others wait there",
                    () ->
                            says(rig, jobs, "sampling") == 1
                                    && says(rig, jobs, "waits, 1 of 2") == 1
                                    && says(rig, jobs, "waits, 2 of 2") == 1
                                    && says(rig, jobs, "[0-9]+/" + StudioRig.LONG) == 1
                                    && labels(rig, "lane-" + id).contains("1 running, 2 waiting"));
            long drawn =
                    GuiActionRunner.execute(() ->
                            jobs.stream()
                                    .filter(it -> says(rig, List.of(it), "sampling") == 1)
                                    .findFirst()
                                    .orElseThrow());
            GuiActionRunner.execute(() -> rig.parts.queue().cancel(drawn));
            rig.untilMade(
                    "then one of the others",
                    () ->
                            says(rig, jobs, "sampling") == 1
                                    && says(rig, jobs, "waits, next") == 1
                                    && state(rig, drawn) == Job.State.CANCELLED);
            GuiActionRunner.execute(() -> rig.parts.queue().cancelAll());
            rig.until(
                    "all ended",
                    () ->
                            rig.parts.queue().places().get().stream()
                                    .noneMatch(it -> it.running().get()));
        }
    }

    /// How many rows say something. Event thread.
    private static long says(StudioRig rig, List<Long> jobs, String pattern) {
        return jobs.stream()
                .filter(job ->
                        labels(rig, "job-" + job).stream()
                                .anyMatch(it -> it != null && it.matches(pattern)))
                .count();
    }

    /// The studio is closed while a service draws: it goes on there, and the lane says so.
    @Test
    void aLaneThatIsPausedSaysThatWhatWasSentIsFetched() throws Exception {
        var id = "sandbox/" + CloudRig.ASYNC;
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.deploy(rig, CloudRig.connect(rig), CloudRig.ASYNC);
            rig.command(Command.SHOW_CREATE);
            GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.at(id)));
            rig.draft(r ->
                    r.withSampling(r.sampling().withSteps(StudioRig.LONG))
                            .withSize(new Size(384, 384)));
            rig.click("generate");
            rig.untilMade("the service has it", () -> hasWork(rig));
        }
        try (var rig = new StudioRig(robot, folder)) {
            rig.command(Command.SHOW_CREATE);
            rig.untilMade(
                    "it is fetched",
                    () ->
                            labels(rig, "lane-" + id)
                                    .containsAll(
                                            List.of(
                                                    "1 running",
                                                    "Paused: nothing new is sent. What was sent is"
                                                            + " still fetched.")));
            long job = rig.jobs().getFirst().id();
            var to = GuiActionRunner.execute(() -> rig.parts.cloud().connection().get().get());
            to.eas().stop(CloudRig.ASYNC);
            CloudRig.untilState(rig, CloudRig.ASYNC, "Stopped");
            rig.until(
                    "it stands still",
                    () ->
                            labels(rig, "job-" + job).contains("on hold")
                                    && labels(rig, "lane-" + id)
                                            .contains(
                                                    "What was sent waits too. sd_async is"
                                                            + " stopped. Start it, or move its"
                                                            + " jobs."));
            rig.click(
                    ComponentFinder.first(
                                    rig.any("job-" + job),
                                    it -> it instanceof AbstractButton && it.isShowing())
                            .orElseThrow());
            rig.until("it is taken back", () -> state(rig, job) == Job.State.CANCELLED);
        }
    }

    /// It costs nothing and loses nothing, so nobody is asked; the page says what becomes of its
    /// services, and so it is after the restart.
    @Test
    void servicesOfTheSandboxRestWhileTheStudioIsClosed() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.deploy(rig, CloudRig.connect(rig), CloudRig.SYNC);
            rig.command(Command.SHOW_SERVICES);
            rig.until(
                    "the page says it",
                    () ->
                            labels(rig, "view-services")
                                    .contains(
                                            "Sandbox on this computer: free, without an account."
                                                    + " Its services rest while Atelier is closed"
                                                    + " and come back with it."));
            var meter = (JComponent) rig.any("cost-meter");
            assertThat(GuiActionRunner.execute(() -> meter.getToolTipText()))
                    .isEqualTo(
                            "Show the services. Sandbox services rest while Atelier is closed and come"
                                    + " back with it.");
            assertThat(GuiActionRunner.execute(() -> rig.parts.services().mayQuit(() -> {})))
                    .isTrue();
        }
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.untilState(rig, CloudRig.SYNC, "Running");
        }
    }

    /// A deployment can be left and found again; once it has ended, the next one begins.
    @Test
    void aNewDeploymentBeginsWithANewDraft() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var model = CloudRig.wizard(rig);
            rig.click("deploy-recommend");
            rig.until("it is ready", () -> model.isReady(false));
            var first = name(rig);
            rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
            rig.until("it goes on", () -> ControlUses.isShowing(rig, "progress-filter"));
            leaves(rig);
            rig.press(KeyEvent.VK_D, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
            rig.until("it still goes on", () -> ControlUses.isShowing(rig, "progress-filter"));
            CloudRig.untilDeployed(rig);
            leaves(rig);
            rig.press(KeyEvent.VK_D, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
            rig.until("the wizard shows", () -> ControlUses.isShowing(rig, "deploy-recommend"));
            rig.until("another service is meant", () -> !name(rig).equals(first));
            assertThat(GuiActionRunner.execute(() -> model.isReady(false))).isTrue();
            assertThat(
                            GuiActionRunner.execute(() ->
                                    rig.any("deploy-step-ACCOUNT", AbstractButton.class)
                                            .isSelected()))
                    .isTrue();
            rig.until(
                    "that is said",
                    () ->
                            ControlUses.toast(rig)
                                    .equals("A new draft has the recommended choices."));
            leaves(rig);
        }
    }

    /// What is ordered while a service starts shows where the person works: that place stays, and
    /// the page says so with a box that can be ticked again.
    @Test
    void aPlaceThatWasUsedDuringADeploymentStays() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.connect(rig);
            rig.command(Command.DEPLOY_SERVICE);
            var model = rig.parts.deploy().model();
            var deployment = rig.parts.deploy().deployment();
            rig.until("offers", () -> !model.offers().get().machines().isEmpty());
            rig.click("deploy-recommend");
            rig.until("it is ready", () -> model.isReady(false));
            rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
            rig.until("it goes on", () -> ControlUses.isShowing(rig, "progress-ready-CHOOSE"));
            assertThat(isTicked(rig)).isTrue();
            rig.command(Command.SHOW_CREATE);
            rig.draft(r -> r.withSampling(r.sampling().withSteps(1)).withSize(new Size(64, 64)));
            rig.click("generate");
            GuiActionRunner.execute(() -> rig.parts.deploy().show());
            rig.until("the box is not ticked", () -> !isTicked(rig));

            rig.untilMade("it runs", () -> !deployment.isUnderWay());
            rig.input().settle();
            assertThat(GuiActionRunner.execute(() -> rig.parts.where().chosen().get()))
                    .isEqualTo(PlaceChoice.HERE);
        }
    }

    private static boolean isTicked(StudioRig rig) {
        return rig.any("progress-ready-CHOOSE", AbstractButton.class).isSelected();
    }

    /// By Escape.
    private static void leaves(StudioRig rig) {
        rig.input().settle();
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("the page is left", () -> !ControlUses.isShowing(rig, DeployUses.VIEW));
    }

    /// Of the draft. Event thread.
    private static String name(StudioRig rig) {
        return rig.parts.deploy().model().reading().get().config().orElseThrow().name();
    }

    /// As the end of power leaves it: the note of the upload stands in the settings.
    @Test
    void anUploadThatWasBrokenOffIsSaidOnceAndGoesOn() throws Exception {
        var models = Files.createDirectories(folder.resolve("more-models"));
        var file = FakeLoras.starter(models, "harbour");
        var settings = folder.resolve("settings.properties");
        Files.writeString(settings, "welcome.done=true\nmodels.folders=" + models + "\n");
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.deploy(rig, CloudRig.connect(rig), CloudRig.WITH_OSS_MODELS);
        }
        Files.writeString(
                settings,
                "cloud.uploading=sandbox/%s\\t%s\n".formatted(CloudRig.WITH_OSS_MODELS, file),
                StandardOpenOption.APPEND);
        try (var rig = new StudioRig(robot, folder)) {
            rig.until(
                    "it is said",
                    () ->
                            ControlUses.toast(rig)
                                    .equals(
                                            "The upload of harbour to sd_oss_models was broken off"
                                                    + " when the program ended."));
            rig.click("toast-verb");
            rig.until(
                    "it arrives",
                    () -> ControlUses.toast(rig).equals("harbour is on sd_oss_models now."));
        }
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.untilState(rig, CloudRig.WITH_OSS_MODELS, "Running");
            rig.input().settle();
            assertThat(GuiActionRunner.execute(() -> ControlUses.toast(rig))).isEmpty();
        }
    }

    /// Whether the queue of the service has taken a job. Event thread.
    private static boolean hasWork(StudioRig rig) {
        var model = rig.parts.services().model();
        model.look();
        return model.services().get().stream()
                .flatMap(it -> it.waiting().stream())
                .anyMatch(it -> it > 0);
    }

    /// Event thread. Empty where there is no such part.
    private static List<String> labels(StudioRig rig, String name) {
        return ComponentFinder.first(rig.frame.target(), it -> name.equals(it.getName()))
                .map(it -> ServicesUses.labels((Container) it))
                .orElse(List.of());
    }

    /// Event thread.
    private static Job.State state(StudioRig rig, long job) {
        return rig.parts.queue().jobs().get().stream()
                .filter(it -> it.id() == job)
                .map(Job::state)
                .findFirst()
                .orElse(Job.State.CANCELLED);
    }
}
