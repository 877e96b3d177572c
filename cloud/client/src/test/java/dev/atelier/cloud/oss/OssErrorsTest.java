package dev.atelier.cloud.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the real store refuses with, word for word, becomes a sentence and a remedy.
class OssErrorsTest {
    private static final OssAddress PICTURE = OssAddress.parse("oss://boats/red.png");

    @TempDir private Path folder;
    private HttpServer server;
    private OssStore store;
    private int status;
    private long size;
    private String error = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::refuse);
        server.start();
        store = at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private OssStore at(URI address) {
        var keys = Credentials.of("an-id", "a-very-secret-key", "cn-hangzhou");
        return new OssStore(keys, OssEndpoint.at(address, "cn-hangzhou"), folder);
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    private void refuse(HttpExchange exchange) throws IOException {
        var body = error.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-oss-request-id", "REQUEST");
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        if (size > 0) {
            exchange.getResponseHeaders().set("ETag", "\"0\"");
            exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
            exchange.sendResponseHeaders(200, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            var header = Base64.getEncoder().encodeToString(body);
            exchange.getResponseHeaders().set("x-oss-err", header);
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void refusing(int newStatus, String code, String more) {
        status = newStatus;
        error =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message><RequestId>REQUEST</RequestId>
                <HostId>boats.oss-cn-hangzhou.aliyuncs.com</HostId>%s</Error>
                """
                        .formatted(code, code, more);
    }

    private OssStoreException stat() {
        return assertThrows(OssStoreException.class, () -> store.stat(PICTURE));
    }

    @ParameterizedTest
    @CsvSource({
        "404,NoSuchBucket,NO_BUCKET",
        "404,NoSuchKey,NO_OBJECT",
        "403,AccessDenied,FORBIDDEN",
        "403,InvalidAccessKeyId,KEYS",
        "403,SignatureDoesNotMatch,KEYS",
        "403,SecurityTokenExpired,KEYS",
        "403,RequestTimeTooSkewed,CLOCK",
        "400,InvalidArgument,INVALID",
        "412,PreconditionFailed,CHANGED",
        "500,InternalError,SERVER"
    })
    void sortsRefusals(int newStatus, String code, Kind kind) {
        refusing(newStatus, code, "");

        var e = stat();

        assertEquals(kind, e.kind(), e.getMessage());
        assertEquals("REQUEST", e.requestId());
        assertTrue(String.valueOf(e.getMessage()).endsWith("."), e.getMessage());
        assertFalse(e.advice().english().isEmpty());
        assertTrue(e.what().in(Locale.CHINESE).endsWith("。"), e.what().toString());
        assertFalse(String.valueOf(e.getMessage()).contains("secret"), e.getMessage());
    }

    @Test
    void namesThePermissionThatIsMissing() {
        refusing(403, "AccessDenied", "");

        assertEquals(
                "The access key may not read oss://boats/red.png:"
                        + " oss:GetObject on acs:oss:*:*:boats/red.png is not allowed.",
                stat().getMessage());
        var listing =
                assertThrows(
                        OssStoreException.class, () -> store.list(PICTURE.at("a/"), false).page());
        assertTrue(
                String.valueOf(listing.getMessage())
                        .contains("oss:ListObjects on acs:oss:*:*:boats is"),
                listing.getMessage());
    }

    @Test
    void namesTheEndpointOfABucketElsewhere() {
        refusing(403, "AccessDenied", "<Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint>");
        error =
                error.replace(
                        "<Message>AccessDenied",
                        "<Message>The bucket you are attempting to access must be addressed using"
                                + " the specified endpoint. Please send all future requests to"
                                + " this endpoint.");

        var e = stat();

        assertEquals(Kind.WRONG_REGION, e.kind());
        assertEquals(Optional.of("oss-cn-beijing.aliyuncs.com"), e.endpoint());
        assertTrue(String.valueOf(e.getMessage()).contains("oss-cn-beijing"), e.getMessage());
    }

    @Test
    void saysThatTheDiskIsTooSmallBeforeItStarts() {
        size = Long.MAX_VALUE / 2;
        var file = folder.resolve("red.png");

        var e =
                assertThrows(
                        OssStoreException.class,
                        () -> store.download(PICTURE, file, Transfer.quiet()));

        assertEquals(Kind.DISK_FULL, e.kind(), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(file + " needs 4611"), e.getMessage());
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (var nobody = at(URI.create("http://127.0.0.1:" + free))) {
            var e = assertThrows(OssStoreException.class, () -> nobody.stat(PICTURE));

            assertEquals(Kind.NETWORK, e.kind());
            assertEquals("Nothing listens at 127.0.0.1:" + free + ".", e.getMessage());
        }
    }

    @Test
    void aimsAtTheRegionsOwnAddresses() {
        var keys = Credentials.of("an-id", "a-very-secret-key", "cn-shanghai");
        try (var real = new OssStore(keys, OssEndpoint.of("cn-shanghai"), folder)) {
            var terms = OssStore.LinkTerms.forLife(Duration.ofHours(1));
            var outside = real.link(PICTURE, terms).reveal();
            var inside =
                    real.link(PICTURE, new OssStore.LinkTerms(terms.life(), terms.process(), true))
                            .reveal();
            var long30 = OssStore.LinkTerms.forLife(Duration.ofDays(30));

            assertTrue(
                    outside.startsWith("https://boats.oss-cn-shanghai.aliyuncs.com/red.png?"),
                    outside);
            assertTrue(outside.contains("OSS4-HMAC-SHA256"), outside);
            assertTrue(
                    inside.startsWith(
                            "https://boats.oss-cn-shanghai-internal.aliyuncs.com/red.png?"),
                    inside);
            assertTrue(real.link(PICTURE, long30).reveal().contains("OSSAccessKeyId="));
            assertFalse(real.link(PICTURE, terms).toString().contains("boats"));
        }
    }
}
