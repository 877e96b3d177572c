package dev.atelier.app.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.app.SandboxRig;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.eas.ServiceInfo;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
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
    private static ServiceInfo oss;

    @BeforeAll
    static void open() throws Exception {
        cloud = SandboxRig.open(SandboxRig.BLACK, BLINK);
        var eas = cloud.access(folder).eas(Optional.of(SandboxRig.REGION));
        eas.create(Blueprint.sync("calls", SandboxRig.REGION).config());
        eas.create(Blueprint.async("batches", SandboxRig.REGION).config());
        eas.create(
                Blueprint.async("saving", SandboxRig.REGION)
                        .withOss("oss://sd-bucket/all/")
                        .config());
        while (!eas.describe("calls").status().equals("Running")
                || !eas.describe("batches").status().equals("Running")
                || !eas.describe("saving").status().equals("Running")) {
            Thread.sleep(20);
        }
        sync = eas.describe("calls");
        async = eas.describe("batches");
        oss = eas.describe("saving");
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    private static String code(ServiceInfo service, Snippets.Language language) {
        boolean queued = !service.equals(sync);
        return Snippets.of(service, queued, service.token()::reveal).in(language);
    }

    /// What it printed.
    private static String run(Path at, String... command) throws Exception {
        var ended = ended(at, command);
        assertEquals(0, ended.status(), ended.said());
        return ended.said();
    }

    private record Ended(int status, String said) {}

    private static Ended ended(Path at, String... command) throws Exception {
        var output = at.resolve("output.txt");
        var process =
                new ProcessBuilder(command)
                        .directory(at.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it runs forever");
        return new Ended(process.exitValue(), Files.readString(output));
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
        return run(at, javaCommand(at, code));
    }

    private static String[] javaCommand(Path at, String code) throws Exception {
        Files.writeString(at.resolve("Call.java"), code, StandardCharsets.UTF_8);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The first version that runs a source file: many have no newer one.
        return new String[] {java, "-XX:TieredStopAtLevel=1", "--source", "11", "Call.java"};
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
    void javaSaysWhyAServiceRefusesACall() throws Exception {
        for (var service : List.of(sync, async)) {
            var at = fresh("java-refused-" + service.name());
            var token = service.token().reveal();
            var code = code(service, Snippets.Language.JAVA).replace(token, "wrong");
            var ended = ended(at, javaCommand(at, code));
            assertEquals(1, ended.status(), ended.said());
            assertTrue(ended.said().contains("401"), ended.said());
            assertFalse(Files.exists(at.resolve("boat.png")));
        }
    }

    @Test
    void curlAndPythonSayWhyAServiceRefusesACall() throws Exception {
        assumeTrue(has("curl") && has("python3"), "there is no curl");
        for (var service : List.of(sync, async)) {
            var token = service.token().reveal();
            for (var language : List.of(Snippets.Language.CURL, Snippets.Language.PYTHON)) {
                var at = fresh("refused-" + service.name() + language);
                var code = code(service, language).replace(token, "wrong");
                boolean curl = language == Snippets.Language.CURL;
                var ended = ended(at, curl ? "sh" : "python3", "-c", code);
                assertNotEquals(0, ended.status(), ended.said());
                assertTrue(ended.said().contains("401"), ended.said());
                var refused = refusal(service);
                assertFalse(refused.isBlank());
                assertTrue(ended.said().contains(refused), ended.said());
                assertFalse(Files.exists(at.resolve("boat.png")));
            }
        }
    }

    /// What the service says to a wrong token.
    private static String refusal(ServiceInfo service) throws Exception {
        var call =
                HttpRequest.newBuilder(URI.create(service.internetEndpoint() + "/sdapi/v1/txt2img"))
                        .header("Authorization", "wrong")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(call, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /// An answer of a queue has no room for a picture.
    @Test
    void whatAServiceWithOssMakesIsSavedThere() throws Exception {
        assumeTrue(has("curl") && has("python3"), "there is no curl");
        for (var language : Snippets.Language.values()) {
            var at = fresh("oss-" + language);
            var code = code(oss, language);
            var said =
                    switch (language) {
                        case CURL -> run(at, "sh", "-c", code);
                        case PYTHON -> run(at, "python3", "-c", code);
                        case JAVA -> java(at, code);
                    };
            var data = said.replaceAll("(?s).*\"data\":\\s*\"([^\"]*)\".*", "$1");
            var answer =
                    data.equals(said)
                            ? said
                            : new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
            assertTrue(answer.contains("/outputs/atelier/"), answer);
        }
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
