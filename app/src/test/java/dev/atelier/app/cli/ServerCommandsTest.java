package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {
    private static final Pattern ADDRESS = Pattern.compile("answers at (http://[0-9.:]+);");
    private static final Pattern TOKEN = Pattern.compile("export EAS_TOKEN=(\\S+)");
    private static final String BODY = "{\"steps\":2,\"width\":8,\"height\":8}";

    @TempDir private Path folder;

    @Test
    void servesTheWebuiApiUntilStopped() throws IOException, InterruptedException {
        var console = new Console(folder, false);
        var code = CompletableFuture.supplyAsync(() -> console.run("serve", "--port", "0"));

        var address = printed(console, ADDRESS);
        var answer = post(address + "/sdapi/v1/txt2img", "");
        console.cli.cancel();

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("starter"), answer.body());
        assertEquals(0, code.join());
    }

    /// As in A1111, whose clients list the checkpoints of its folder and change between them.
    @Test
    void servesEveryCheckpointOfTheFolder() throws Exception {
        var starter =
                Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");
        var models = Files.createDirectories(folder.resolve("models/Stable-diffusion"));
        var first = models.resolve("first.safetensors");
        Files.copy(starter, first);
        Files.copy(starter, models.resolve("second.safetensors"));
        Files.writeString(models.resolve("third.vae.safetensors"), "no checkpoint by its name");
        var console = new Console(folder.resolve("data"), false);
        var code =
                CompletableFuture.supplyAsync(
                        () -> console.run("serve", "--port", "0", "-m", first.toString()));

        var address = printed(console, ADDRESS);
        var listed = get(address + "/sdapi/v1/sd-models");
        assertEquals(2, listed.size(), listed::toString);
        assertEquals("first", listed.at("/0/model_name").asText());
        assertEquals("second.safetensors", listed.at("/1/title").asText());
        var call =
                "{\"steps\":1,\"width\":64,\"height\":64,"
                        + "\"override_settings\":{\"sd_model_checkpoint\":\"second.safetensors\"}}";
        var answer = post(address + "/sdapi/v1/txt2img", "", call);
        console.cli.cancel();

        assertEquals(200, answer.statusCode(), answer.body());
        var hash = listed.at("/0/title").asText().replaceAll(".*\\[|]", "");
        assertEquals(10, hash.length());
        assertTrue(
                answer.body().contains("Model hash: " + hash + ", Model: second"), answer.body());
        assertEquals(0, code.join());
    }

    @Test
    void startsACloudWithAServiceToPaste() throws IOException, InterruptedException {
        var console = new Console(folder, false);
        var state = folder.resolve("cloud").toString();
        var code =
                CompletableFuture.supplyAsync(
                        () -> console.run("sandbox", "--port", "0", "--state", state));

        var address = printed(console, ADDRESS);
        var token = printed(console, TOKEN);
        var service = address + "/api/predict/sd_local/sdapi/v1/txt2img";
        var answer = post(service, token);
        while (answer.statusCode() != 200) {
            assertTrue(answer.statusCode() == 503 || answer.statusCode() == 404, answer.body());
            Thread.sleep(200);
            answer = post(service, token);
        }
        console.cli.cancel();

        assertTrue(answer.body().contains("images"), answer.body());
        assertEquals(0, code.join());
    }

    @Test
    void refusesFaultsThatItDoesNotKnow() {
        var console = new Console(folder, false);

        assertEquals(2, console.run("sandbox", "--fault", "rain"));

        assertTrue(console.err().contains("one of cold, errors"), console.err());
    }

    @Test
    void listensToOthersOnlyWithAToken() {
        var console = new Console(folder, false);

        assertEquals(2, console.run("serve", "--listen", "0.0.0.0"));

        assertTrue(console.err().contains("--listen 0.0.0.0"), console.err());
        assertTrue(console.err().contains("give one with --token"), console.err());
    }

    /// Before a model is even looked for.
    @ParameterizedTest
    @ValueSource(strings = {"serve", "sandbox"})
    void saysAtOnceThatAPortIsTaken(String command) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = String.valueOf(taken.getLocalPort());
            var console = new Console(folder, false);

            assertEquals(1, console.run(command, "--port", port, "--model", "nowhere.safetensors"));

            assertTrue(
                    console.err().contains("port " + port + " cannot be used: another program"),
                    console.err());
            assertTrue(console.err().contains("--port"), console.err());
        }
    }

    @Test
    void asksForATokenFromAFileAndPrintsLinesThatCarryIt() throws Exception {
        var file = Files.writeString(folder.resolve("token.txt"), "a-token-of-tests-1\n");
        var console = new Console(folder, false);
        var code =
                CompletableFuture.supplyAsync(
                        () -> console.run("serve", "--port", "0", "--token-file", file.toString()));

        var address = printed(console, ADDRESS);
        assertEquals(401, post(address + "/sdapi/v1/txt2img", "").statusCode());
        var answer = post(address + "/sdapi/v1/txt2img", "Bearer a-token-of-tests-1");
        // As clients of PAI-EAS send it.
        var bare = post(address + "/sdapi/v1/txt2img", "a-token-of-tests-1");
        assertEquals(200, bare.statusCode(), bare.body());
        var named = raw(address, "host.docker.internal", "Bearer a-token-of-tests-1");
        console.cli.cancel();

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(named.startsWith("HTTP/1.1 200"), named);
        assertTrue(
                console.out().contains("-H \"Authorization: Bearer $(cat " + file + ")\""),
                console.out());
        assertFalse(console.out().contains("a-token-of-tests-1"), console.out());
        assertEquals(0, code.join());
    }

    @Test
    void answersToTheHostNamesThatAreAllowed() throws Exception {
        var console = new Console(folder, false);
        var code =
                CompletableFuture.supplyAsync(() ->
                        console.run(
                                "serve", "--port", "0", "--allow-host", "Host.Docker.Internal"));

        var address = printed(console, ADDRESS);
        var allowed = raw(address, "host.docker.internal:7860", "");
        var other = raw(address, "evil.example", "");
        console.cli.cancel();

        assertTrue(allowed.startsWith("HTTP/1.1 200"), allowed);
        assertTrue(other.startsWith("HTTP/1.1 403"), other);
        assertEquals(0, code.join());
    }

    /// A request to the options with a host name of its own.
    private static String raw(String address, String host, String authorization)
            throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
            var request =
                    "GET /sdapi/v1/options HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host, authorization);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String printed(Console console, Pattern pattern) throws InterruptedException {
        while (true) {
            var found = pattern.matcher(console.out());
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(20);
        }
    }

    private static HttpResponse<String> post(String address, String token)
            throws IOException, InterruptedException {
        return post(address, token, BODY);
    }

    private static JsonNode get(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address)).build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        }
    }

    private static HttpResponse<String> post(String address, String token, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
