package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import dev.atelier.webui.request.Catalogue;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A service that is called over the network keeps them, too.
class SyncGeneratorTest implements GeneratorContract {
    private static final Pattern PREVIEW = Pattern.compile("\"current_image\":\"([^\"]+)\"");

    private static LocalEngine starter;
    private static WebuiServer server;

    @BeforeAll
    static void serve() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = LocalEngine.ofStarter(home);
        server =
                WebuiServer.start(
                        Listen.loopback(0),
                        Webui.plain(starter, Catalogue.of(new ModelRef("starter", ""))));
    }

    @AfterAll
    static void stop() {
        server.close();
        starter.close();
    }

    /// What sdwebuiapi and the plugins of painting programs poll.
    @Test
    void showsPreviewsOfTheRealEngine() throws Exception {
        var client = HttpClient.newHttpClient();
        var body = "{\"prompt\":\"a boat\",\"steps\":30,\"width\":128,\"height\":64}";
        var pending =
                client.sendAsync(
                        HttpRequest.newBuilder(URI.create(server.address() + "/sdapi/v1/txt2img"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var progress = URI.create(server.address() + "/sdapi/v1/progress");
        int seen = 0;
        while (!pending.isDone()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(progress).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            var base64 = PREVIEW.matcher(answer.body());
            if (base64.find()) {
                var png = Base64.getDecoder().decode(base64.group(1));
                var image = ImageIO.read(new ByteArrayInputStream(png));
                assertEquals(16, image.getWidth());
                assertEquals(8, image.getHeight());
                seen++;
            }
        }

        assertEquals(200, pending.join().statusCode());
        assertTrue(seen > 0, "no preview was seen");
    }

    @Override
    public Generator generator() {
        var address = URI.create(server.address() + "/");
        return new SyncGenerator(new WebuiService(address, () -> ""), Duration.ofMinutes(2));
    }
}
