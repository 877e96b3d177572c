package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.Spending;
import dev.atelier.app.deploy.Deployment;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.recipe.Generator;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Kills a studio with work in the cloud, as the end of power does, and starts it again: the cloud
/// goes on meanwhile, nothing is ordered twice, and the studio finishes what it began.
class CloudKillTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension final ChildOutput children = new ChildOutput();
    @TempDir Path folder;
    private final List<BigInteger> drawn = Collections.synchronizedList(new ArrayList<>());
    private @Nullable Sandbox sandbox;

    private Map<String, String> cloud(StateDurations durations) throws Exception {
        Generator slow =
                (recipe, observer, cancellation) -> {
                    try {
                        Thread.sleep(80);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    drawn.add(recipe.seed().value());
                    return SandboxRig.BLACK.generate(recipe, observer, cancellation);
                };
        var opened = SandboxRig.open(slow, it -> it.withDurations(durations));
        sandbox = opened.sandbox();
        return opened.environment();
    }

    @AfterEach
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void killAt(Map<String, String> account, String mode, String moment) throws Exception {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CloudProcess.class.getName(),
                                folder.toString(),
                                mode)
                        .redirectError(children.errors());
        builder.environment().putAll(account);
        var process = builder.start();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var line = lines.readLine();
            while (line != null && !line.contains(moment)) {
                children.say(line);
                line = lines.readLine();
            }
            assertTrue(line != null, "it ended by itself");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aBatchInAQueueIsFinishedAfterTheKill() throws Exception {
        var account = cloud(new StateDurations(SHORT, SHORT, SHORT, Duration.ZERO));
        var eas = new CloudAccess(account, folder).eas(Optional.of("cn-hangzhou"));
        eas.create(
                Blueprint.async(CloudProcess.ASYNC, "cn-hangzhou")
                        .withOss("oss://sd-bucket/all/")
                        .config());
        killAt(account, "batch", "made ");
        int before = pictures();
        assertTrue(before < CloudProcess.PICTURES, "all were made before the kill");

        try (var again = new CloudProcess(folder, account, children::say)) {
            again.connect();
            var place = again.place();
            place.resume();
            again.loop.until(() -> {
                again.services.look();
                return again.isDone();
            });
        }

        assertEquals(CloudProcess.PICTURES, pictures());
        assertEquals(CloudProcess.PICTURES, new HashSet<>(drawn).size());
        assertEquals(CloudProcess.PICTURES, drawn.size(), () -> "some were made twice: " + drawn);
    }

    private int pictures() throws Exception {
        try (var all = Files.walk(folder.resolve("pictures"))) {
            return (int) all.filter(it -> it.toString().endsWith(".png")).count();
        }
    }

    @Test
    void aDeploymentGoesOnAndIsFollowedAgain() throws Exception {
        // Longer than a busy machine may take from one look to the next.
        var slow = Duration.ofSeconds(2);
        var account = cloud(new StateDurations(slow, slow.multipliedBy(2), SHORT, Duration.ZERO));
        killAt(account, "deploy", "Waiting");
        var eas = new CloudAccess(account, folder).eas(Optional.of("cn-hangzhou"));
        assertEquals(CloudProcess.DEPLOYED, eas.list().getFirst().name());

        try (var again = new CloudProcess(folder, account, children::say)) {
            again.connect();
            again.loop.until(() ->
                    again.deployment
                            .current()
                            .get()
                            .filter(it -> it.phase() == Deployment.Phase.DONE)
                            .isPresent());
            var done = again.deployment.current().get().orElseThrow();
            assertEquals(CloudProcess.DEPLOYED, done.service());
            assertTrue(Files.exists(done.picture().orElseThrow()));
            var words = done.stages().stream().map(Deployment.Stage::word).toList();
            assertEquals(List.of("Creating", "Waiting", "Running"), words, "nothing is forgotten");
            assertTrue(done.begun().isBefore(done.stages().getFirst().until().orElseThrow()));
        }
        assertEquals(1, eas.list().size());
    }

    /// Nobody may be there to stop it then, so the service has a timer of its own.
    @Test
    void theServiceItselfKnowsWhenItsHoursAreOver() throws Exception {
        Files.writeString(folder.resolve("settings.properties"), "cloud.deploy-hours=2\n");
        var account = cloud(new StateDurations(SHORT, SHORT, SHORT, Duration.ZERO));
        try (var studio = new CloudProcess(folder, account, children::say)) {
            studio.connect();
            var config = Blueprint.sync(CloudProcess.DEPLOYED, "cn-hangzhou").config();
            studio.deployment.deploy(config, false);
            studio.loop.until(() ->
                    studio.deployment
                            .current()
                            .get()
                            .filter(it -> it.phase() == Deployment.Phase.DONE)
                            .isPresent());
        }

        var eas = new CloudAccess(account, folder).eas(Optional.of("cn-hangzhou"));
        var timers = eas.scaling(CloudProcess.DEPLOYED).byClock();
        assertEquals(List.of(LeaseKeeper.TIMER), timers.stream().map(it -> it.job()).toList());
        var leases = new Spending(folder, Instant::now).leases().all();
        var end = leases.getFirst().until().orElseThrow();
        assertTrue(end.isAfter(Instant.now().plus(Duration.ofMinutes(118))), end::toString);
        assertTrue(end.isBefore(Instant.now().plus(Duration.ofMinutes(121))), end::toString);
    }
}
