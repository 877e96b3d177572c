package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.http.Listen;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused for its size, its durations or its head.
class SandboxLimitsTest {
    private static final int PATIENCE_MILLIS = 25_000;
    private static final String CALL = "/api/predict/sd_one/sdapi/v1/png-info";
    private Sandbox sandbox;
    private String token = "";

    @BeforeEach
    void start() throws IOException {
        sandbox =
                Sandbox.start(
                        LocalStore.in(
                                CloudSettings.inMemory(0, new Painter().backend())
                                        .withDurations(StateDurations.INSTANT),
                                "boats"));
        token = sandbox.deploy("sd_one", SandboxConfigs.sync("sd_one"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theGatewayTakesAMegabyteAndNoByteMore() throws IOException {
        var web = new Web(sandbox.address(), token);
        var start = "{\"image\":\"";
        var fits = start + "A".repeat((1 << 20) - start.length() - 2) + "\"}";
        var more = start + "A".repeat((1 << 20) - start.length() - 1) + "\"}";
        var much = start + "A".repeat(8 << 20) + "\"}";

        assertFalse(web.post(CALL, fits).status() == 413);
        assertEquals(413, web.post(CALL, more).status());
        assertEquals(413, web.post(CALL, much).status());
        assertTrue(web.post(CALL, much).text().contains("1048576 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "Bearer %s"})
    void aTokenMayStandBehindBearer(String form) throws IOException {
        var samplers = "/api/predict/sd_one/sdapi/v1/samplers";

        assertEquals(200, new Web(sandbox.address(), form.formatted(token)).get(samplers).status());
        assertEquals(401, new Web(sandbox.address(), form.formatted("x")).get(samplers).status());
    }

    @Test
    void theHeadIsCheckedBeforeTheBody() throws IOException {
        for (var call :
                new String[] {
                    "POST " + CALL + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: wrong",
                    "POST /api/predict/none/x HTTP/1.1\r\nHost: 127.0.0.1",
                    "POST " + CALL + " HTTP/1.1\r\nHost: evil.example",
                    "POST " + CALL + " HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example"
                }) {
            var answer =
                    exchange(call + "\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1.1 40[134] .*"), answer);
            assertFalse(answer.contains("100 Continue"), answer);
        }
    }

    @Test
    void whoKnowsNoTokenIsNotRead() throws IOException {
        var settings =
                CloudSettings.inMemory(0, new Painter().backend())
                        .withListen(
                                new Listen(
                                        InetAddress.ofLiteral("127.0.0.1"),
                                        0,
                                        Optional.of("a-long-enough-token")));
        try (var guarded = Sandbox.start(settings)) {
            var answer =
                    exchange(
                            guarded.port(),
                            "PUT /_sandbox/faults HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\nExpect: 100-continue\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        }
    }

    /// An upload at one byte in half a second is given up, by both kinds of handlers.
    @ParameterizedTest
    @ValueSource(strings = {"POST " + CALL, "PUT /boats/a.bin"})
    void aSlowBodyIsGivenUp(String call) throws Exception {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), sandbox.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = socket.getOutputStream();
            var head =
                    "%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\nContent-Length: 90000\r\n\r\n"
                            .formatted(call, token);
            out.write(head.getBytes(StandardCharsets.UTF_8));
            var slow =
                    Thread.startVirtualThread(() -> {
                        try {
                            while (true) {
                                Thread.sleep(500);
                                out.write('x');
                                out.flush();
                            }
                        } catch (IOException | InterruptedException e) {
                            return;
                        }
                    });
            long start = System.nanoTime();
            var answer = new byte[12];
            int n = socket.getInputStream().readNBytes(answer, 0, 12);
            slow.interrupt();
            assertTrue(System.nanoTime() - start < 20_000_000_000L);
            var line = new String(answer, 0, n, StandardCharsets.UTF_8);
            assertTrue(line.startsWith("HTTP/1.1 4"), line);
        }
    }

    private String exchange(String request) throws IOException {
        return exchange(sandbox.port(), request);
    }

    private static String exchange(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
