package dev.atelier.app.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.app.SandboxRig;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.eas.ServiceInfo;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calls that a person copies are run as they are, by the programs they are written for.
class SnippetsTest {
    private static final Duration BLINK = Duration.ofMillis(10);

    @TempDir static Path folder;
    private static SandboxRig cloud;
    private static ServiceInfo sync;
    private static ServiceInfo async;

    @BeforeAll
    static void open() throws Exception {
        cloud = SandboxRig.open(SandboxRig.BLACK, BLINK);
        var eas = cloud.access(folder).eas(Optional.of(SandboxRig.REGION));
        eas.create(Blueprint.sync("calls", SandboxRig.REGION).config());
        eas.create(Blueprint.async("batches", SandboxRig.REGION).config());
        while (!eas.describe("calls").status().equals("Running")
                || !eas.describe("batches").status().equals("Running")) {
            Thread.sleep(20);
        }
        sync = eas.describe("calls");
        async = eas.describe("batches");
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    private static String code(ServiceInfo service, Snippets.Language language) {
        boolean queued = service.equals(async);
        return new Snippets(service.internetEndpoint(), queued, service.token()::reveal)
                .in(language);
    }

    /// What it printed.
    private static String run(Path at, String... command) throws Exception {
        var output = at.resolve("output.txt");
        var process =
                new ProcessBuilder(command)
                        .directory(at.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it runs forever");
        var said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    private static Path fresh(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }

    private static void assertBoat(Path at) throws Exception {
        var boat = ImageIO.read(at.resolve("boat.png").toFile());
        assertEquals(512, boat.getWidth());
        assertEquals(512, boat.getHeight());
    }

    private static void assertAnswer(String said) {
        assertFalse(said.isBlank());
        assertTrue(said.contains("data") || said.contains("images"), said);
    }

    private static boolean has(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
    }

    private static String java(Path at, String code) throws Exception {
        Files.writeString(at.resolve("Call.java"), code, StandardCharsets.UTF_8);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return run(at, java, "-XX:TieredStopAtLevel=1", "Call.java");
    }

    @Test
    void javaCallsAService() throws Exception {
        var at = fresh("java-sync");
        java(at, code(sync, Snippets.Language.JAVA));
        assertBoat(at);
    }

    @Test
    void javaPutsIntoAQueueAndFetches() throws Exception {
        assertAnswer(java(fresh("java-async"), code(async, Snippets.Language.JAVA)));
    }

    @Test
    void pythonCallsAService() throws Exception {
        assumeTrue(has("python3"), "there is no Python");
        var at = fresh("python-sync");
        run(at, "python3", "-c", code(sync, Snippets.Language.PYTHON));
        assertBoat(at);
    }

    @Test
    void pythonPutsIntoAQueueAndFetches() throws Exception {
        assumeTrue(has("python3"), "there is no Python");
        var at = fresh("python-async");
        assertAnswer(run(at, "python3", "-c", code(async, Snippets.Language.PYTHON)));
    }

    @Test
    void curlCallsAService() throws Exception {
        assumeTrue(has("curl") && has("python3"), "there is no curl");
        var at = fresh("curl-sync");
        run(at, "sh", "-c", code(sync, Snippets.Language.CURL));
        assertBoat(at);
    }

    @Test
    void curlPutsIntoAQueueAndFetches() throws Exception {
        assumeTrue(has("curl"), "there is no curl");
        assertAnswer(run(fresh("curl-async"), "sh", "-c", code(async, Snippets.Language.CURL)));
    }
}
