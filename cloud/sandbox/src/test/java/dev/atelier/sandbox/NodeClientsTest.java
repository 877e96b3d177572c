package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vendor's clients for Node against the sandbox. They are looked for in the `node_modules` of
/// the folder that the system property `node.modules` names, else of `target/node`: `npm install
/// --no-save --prefix target/node ali-oss @alicloud/pop-core`.
class NodeClientsTest {
    private static final Path MODULES =
            Path.of(
                            System.getProperty(
                                    "node.modules",
                                    System.getProperty("atelier.root", ".") + "/target/node"))
                    .resolve("node_modules");
    private static final String BUCKET = "node-boats";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox =
                Sandbox.start(
                        LocalStore.in(
                                CloudSettings.inMemory(0, new Painter().backend())
                                        .withDurations(StateDurations.INSTANT),
                                BUCKET));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void aliOssStoresListsAndLinks(String fourth) throws Exception {
        var saw = run("ali-oss", "ali-oss.js", Map.of("BUCKET", BUCKET, "V4", fourth));

        assertEquals(200, saw.path("put").asInt());
        assertEquals("a red boat", saw.path("content").asText());
        assertEquals("10", saw.path("length").asText());
        assertEquals("a red boat", saw.path("link").asText());
        assertEquals(0, saw.path("big").asInt());
        assertEquals(
                "[\"big.bin\",\"copy.txt\",\"船 a+b/red&boat.txt\"]", saw.path("keys").toString());
        assertEquals("NoSuchKey", saw.path("missing").asText());
        assertEquals(0, saw.path("bigCopy").asInt(-1));
        assertEquals("open.bin", saw.path("nextUpload").asText());
        assertEquals("船 a+b/red&boat.txt", saw.path("target").asText());
        assertEquals("a red boat", saw.path("followed").asText());
        assertEquals("draft one", saw.path("tag").asText());
        assertEquals("sea", saw.path("bucketTag").asText());
        assertEquals("[\"GET\",\"PUT\"]", saw.path("cors").toString());
        assertEquals("[200,\"a red boat\"]", saw.path("beyond").toString());
        assertEquals("a yellow moon", saw.path("form").asText());
        assertEquals("NotImplemented", saw.path("restored").asText());
        assertEquals("NotImplemented", saw.path("lifecycle").asText());
        assertEquals("NoSuchBucket", saw.path("lost").asText());
    }

    @Test
    void popCoreCallsInBothStyles() throws Exception {
        var config =
                """
                {"metadata":{"name":"sd_node","instance":1},
                 "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
                   "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
                 "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
                """;

        var saw = run("@alicloud/pop-core", "pop-core.js", Map.of("CONFIG", config));

        assertEquals(sandbox.account().id(), saw.path("account").asText());
        assertEquals(0, saw.path("networks").asInt(-1));
        assertEquals("SignatureDoesNotMatch", saw.path("refused").asText());
        assertEquals("sd_node", saw.path("created").asText());
        assertEquals("[\"sd_node\"]", saw.path("listed").toString());
        assertEquals("sd_node", saw.path("described").asText());
        assertEquals("InvalidService.NotFound", saw.path("missing").asText());
    }

    /// Runs a script of this package; skips the test where it cannot run.
    private JsonNode run(String module, String script, Map<String, String> more) throws Exception {
        assumeTrue(
                Files.isDirectory(MODULES.resolve(module)),
                () -> "skipped: there is no " + MODULES.resolve(module) + " to test with");
        var out = folder.resolve("out.json");
        var err = folder.resolve("err.txt");
        var builder =
                new ProcessBuilder("node", file(script).toString())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        var environment = builder.environment();
        environment.put("NODE_PATH", MODULES.toString());
        environment.put("ENDPOINT", sandbox.address().replace("127.0.0.1", "localhost"));
        environment.put("KEY", sandbox.account().accessKeyId());
        environment.put("SECRET", sandbox.account().accessKeySecret());
        environment.putAll(more);
        for (var name : List.of("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY")) {
            environment.remove(name);
        }
        var process = started(builder);
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "node takes too long");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(err));
        return Json.objectOf(Files.readAllBytes(out)).orElseThrow();
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no node to test with");
            throw new AssertionError(e);
        }
    }

    private Path file(String script) throws IOException {
        try (var in = NodeClientsTest.class.getResourceAsStream(script)) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(folder.resolve(script), text);
        }
    }
}
