package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.ClientId;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueUser;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Picture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `generate --on` an asynchronous service that is ended while the service draws: by SIGKILL, after
/// which the next command fetches the picture, and by Ctrl+C, after which nobody wants it.
@Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD) // no interrupt ends the reading
class GenerateKillTest {
    private static final String NAME = "batches";
    private static final Duration BLINK = Duration.ofMillis(20);

    @RegisterExtension final ChildOutput children = new ChildOutput();
    @TempDir Path folder;
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger drawn = new AtomicInteger();
    private SandboxRig sandbox;
    private QueueClient queue;

    /// Draws when it may and ignores cancellation: a service that is asked to stop ends late.
    private final Generator slow =
            (recipe, observer, cancellation) -> {
                begun.release();
                mayEnd.acquireUninterruptibly();
                drawn.incrementAndGet();
                var made = new ArrayList<Picture>();
                for (int i = 0; i < recipe.batch().total(); i++) {
                    var own = recipe.withSeed(recipe.seed().ofImage(i));
                    made.addAll(SandboxRig.BLACK.generate(own, observer, new Cancellation()));
                }
                return List.copyOf(made);
            };

    @BeforeEach
    void deploy() throws Exception {
        sandbox = SandboxRig.open(slow, BLINK);
        EasClient eas = sandbox.access(folder).eas(Optional.of(SandboxRig.REGION));
        eas.create(
                Blueprint.async(NAME, SandboxRig.REGION).withOss("oss://sd-bucket/all/").config());
        eas.await(NAME, BLINK, _ -> {}, new Cancellation());
        var service = eas.describe(NAME);
        queue =
                new QueueClient(
                        URI.create(service.internetEndpoint()),
                        service.token()::reveal,
                        QueueUser.alone(ClientId.in(folder)));
    }

    @AfterEach
    void close() {
        mayEnd.release(100);
        sandbox.close();
    }

    private Process atelier(String... arguments) throws Exception {
        var line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Datelier.data=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(sandbox.environment());
        builder.environment().put("ALIBABA_CLOUD_REGION_ID", SandboxRig.REGION);
        return builder.start();
    }

    private Process generating(String... more) throws Exception {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "generate",
                                "a boat",
                                "--on",
                                NAME,
                                "--steps",
                                "2",
                                "--width",
                                "64",
                                "--height",
                                "64",
                                "--out"));
        arguments.add(folder.resolve("out").toString());
        arguments.addAll(List.of(more));
        var process = atelier(arguments.toArray(String[]::new));
        begun.acquire();
        return process;
    }

    private String said(Process process) throws Exception {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var text = String.join("\n", lines.lines().toList());
            children.say(text);
            process.waitFor();
            return text;
        }
    }

    private int pictures() throws Exception {
        if (!Files.exists(folder.resolve("out"))) {
            return 0;
        }
        try (var all = Files.list(folder.resolve("out"))) {
            return (int) all.filter(it -> it.toString().endsWith(".png")).count();
        }
    }

    private long answers() throws Exception {
        return queue.sink().count(OptionalLong.empty(), Map.of());
    }

    private void await(long answers) throws Exception {
        while (answers() != answers || queue.count(OptionalLong.empty(), Map.of()) > 0) {
            Thread.sleep(20);
        }
    }

    private boolean isEmpty(String name) throws Exception {
        var notes = folder.resolve(name);
        if (!Files.exists(notes)) {
            return true;
        }
        try (var all = Files.list(notes)) {
            return all.findAny().isEmpty();
        }
    }

    @Test
    void whatWasKilledIsFetchedByTheNextCommandAndMadeOnce() throws Exception {
        generating("--batch-size", "2").destroyForcibly().waitFor();

        var fetch = atelier("queue", "fetch");
        var early = said(fetch);
        assertTrue(early.contains("is being drawn"), early);
        assertTrue(early.contains("Not ready yet: 1."), early);
        assertEquals(3, fetch.exitValue());
        var other = said(atelier("queue", "ls", NAME));
        assertTrue(other.contains("'atelier queue fetch' gets their pictures"), other);
        assertEquals(0, pictures());

        mayEnd.release();
        await(1);
        var fetched = said(atelier("queue", "fetch"));
        assertEquals(2, pictures(), fetched);
        assertEquals(0, answers());
        assertEquals(1, drawn.get());
        assertTrue(isEmpty("sent"));

        var late = said(atelier("queue", "fetch"));
        assertTrue(late.contains("There is no job"), late);
        assertEquals(2, pictures());
    }

    /// The answer was read or dropped by somebody else: it is not made again unasked.
    @Test
    void whatTheServiceLostIsSaidAndNotSentAgain() throws Exception {
        generating().destroyForcibly().waitFor();
        mayEnd.release();
        await(1);
        queue.sink().truncate(Long.MAX_VALUE);

        var process = atelier("queue", "fetch");
        var said = said(process);
        assertEquals(1, process.exitValue());
        assertTrue(said.contains("does not have it any more"), said);
        assertEquals(0, queue.count(OptionalLong.empty(), Map.of()));
        assertEquals(1, drawn.get());
        assertTrue(isEmpty("sent"));
    }

    @Test
    void theAnswerOfACancelledJobDoesNotStayInTheSink() throws Exception {
        var process = generating();
        // Handled as Ctrl+C is; that one is ignored where a script runs the tests in the
        // background.
        process.toHandle().destroy();
        var said = said(process);
        assertEquals(143, process.exitValue(), said);
        assertEquals(0, queue.count(OptionalLong.empty(), Map.of()), "it would be begun again");
        assertTrue(isEmpty("sent"));

        mayEnd.release();
        await(1);
        said(atelier("queue", "ls", NAME));
        assertEquals(0, answers());
        assertTrue(isEmpty("cancelled"));
        assertEquals(0, pictures());
    }
}
