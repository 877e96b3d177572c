package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked for is answered as by A1111 v1.10.1 (`modules/sysinfo.py`) and by version 1.1.455
/// of the ControlNet extension; all else is unknown there.
class WebuiFactsTest {
    private Map<String, String> answers = Map.of();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var known = Optional.ofNullable(answers.get(exchange.getRequestURI().getPath()));
        var bytes = known.orElse("{\"detail\":\"Not Found\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known.isPresent() ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private WebuiFacts facts() throws Exception {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new SyncGenerator(new WebuiService(address, () -> ""), Duration.ofSeconds(5))
                .facts();
    }

    @Test
    void aWebuiWithItsPageTellsItsVersionAndThatOfControlNet() throws Exception {
        answers =
                Map.of(
                        "/internal/sysinfo",
                        "{\"Platform\": \"Linux\", \"Version\": \"v1.10.1\", \"Commit\": \"82a973c0\"}",
                        "/controlnet/version",
                        "{\"version\":3}",
                        "/controlnet/model_list",
                        "{\"model_list\":[\"control_v11p_sd15_canny [d14c016b]\"]}",
                        "/sdapi/v1/sd-vae",
                        "[]",
                        "/sdapi/v1/loras",
                        "[]",
                        "/sdapi/v1/embeddings",
                        "{\"loaded\":{},\"skipped\":{}}");

        assertEquals(new WebuiFacts(Optional.of("v1.10.1"), Optional.of(3), Set.of()), facts());
    }

    @Test
    void whatOneWithoutItsPageDoesNotTellIsEmpty() throws Exception {
        answers = Map.of("/sdapi/v1/sd-vae", "[]", "/sdapi/v1/loras", "[]");

        assertEquals(
                new WebuiFacts(
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(WebuiFacts.Kind.EMBEDDING, WebuiFacts.Kind.CONTROLNET)),
                facts());
    }

    /// As from an archive without git.
    @Test
    void aVersionThatIsNoneIsNotShown() throws Exception {
        answers = Map.of("/internal/sysinfo", "{\"Version\": \"<none>\"}");

        assertEquals(Optional.empty(), facts().version());
    }
}
