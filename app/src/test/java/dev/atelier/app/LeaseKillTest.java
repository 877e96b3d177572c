package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.Terminal;
import dev.atelier.app.cli.cloud.CloudContext;
import dev.atelier.app.cli.cloud.ServicesCommand;
import dev.atelier.app.queue.QueueRig;
import dev.atelier.app.services.Cloud;
import dev.atelier.app.services.ServicesModel;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.recipe.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Kills the program that watches a lease, as the end of power does: the next one that is started,
/// command or studio, ends the lease and says so.
class LeaseKillTest {
    private static final String NAME = "batches";
    private static final Duration BLINK = Duration.ofMillis(20);

    @RegisterExtension final ChildOutput children = new ChildOutput();
    @TempDir Path folder;
    private SandboxRig sandbox;
    private EasClient eas;
    private Duration later = Duration.ZERO;
    private volatile Duration cloudsLater = Duration.ZERO;

    @BeforeEach
    void leaseAndKill() throws Exception {
        sandbox =
                SandboxRig.open(
                        SandboxRig.BLACK,
                        it ->
                                it.withDurations(SandboxRig.states(BLINK))
                                        .withClock(() -> Instant.now().plus(cloudsLater)));
        eas = sandbox.access(folder).eas(Optional.of(SandboxRig.REGION));
        eas.create(
                Blueprint.async(NAME, SandboxRig.REGION).withOss("oss://sd-bucket/all/").config());
        eas.await(NAME, BLINK, _ -> {}, new Cancellation());
        killWatcher("--idle", "30m");
        assertEquals("Running", eas.describe(NAME).status());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    /// The program itself, until it has said that it watches.
    private void killWatcher(String option, String value) throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Datelier.data=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "services",
                        "lease",
                        NAME,
                        "--region",
                        SandboxRig.REGION,
                        option,
                        value);
        builder.environment().putAll(sandbox.environment());
        builder.redirectErrorStream(true);
        var watcher = builder.start();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(watcher.getInputStream(), StandardCharsets.UTF_8))) {
            var line = lines.readLine();
            while (line != null && !line.startsWith(NAME + " is watched")) {
                children.say(line);
                line = lines.readLine();
            }
            assertTrue(line != null, "it ended by itself");
        } finally {
            watcher.destroyForcibly().waitFor();
        }
    }

    private Spending spending() {
        return new Spending(folder, this::now);
    }

    private Instant now() {
        return Instant.now().plus(later);
    }

    private String nextCommand() throws IOException {
        var out = new StringWriter();
        var err = new StringWriter();
        var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        var context =
                new CloudContext(
                        terminal, sandbox.access(folder), new Cancellation(), BLINK, spending());
        var line = new CommandLine(new ServicesCommand(context));
        assertEquals(0, line.execute("list", "--region", SandboxRig.REGION), err.toString());
        return err.toString();
    }

    @Test
    void theNextCommandEndsItOnceItIsDue() throws Exception {
        later = Duration.ofMinutes(20);
        assertEquals(
                """
                batches has a lease, for 30 minutes without work. Where no program watches it: once its time is over, the next 'atelier services', 'deploy', 'queue' or 'generate --on' stops the service.
                """,
                nextCommand().replace(System.lineSeparator(), "\n"));
        assertEquals("Running", eas.describe(NAME).status());

        later = Duration.ofMinutes(40);
        assertEquals(
                """
                The lease of batches ends: it had no work for 30 minutes, and no program watched it. It is being stopped.
                batches is stopped and costs nothing more.
                """,
                nextCommand().replace(System.lineSeparator(), "\n"));
        assertEquals("Stopped", eas.describe(NAME).status());
        assertEquals(List.of(), spending().leases().all());
    }

    /// Nothing of ours runs when the time comes: the service stops by the timer that the lease set
    /// there.
    @Test
    void theServiceStopsByItselfAtTheTime() throws Exception {
        var end =
                LocalTime.now(ZoneId.systemDefault())
                        .plusMinutes(3)
                        .truncatedTo(ChronoUnit.MINUTES);
        killWatcher("--until", end.toString());
        assertEquals("Running", eas.describe(NAME).status());

        cloudsLater = Duration.ofMinutes(4);
        assertEquals("Stopped", eas.describe(NAME).status());
        assertEquals(0, eas.describe(NAME).running());

        later = Duration.ofMinutes(4);
        var said = nextCommand();
        assertTrue(said.contains("the timer at the service"), said);
        assertTrue(said.contains("batches is stopped and costs nothing more."), said);
        assertEquals(List.of(), spending().leases().all());
        assertEquals(List.of(), eas.scaling(NAME).byClock());

        // Started again, it has no lease and runs on.
        eas.start(NAME);
        eas.await(NAME, BLINK, _ -> {}, new Cancellation());
        assertEquals(1, eas.describe(NAME).running());
    }

    @Test
    void theStudioEndsItWhenItStarts() throws Exception {
        later = Duration.ofMinutes(40);
        var said = new ArrayList<String>();
        var queue = Files.createDirectory(folder.resolve("queue"));
        try (var rig = new QueueRig(queue, SandboxRig.BLACK)) {
            var services = new ServicesModel(rig.tasks, rig.queue, this::now, _ -> UsualStop.NEVER);
            services.notice().onChange(it -> it.ifPresent(one -> said.add(one.words())));
            services.connect(
                    Optional.of(
                            new Cloud(
                                    sandbox.access(folder),
                                    spending(),
                                    SandboxRig.REGION,
                                    "team")));
            rig.loop.until(() -> {
                services.look();
                return said.stream().anyMatch(it -> it.contains("costs nothing more"));
            });
        }
        assertEquals(
                List.of(
                        "The lease of batches ends: it had no work for 30 minutes, and no program watched it. It is being stopped.",
                        "batches is stopped and costs nothing more."),
                said);
        assertEquals("Stopped", eas.describe(NAME).status());
        assertEquals(List.of(), spending().leases().all());
    }
}
