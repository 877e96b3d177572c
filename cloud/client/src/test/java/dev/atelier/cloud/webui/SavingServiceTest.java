package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A synchronous service with a folder in OSS: its pictures are saved there, and fetched from
/// there.
class SavingServiceTest {
    private static final String FOLDER = "/mnt/oss/outputs/atelier";

    /// As A1111 answers to what only PAI-EAS knows.
    private static final String NO_SUCH_SCRIPT =
            "{\"error\":\"HTTPException\",\"detail\":\"Script 'save_dir' not found\",\"body\":\"\",\"errors\":\"\"}";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private byte[] png = {};
    private boolean eas = true;
    private boolean readable = true;

    @BeforeEach
    void start() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        png = out.toByteArray();
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!path.endsWith("txt2img")) {
            send(exchange, 200, path.endsWith("options") ? "{}" : "[{\"name\":\"Euler\"}]");
            return;
        }
        calls.add(body);
        boolean saves = body.contains("save_dir");
        if (saves && !eas) {
            send(exchange, 422, NO_SUCH_SCRIPT);
            return;
        }
        var saved =
                FOLDER
                        + "/txt2img-grids/2026-12-01/grid-a.png,"
                        + FOLDER
                        + "/txt2img-images/2026-12-01/b-1.png";
        var image = "\"" + Base64.getEncoder().encodeToString(png) + "\"";
        send(
                exchange,
                200,
                saves
                        ? "{\"images\":[],\"parameters\":{\"status\":0,\"image_url\":\"%s\"},\"info\":\"\"}"
                                .formatted(saved)
                        : "{\"images\":[%s],\"parameters\":{},\"info\":\"\"}".formatted(image));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private SyncGenerator generator() {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new SyncGenerator(
                new WebuiService(address, () -> ""),
                Duration.ofMinutes(1),
                Optional.of(new Bucket()));
    }

    private static List<Picture> draw(SyncGenerator generator) throws GenerationException {
        var recipe = Recipe.of("a boat", new Size(64, 64)).withBatch(Batch.ONE);
        return generator.generate(recipe, Observer.NONE, new Cancellation());
    }

    @Test
    void itsPicturesAreSavedAndFetched() throws Exception {
        assertEquals(1, draw(generator()).size());
        assertEquals(1, calls.size());
        assertTrue(calls.getFirst().contains("\"save_dir\":\"" + FOLDER + "\""));
        assertFalse(calls.getFirst().contains("do_not_save"), calls.getFirst());
    }

    /// Nothing was drawn for the refusal, and it is not asked for again.
    @Test
    void aWebuiThatSavesNothingIsAskedToSend() throws Exception {
        eas = false;
        var generator = generator();
        assertEquals(1, draw(generator).size());
        assertEquals(2, calls.size());
        assertEquals(1, draw(generator).size());
        assertEquals(3, calls.size());
    }

    @Test
    void wherePicturesCannotBeFetchedTheNextAreSent() throws Exception {
        readable = false;
        var generator = generator();
        var failure = assertThrows(GenerationException.class, () -> draw(generator)).failure();
        assertTrue(failure.sentence().contains("b-1.png"), failure.sentence());
        assertEquals(1, draw(generator).size());
    }

    private final class Bucket implements RemoteFiles {
        @Override
        public String folder() {
            return FOLDER;
        }

        @Override
        public byte[] fetch(String path) throws IOException {
            if (!readable || !path.endsWith("b-1.png")) {
                throw new IOException("no permission");
            }
            return png;
        }

        @Override
        public String lend(String name, byte[] bytes) {
            throw new AssertionError(name);
        }

        @Override
        public void takeBack(String name) {}
    }
}
