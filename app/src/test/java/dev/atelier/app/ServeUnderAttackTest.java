package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.http.Listen;
import dev.atelier.recipe.ModelRef;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import dev.atelier.webui.request.Catalogue;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `serve` with the real engine and callers that ask for too much or go away.
class ServeUnderAttackTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final String TXT2IMG = "/sdapi/v1/txt2img";

    /// One second is what is promised; a machine that runs other tests beside this one is slower.
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final String LONG =
            "{\"prompt\":\"a boat\",\"steps\":150,\"n_iter\":100,\"width\":128,\"height\":128}";
    private static final String SHORT =
            "{\"prompt\":\"a boat\",\"steps\":2,\"width\":64,\"height\":64}";

    private static LocalEngine starter;
    private static WebuiServer server;
    private static HttpClient client;

    @BeforeAll
    static void serve() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = LocalEngine.ofStarter(home);
        client = HttpClient.newHttpClient();
        server =
                WebuiServer.start(
                        Listen.loopback(0),
                        Webui.plain(starter, Catalogue.of(new ModelRef("starter", ""))));
    }

    @AfterAll
    static void stop() {
        server.close();
        starter.close();
        client.close();
    }

    @Test
    void refusesHugePicturesAtOnce() throws Exception {
        for (var hires :
                new String[] {"\"hr_resize_x\":16384,\"hr_resize_y\":16384", "\"hr_scale\":256"}) {
            long start = System.nanoTime();
            var answer =
                    post(
                                    TXT2IMG,
                                    "{\"steps\":1,\"width\":64,\"height\":64,\"enable_hr\":true,\"denoising_strength\":0.5,"
                                            + hires
                                            + "}")
                            .join();

            assertEquals(422, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("expected "), answer.body());
            assertSoon(start);
        }
    }

    @Test
    void anInterruptEndsTheWork() throws Exception {
        var running = post(TXT2IMG, LONG);
        awaitSteps();

        long start = System.nanoTime();
        assertEquals(200, post("/sdapi/v1/interrupt", "{}").join().statusCode());
        var answer = running.join();

        assertSoon(start);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /// Also inside the second pass.
    @Test
    void anInterruptEndsTheSecondPass() throws Exception {
        var running =
                post(
                        TXT2IMG,
                        "{\"steps\":1,\"width\":64,\"height\":64,\"enable_hr\":true,\"hr_scale\":2,\"denoising_strength\":0.9,\"hr_second_pass_steps\":3000}");
        awaitSteps();
        Thread.sleep(1000);

        long start = System.nanoTime();
        assertFalse(running.isDone(), "it was over before the interrupt");
        assertEquals(200, post("/sdapi/v1/interrupt", "{}").join().statusCode());

        assertEquals(200, running.join().statusCode());
        assertSoon(start);
    }

    @Test
    void callersThatGoAwayWhileTheyWaitStopNothing() throws Exception {
        var running = post(TXT2IMG, LONG);
        awaitSteps();
        for (int i = 0; i < 10; i++) {
            try (var socket = new Socket(LOOPBACK, server.port())) {
                var request =
                        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(TXT2IMG, SHORT.length(), SHORT);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            }
        }
        post("/sdapi/v1/interrupt", "{}").join();

        assertEquals(200, running.join().statusCode());
        var answer = post(TXT2IMG, SHORT).join();
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"images\":[\""), answer.body());
    }

    private static void assertSoon(long start) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(AT_ONCE) < 0, "took " + took);
    }

    /// Waits until a picture is under way.
    private static void awaitSteps() throws Exception {
        var progress =
                HttpRequest.newBuilder(URI.create(server.address() + "/sdapi/v1/progress")).build();
        for (int i = 0; i < 600; i++) {
            var now = client.send(progress, HttpResponse.BodyHandlers.ofString()).body();
            if (!now.contains("\"sampling_steps\":0")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nothing began");
    }

    private static CompletableFuture<HttpResponse<String>> post(String path, String body) {
        var request =
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
