package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import dev.atelier.http.Listen;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no client of good will sends.
class HostileTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int REQUESTS = 300;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/?Action=GetCallerIdentity&Version=2015-04-01",
                    "/api/v2/services",
                    "/api/v2/services/cn-hangzhou/..%2f..%2fetc%2fpasswd",
                    "/api/v2/services/%ZZ/%",
                    "/api/predict/",
                    "/api/predict/sd_one",
                    "/api/predict/sd_one/sdapi/v1/txt2img",
                    "/api/predict/sd_one/sdapi/v1/img2img",
                    "/api/predict/sd_one/sdapi/v1/png-info",
                    "/api/predict/sd_one/sdapi/v1/extra-single-image",
                    "/api/predict/sd_one/sdapi/v1/options",
                    "/api/predict/sd_one/controlnet/detect",
                    "/api/predict/../../etc/passwd",
                    "/api/predict/sd_one/%2e%2e/%2e%2e/etc/passwd",
                    "/_sandbox/faults/../../etc",
                    "/%00",
                    "/\u00e9",
                    "//etc/passwd",
                    "/a;b=c/..;/d",
                    "/pictures/../../../etc/passwd",
                    "/pictures/%2e%2e%2f%2e%2e%2fetc%2fpasswd?uploads",
                    "/pictures?list-type=2&max-keys=-1&continuation-token=%00");

    private static final List<String> BODIES =
            List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "[".repeat(100_000),
                    "{\"a\":".repeat(5_000),
                    "{\"width\":1e999,\"steps\":-1}",
                    "{\"width\":2147483647,\"height\":2147483647}",
                    "{\"width\":-8,\"height\":0}",
                    "{\"n_iter\":2147483647,\"batch_size\":2147483647}",
                    "{\"seed\":99999999999999999999999999}",
                    "{\"init_images\":[\"====\"]}",
                    "{\"init_images\":[\"file:///etc/passwd\"]}",
                    "{\"init_images\":[\"http://169.254.169.254/latest\"]}",
                    "{\"init_images\":[null,{},[]]}",
                    "{\"image\":\"iVBORw0KGgoAAAANSUhEUgAAAAAAAAAA\"}",
                    "{\"alwayson_scripts\":{\"controlnet\":{\"args\":[{\"enabled\":true,\"image\":{}}]}}}",
                    "{\"alwayson_scripts\":{\"save_dir\":\"/../../../etc\"},\"steps\":1}",
                    "{\"alwayson_scripts\":[]}",
                    "{\"override_settings\":{\"CLIP_stop_at_last_layers\":\"x\"},\"steps\":1}",
                    "{\"sampler_name\":\"\\u0000\",\"scheduler\":\"Karras Karras\",\"steps\":1}",
                    "{\"prompt\":\"((((((<lora:a:b:c>\\ud800\",\"steps\":1,\"width\":8,\"height\":8}",
                    "\u0000\u0001\u0002");

    private static final List<String> HEADERS =
            List.of(
                    "",
                    "Authorization: acs",
                    "Authorization: acs :",
                    "Authorization: acs AtelierSandboxKey:AAAA\r\nDate: yesterday",
                    "Authorization: ACS3-HMAC-SHA256 Credential=,SignedHeaders=,Signature=",
                    "Authorization: ACS3-HMAC-SHA256 Credential=a,SignedHeaders=;;;,Signature=b",
                    "Authorization: EAS AAAA",
                    "Authorization: OSS a:b",
                    "Authorization: token-for-tests-1",
                    "Content-Encoding: gzip",
                    "Origin: http://evil.example",
                    "X-Long: " + "x".repeat(20_000),
                    "Content-MD5: not base64",
                    "Expect: 100-continue",
                    "Transfer-Encoding: chunked",
                    "Bad Header");

    private final Painter painter = new Painter();
    @TempDir private Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException, ClientException {
        var settings =
                CloudSettings.inMemory(0, painter.backend())
                        .withDurations(StateDurations.INSTANT)
                        .withState(folder.resolve("state"));
        sandbox = Sandbox.start(LocalStore.in(settings, "pictures"));
        var config =
                SandboxConfigs.sync("sd_one")
                        .replaceFirst("\\{", "{\"token\":\"token-for-tests-1\",");
        new Vendor(sandbox).roa(MethodType.POST, "/api/v2/services", Map.of(), config);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void answersOrHangsUpAndLivesOn() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < REQUESTS; i++) {
            var answer = exchange(request(random));
            var status = STATUS.matcher(answer);
            if (!answer.isEmpty() && !status.lookingAt()) {
                fail("no HTTP: " + answer.substring(0, Math.min(200, answer.length())));
            }
            assertTrue(!answer.contains("root:"), "a file of the machine came out");
        }

        var health = new Web(sandbox.address(), "").get("/_sandbox/health");
        assertEquals(200, health.status());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("state")), files.toList());
        }
    }

    @Test
    void keepsForeignPagesAndNamesOut() throws IOException {
        assertTrue(
                exchange("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                        .startsWith("HTTP/1.1 403"));
        assertTrue(
                exchange(
                                "POST /_sandbox/faults HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .startsWith("HTTP/1.1 403"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /pictures?list-type=2",
                "GET /pictures/a.png",
                "PUT /pictures/a.png",
                "POST /api/predict/sd_one/sdapi/v1/txt2img",
                "GET /api/v2/services",
                "GET /_sandbox/health",
                "GET /"
            })
    void everyPartKeepsThemOut(String call) throws IOException {
        for (var who :
                List.of(
                        "Host: evil.example",
                        "Host: 127.evil.example",
                        "Host: 127.0.0.1\r\nOrigin: http://127.evil.example",
                        "Host: 127.0.0.1\r\nOrigin: null",
                        "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nOrigin: http://evil.example",
                        "Host: pictures.oss-cn-hangzhou.aliyuncs.com\r\nOrigin: http://evil.example")) {
            var answer =
                    exchange(
                            "%s HTTP/1.1\r\n%s\r\nAuthorization: OSS a:b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                    .formatted(call, who));

            assertTrue(answer.startsWith("HTTP/1.1 403"), who + "\n" + answer);
            assertTrue(answer.contains("loopback names only"), answer);
        }
        var absolute = call.replace(" /", " http://evil.example/");
        var answer =
                exchange(absolute + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        assertFalse(answer.startsWith("HTTP/1.1 2"), answer);
    }

    @Test
    void takesNoBodyAboveItsLimit() throws IOException {
        var head =
                "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 999999999999\r\n\r\n";

        assertTrue(exchange(head).startsWith("HTTP/1.1 413"));
    }

    @Test
    void listensToOthersOnlyWithAToken() throws IOException {
        var anywhere = InetAddress.ofLiteral("0.0.0.0");

        assertThrows(
                IllegalArgumentException.class, () -> new Listen(anywhere, 0, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Listen(anywhere, 0, Optional.of("short")));
        var settings =
                CloudSettings.inMemory(0, painter.backend())
                        .withListen(new Listen(anywhere, 0, Optional.of("a-long-enough-token")));
        try (var open = Sandbox.start(settings)) {
            var address = "http://127.0.0.1:" + open.port();
            assertEquals(401, new Web(address, "").get("/_sandbox/health").status());
            assertEquals(
                    200,
                    new Web(address, "Bearer a-long-enough-token")
                            .get("/_sandbox/health")
                            .status());
            assertEquals("a-long-enough-token", open.account().accessKeySecret());
            var shown = new Web(open.address(), "Bearer a-long-enough-token");
            assertFalse(open.address().contains("0.0.0.0"), open.address());
            assertEquals(200, shown.get("/_sandbox/health").status(), open.address());
        }
    }

    private static String request(Random random) {
        var method =
                List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "G\u00c4T")
                        .get(random.nextInt(7));
        var body = pick(BODIES, random);
        var length = body.getBytes(StandardCharsets.UTF_8).length + random.nextInt(2) * 5;
        return method
                + " "
                + pick(PATHS, random)
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                + length
                + "\r\n"
                + "Authorization: token-for-tests-1\r\n".repeat(random.nextInt(2))
                + pick(HEADERS, random)
                + "\r\n\r\n"
                + body;
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    /// Sends the text, ends the sending side and reads all that comes.
    private String exchange(String request) throws IOException {
        try (var socket = new Socket(LOOPBACK, sandbox.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException e) {
                throw new AssertionError(
                        "hangs: " + request.substring(0, Math.min(300, request.length())), e);
            } catch (IOException e) {
                // It hung up while we were still sending: that is an answer, too.
                return answer.toString(StandardCharsets.UTF_8);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
