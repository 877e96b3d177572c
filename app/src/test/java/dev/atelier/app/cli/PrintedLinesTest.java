package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines that `serve` and `sandbox` print, pasted into a shell as they are.
class PrintedLinesTest {
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir private Path folder;
    private Optional<Console> console = Optional.empty();
    private CompletableFuture<Integer> code = CompletableFuture.completedFuture(0);

    @AfterEach
    void stop() {
        console.ifPresent(it -> it.cli.cancel());
        assertEquals(0, code.join());
    }

    private Console start(String last, String... arguments) throws InterruptedException {
        var started = new Console(folder, false);
        console = Optional.of(started);
        code = CompletableFuture.supplyAsync(() -> started.run(arguments));
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!started.out().contains(last)) {
            assertTrue(System.currentTimeMillis() < until, started.out() + started.err());
            Thread.sleep(20);
        }
        return started;
    }

    /// What a shell prints that runs `script`.
    private static String shell(String script) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/sh"))
                        && Files.isExecutable(Path.of("/usr/bin/curl")));
        var process = new ProcessBuilder("/bin/sh", "-c", script).start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /// The lines from the first that begins so to the end of its command.
    private static List<String> commands(Console console, String start) {
        var joined = console.out().replace("\\\n", " ");
        return joined.lines().filter(line -> line.startsWith(start)).toList();
    }

    @Test
    void theLinesOfServeWorkWithItsToken() throws Exception {
        var serve = start("/docs", "serve", "--port", "0", "--token", "a-token-of-tests-1");
        var lines = commands(serve, "curl");

        assertEquals(2, lines.size(), lines.toString());
        var models = shell(lines.getFirst());
        assertTrue(models.startsWith("[{") && models.contains("\"title\""), models);
        var pictures = shell(lines.getLast());
        assertTrue(pictures.startsWith("{\"images\":[\"iVBOR"), shown(pictures));
    }

    @Test
    void theLinesOfTheSandboxWorkTogetherWithTheExportsBeforeThem() throws Exception {
        var sandbox = start("atelier oss ls", "sandbox", "--port", "0");
        var exports =
                commands(sandbox, "export").stream().collect(Collectors.joining("\n", "", "\n"));
        var lines = commands(sandbox, "curl");
        assertEquals(4, lines.size(), lines.toString());

        var samplers = patiently(exports + lines.getFirst(), "[{");
        assertTrue(samplers.contains("\"Euler a\""), shown(samplers));
        var pictures = patiently(exports + lines.get(1), "{\"images\":");
        assertTrue(pictures.contains("iVBOR"), shown(pictures));
        var queue = patiently(exports + lines.get(2), "{\"");
        assertTrue(queue.contains("meta.maxPayloadBytes"), shown(queue));
        shell(exports + lines.getLast());
        var faults = shell("curl -s " + address(lines.getLast()) + "/_sandbox/faults");
        assertTrue(faults.contains("share=0.2"), faults);
    }

    private static String address(String line) {
        return line.replaceAll(".*(http://[^/]+)/.*", "$1");
    }

    /// A service needs a while until it runs, as in the cloud.
    private static String patiently(String script, String begin) throws Exception {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        var said = shell(script);
        while (!said.startsWith(begin) && System.currentTimeMillis() < until) {
            Thread.sleep(200);
            said = shell(script);
        }
        assertTrue(said.startsWith(begin), shown(said));
        return said;
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }

    /// A file that is added while the sandbox runs is offered after a refresh, as in A1111.
    @Test
    void theSandboxLooksForFilesAgain() throws Exception {
        var sandbox = start("atelier oss ls", "sandbox", "--port", "0");
        var exports =
                commands(sandbox, "export").stream().collect(Collectors.joining("\n", "", "\n"));
        var curl = commands(sandbox, "curl").getFirst();
        var vaes = exports + curl.replace("/samplers", "/sd-vae");
        assertEquals("[]", patiently(vaes, "["));
        Files.createDirectories(folder.resolve("vae"));
        Files.writeString(folder.resolve("vae").resolve("late.safetensors"), "");

        shell(exports + curl.replace("curl", "curl -X POST").replace("/samplers", "/refresh-vae"));

        assertTrue(shell(vaes).contains("late.safetensors"));
    }

    /// What a call names of the data folder's files reaches the engine: the embedding's file and
    /// the autoencoder's, of which only names on the list count.
    @Test
    void servedPicturesUseTheEmbeddingsAndTheVaeThatACallNames() throws Exception {
        var word =
                Files.createDirectories(folder.resolve("embeddings")).resolve("inky.safetensors");
        SafetensorsWriter.write(
                word,
                Map.of(),
                List.of(new Entry("emb_params", DType.F32, List.of(2L, 768L))),
                entry -> new byte[4 * 2 * 768]);
        var vae = Files.createDirectories(folder.resolve("vae")).resolve("soft.safetensors");
        Files.writeString(vae, "");
        var serve = start("/docs", "serve", "--port", "0");
        var picture = commands(serve, "curl").getLast();
        var named =
                picture.replace(
                        "\"prompt\":\"a red boat\"",
                        "\"prompt\":\"an inky boat\",\"override_settings\":{\"sd_vae\":\"soft.safetensors\"}");

        assertTrue(shell(named).startsWith("{\"images\":"));
        assertTrue(shell(picture).startsWith("{\"images\":"));

        assertEquals(List.of(word), serve.engine.embeddings);
        assertEquals(List.of(Optional.of(vae), Optional.empty()), serve.engine.autoencoders);
    }
}
