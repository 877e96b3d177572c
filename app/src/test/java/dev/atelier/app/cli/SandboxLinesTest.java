package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.cli.cloud.OssCommand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `atelier sandbox` prints is enough for `atelier oss`, just as it is printed.
class SandboxLinesTest {
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ([A-Z_]+)=(\\S+)");
    private static final String BUCKET = "oss://atelier-sandbox/";

    @TempDir private Path folder;
    private Console server;
    private CompletableFuture<Integer> code;
    private Map<String, String> environment = Map.of();
    private Console console;

    @BeforeEach
    void start() throws InterruptedException {
        server = new Console(folder, false);
        console = server;
        code = CompletableFuture.supplyAsync(() -> server.run("sandbox", "--port", "0"));
        while (!server.out().contains("atelier oss ls")) {
            Thread.sleep(20);
        }
        var found = new HashMap<String, String>();
        EXPORT.matcher(server.out())
                .results()
                .forEach(line -> found.put(line.group(1), line.group(2)));
        environment = found;
    }

    @AfterEach
    void stop() {
        server.cli.cancel();
        assertEquals(0, code.join());
    }

    private int oss(String... arguments) {
        console = new Console(folder, false);
        var access = new CloudAccess(environment, folder);
        console.cli.add(
                new OssCommand(
                        console.terminal(),
                        access,
                        console.cli.cancellation(),
                        folder.resolve("transfers")));
        var words = new String[arguments.length + 1];
        words[0] = "oss";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return console.run(words);
    }

    private String text() {
        return console.out() + console.err();
    }

    private Path picture(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void takesAnObjectThroughItsLife() throws Exception {
        var picture = picture("boat.png", "a boat");

        assertEquals(0, oss("put", picture.toString(), BUCKET + "in/"), text());
        assertEquals(BUCKET + "in/boat.png", console.out().strip());
        assertEquals(1, oss("put", picture.toString(), BUCKET + "in/"), text());
        assertTrue(console.err().contains("--replace"), text());
        assertEquals(0, oss("ls"), text());
        assertTrue(console.out().contains(BUCKET), text());
        assertEquals(0, oss("ls", BUCKET), text());
        assertTrue(console.out().strip().endsWith(BUCKET + "in/"), text());
        assertEquals(0, oss("ls", "-r", BUCKET), text());
        assertTrue(console.out().matches("(?s) +6 +20\\S+Z +\\S+/in/boat\\.png\\s+"), text());
        var copy = folder.resolve("copy.png");
        assertEquals(0, oss("get", BUCKET + "in/boat.png", copy.toString()), text());
        assertArrayEquals(Files.readAllBytes(picture), Files.readAllBytes(copy));
        assertEquals(1, oss("get", BUCKET + "in/boat.png", copy.toString()), text());

        assertEquals(0, oss("rm", BUCKET + "in/boat.png"), text());
        var thrown = console.out().strip();
        assertTrue(thrown.startsWith(BUCKET + ".atelier-trash/"), text());
        assertEquals(1, oss("get", BUCKET + "in/boat.png", "x"), text());
        assertEquals(0, oss("restore", thrown), text());
        assertEquals(0, oss("rm", "--forever", BUCKET + "in/boat.png"), text());
        assertEquals(0, oss("ls", "-r", BUCKET), text());
        assertEquals("", console.out());
    }

    @Test
    void printsALinkThatOpens() throws Exception {
        var picture = picture("boat.png", "a boat");
        assertEquals(0, oss("put", picture.toString(), BUCKET + "b.png"), text());

        assertEquals(0, oss("link", BUCKET + "b.png", "--for", "7d"), text());

        var request = HttpRequest.newBuilder(URI.create(console.out().strip())).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals("a boat", answer.body());
        assertEquals(2, oss("link", BUCKET + "b.png", "--for", "soon"));
    }

    @Test
    void fetchesATreeAndNeverLandsOutside() throws Exception {
        var picture = picture("boat.png", "a boat").toString();
        for (var key : new String[] {"a/../../x.png", "a/X.png", "a/x.png", "a/CON", "b.png"}) {
            assertEquals(0, oss("put", picture, BUCKET + key), text());
        }
        var tree = folder.resolve("tree");

        assertEquals(1, oss("get", "-r", BUCKET + "a/", tree.toString()), "two are left out");
        assertTrue(console.err().contains("skipped  a/../../x.png"), text());
        assertTrue(console.err().contains("skipped  a/CON"), text());

        try (var files = Files.walk(tree)) {
            var names = files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
            assertEquals(2, names.size(), names.toString());
            assertTrue(names.stream().noneMatch(name -> name.contains("..")), names.toString());
        }
        assertFalse(Files.exists(folder.resolve("x.png")));
        assertEquals(0, oss("rm", "-r", BUCKET + "a/"), text());
        assertEquals(0, oss("ls", BUCKET, "--json"), text());
        assertEquals(2, console.out().lines().count(), text());
        assertFalse(console.out().contains("\"a/"), text());
    }

    @Test
    void explainsWhatIsWrong() {
        assertEquals(2, oss("get", "boat.png"));
        assertTrue(console.err().contains("expected oss://bucket/key"), text());
        assertEquals(2, oss("rm", BUCKET + "a/"));
        assertTrue(console.err().contains("add -r"), text());
        assertEquals(1, oss("get", BUCKET + "none.png"));
        assertTrue(console.err().contains("There is no oss://atelier-sandbox/none.png."), text());
        assertEquals(1, oss("ls", "oss://no-such-bucket/"));
        assertTrue(console.err().contains("There is no bucket no-such-bucket."), text());
        environment = Map.of();
        assertEquals(1, oss("ls"));
        assertTrue(console.err().contains("No access key was found"), text());
    }
}
