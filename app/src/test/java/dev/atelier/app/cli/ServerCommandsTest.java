package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        assertTrue(console.err().contains("needs a token"), console.err());
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
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
