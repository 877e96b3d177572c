package dev.atelier.sandbox.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a browser sends: its question before a page's call, and forms.
class BrowserTest {
    private static final String RULES =
            """
            <CORSConfiguration><CORSRule>
              <AllowedOrigin>http://localhost:*</AllowedOrigin>
              <AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod>
              <AllowedHeader>x-oss-*</AllowedHeader><AllowedHeader>Content-Type</AllowedHeader>
              <ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>600</MaxAgeSeconds>
            </CORSRule></CORSConfiguration>
            """;
    private static final String BOUNDARY = "----formBoundary7x";

    private final HttpClient http = HttpClient.newHttpClient();
    private final MemoryStore store = new MemoryStore();
    private OssServer server;

    @BeforeEach
    void start() throws Exception {
        server = OssServer.start(store, Clock.systemUTC());
        store.save(new Bucket("ruled", Instant.EPOCH, "public-read").with("cors", RULES));
        store.save(new Bucket("closed", Instant.EPOCH, "private"));
        store.save(new Bucket("open", Instant.EPOCH, "public-read-write"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ruled, http://localhost:3000, PUT, 'content-type, x-oss-date', 200",
        "ruled, http://localhost:3000, GET, '', 200",
        "ruled, http://evil.example, PUT, '', 403",
        "ruled, http://localhost:3000, DELETE, '', 403",
        "ruled, http://localhost:3000, PUT, authorization, 403",
        "closed, http://localhost:3000, GET, '', 403",
        "missing, http://localhost:3000, GET, '', 404"
    })
    void aPageIsAskedForBeforeItCalls(
            String bucket, String origin, String method, String headers, int status)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.endpoint() + "/" + bucket + "/a.png"))
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", method)
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        if (!headers.isEmpty()) {
            request.header("Access-Control-Request-Headers", headers);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(status, answer.statusCode(), answer.body());
        var allowed = answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
        assertEquals(status == 200 ? origin : "", allowed);
        if (status == 200) {
            assertEquals(
                    "PUT, GET",
                    answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""));
            assertEquals("600", answer.headers().firstValue("Access-Control-Max-Age").orElse(""));
        }
    }

    @Test
    void aPageReadsAnswersThatARuleOpens() throws Exception {
        store.write("ruled", "a.txt", "text/plain", new ByteArrayInputStream(new byte[3]));
        var request =
                HttpRequest.newBuilder(URI.create(server.endpoint() + "/ruled/a.txt"))
                        .header("Origin", "http://localhost:3000");

        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(200, answer.statusCode());
        assertEquals(
                "http://localhost:3000",
                answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals(
                "ETag", answer.headers().firstValue("Access-Control-Expose-Headers").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 65_000, 65_535, 65_536, 65_537, 300_000})
    void aFormBecomesAnObjectByteForByte(int size) throws Exception {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var almost = ("\r\n--" + BOUNDARY.substring(0, 10)).getBytes(StandardCharsets.UTF_8);
        for (int at = 40; at + almost.length < size; at += 9973) {
            System.arraycopy(almost, 0, bytes, at, almost.length);
        }

        var answer = post("open", Map.of("key", "in/${filename}"), bytes);

        assertEquals(204, answer.statusCode(), answer.body());
        var object = store.find("open", "in/boat 船.png").orElseThrow();
        assertEquals("image/png", object.header("content-type"));
        try (var in = store.open(object, 0)) {
            assertTrue(Arrays.equals(bytes, in.readAllBytes()));
        }
    }

    @Test
    void aSignedFormMayDoWhatItsPolicySays() throws Exception {
        var fields =
                signed(
                        "{\"bucket\":\"closed\"},[\"starts-with\",\"$key\",\"in/\"],[\"content-length-range\",2,10]");
        fields.put("key", "in/a.txt");
        fields.put("success_action_status", "201");
        fields.put("x-oss-meta-recipe", "seven");
        fields.put("x-oss-content-type", "text/plain");

        var made = post("closed", fields, "a boat".getBytes(StandardCharsets.UTF_8));
        assertEquals(201, made.statusCode(), made.body());
        assertTrue(made.body().contains("<Key>in/a.txt</Key>"), made.body());
        var object = store.find("closed", "in/a.txt").orElseThrow();
        assertEquals("seven", object.header("x-oss-meta-recipe"));
        assertEquals("text/plain", object.header("content-type"));

        assertRefused(403, "AccessDenied", with(fields, "key", "out/a.txt"), "a boat");
        assertRefused(400, "EntityTooLarge", with(fields, "key", "in/a.txt"), "a much longer boat");
        assertRefused(400, "EntityTooSmall", with(fields, "key", "in/a.txt"), "a");
        assertRefused(403, "SignatureDoesNotMatch", with(fields, "signature", "AAAA"), "a boat");
        assertRefused(403, "InvalidAccessKeyId", with(fields, "OSSAccessKeyId", "other"), "a boat");
        assertRefused(403, "AccessDenied", with(Map.of("key", "in/a.txt"), "x", "y"), "a boat");
        var late = signed("{\"bucket\":\"closed\"}", "2001-01-01T00:00:00.000Z");
        assertRefused(403, "AccessDenied", with(late, "key", "in/a.txt"), "a boat");
    }

    @Test
    void whatIsNoFormIsRefusedInWords() throws Exception {
        for (var body :
                new String[] {
                    "", "--", "--" + BOUNDARY, "--" + BOUNDARY + "--\r\n", "x".repeat(200_000)
                }) {
            var answer = raw("open", body.getBytes(StandardCharsets.UTF_8));
            assertEquals(400, answer.statusCode(), answer.body());
            assertTrue(
                    answer.body().contains("MalformedPOSTRequest")
                            || answer.body().contains("IncorrectNumberOfFilesInPOSTRequest"),
                    answer.body());
        }
    }

    private void assertRefused(int status, String code, Map<String, String> fields, String body)
            throws Exception {
        var answer = post("closed", fields, body.getBytes(StandardCharsets.UTF_8));
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("<Code>" + code + "</Code>"), answer.body());
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var changed = new LinkedHashMap<>(fields);
        changed.keySet().removeIf(key -> key.equalsIgnoreCase(name));
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> signed(String conditions) throws Exception {
        return signed(conditions, Instant.now().plusSeconds(60).toString());
    }

    private static Map<String, String> signed(String conditions, String until) throws Exception {
        var policy =
                Base64.getEncoder()
                        .encodeToString(
                                "{\"expiration\":\"%s\",\"conditions\":[%s]}"
                                        .formatted(until, conditions)
                                        .getBytes(StandardCharsets.UTF_8));
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(OssServer.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        var signature =
                Base64.getEncoder()
                        .encodeToString(mac.doFinal(policy.getBytes(StandardCharsets.UTF_8)));
        var fields = new LinkedHashMap<String, String>();
        fields.put("OSSAccessKeyId", OssServer.KEY);
        fields.put("policy", policy);
        fields.put("Signature", signature);
        return fields;
    }

    private HttpResponse<String> post(String bucket, Map<String, String> fields, byte[] file)
            throws Exception {
        var out = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) {
            out.writeBytes(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(BOUNDARY, field.getKey(), field.getValue())
                            .getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\boat 船.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .formatted(BOUNDARY)
                        .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(file);
        out.writeBytes(
                "\r\n--%s\r\nContent-Disposition: form-data; name=\"submit\"\r\n\r\nUpload\r\n--%s--\r\n"
                        .formatted(BOUNDARY, BOUNDARY)
                        .getBytes(StandardCharsets.UTF_8));
        return raw(bucket, out.toByteArray());
    }

    private HttpResponse<String> raw(String bucket, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.endpoint() + "/" + bucket))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
