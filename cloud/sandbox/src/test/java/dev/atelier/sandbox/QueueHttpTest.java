package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The queue by plain HTTP, without any client of ours: as `curl` reads it, and as the vendor's Go
/// client watches it. A service without instances takes nothing, so its input is a plain queue.
class QueueHttpTest {
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_plain","instance":0,"type":"Async"},
             "queue":{"memory":1,"source":{"auto_evict":true}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
            """;
    private static final String TXT2IMG = "/sdapi/v1/txt2img?task_id=";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Sandbox sandbox;
    private String address;
    private String token;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, new Painter().backend())
                                .withDurations(StateDurations.INSTANT));
        token = sandbox.deploy("sd_plain", CONFIG);
        address = sandbox.address() + "/api/predict/sd_plain";
        web = new Web(address, token);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        sandbox.close();
    }

    private void put(String task, String body) throws IOException {
        assertEquals(200, web.post(TXT2IMG + task, body).status());
    }

    /// An answer without end.
    private HttpResponse<InputStream> watch(String accept) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(address + "?_watch_=true&_index_=0&_window_=2"))
                        .header("Authorization", token)
                        .header("Accept", accept)
                        .timeout(Duration.ofSeconds(20))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        return answer;
    }

    @Test
    void aWatchIsALongAnswerInPiecesWithALineForEachFrame() throws Exception {
        for (int i = 1; i <= 3; i++) {
            put("job" + i, "{\"steps\":" + i + "}");
        }
        var answer = watch("*/*");
        assertEquals("chunked", answer.headers().firstValue("Transfer-Encoding").orElse("none"));
        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (int i = 1; i <= 2; i++) {
                var frame = Json.valueOf(lines.readLine());
                assertEquals(i, frame.path("index").asInt());
                assertEquals("job" + i, frame.at("/tags/task_id").asText());
                assertEquals(
                        "{\"steps\":" + i + "}",
                        new String(frame.path("data").binaryValue(), StandardCharsets.UTF_8));
            }
            // The window of two is full: the third stays with the queue until a commit.
            assertEquals(
                    Json.valueOf("{\"IsPending\":false,\"WaitCount\":0}"),
                    web.get("?_search_=true&_index_=3").json());
            assertEquals("OK", web.put("?_indexes_=1", "").text());
            assertEquals(3, Json.valueOf(lines.readLine()).path("index").asInt());
        }
    }

    @Test
    void aWatchForBytesHasTheLengthBeforeEachFrame() throws Exception {
        assertEquals(200, web.post("?b=2", "x").status());
        var put = web.get("?_raw_=false&_auto_delete_=false").json();
        int id = put.at("/0/tags/requestId").asText().length();
        try (var bytes = new DataInputStream(watch("application/vnd.google.protobuf").body())) {
            // Big-endian length, then field 1 is the index: PROTOCOL B.4 and B.5.
            int length = bytes.readInt();
            // Index, tag b (6 + its frame of 2), tag requestId (2+9+2+36 + 2) and the data.
            assertEquals(2 + 8 + (2 + 2 + "requestId".length() + 2 + id) + 3, length);
            var frame = bytes.readNBytes(length);
            assertArrayEquals(new byte[] {0x08, 0x01}, new byte[] {frame[0], frame[1]});
            assertArrayEquals(
                    new byte[] {0x1a, 0x01, 'x'},
                    new byte[] {frame[length - 3], frame[length - 2], frame[length - 1]});
        }
    }

    @Test
    void aGetWithoutMoreIsTheBytesOfTheFirstFrameWhichIsThenGone() throws Exception {
        put("one", "{\"steps\":1}");
        put("two", "{\"steps\":2}");
        assertEquals("{\"steps\":1}", web.get("").text());
        var second = web.get("?_raw_=true&_auto_delete_=false");
        assertEquals("{\"steps\":2}", second.text());
        assertEquals(
                "application/octet-stream",
                second.raw().headers().firstValue("Content-Type").orElse("none"));
        assertEquals("1", web.get("?_count_=true").text());
        assertEquals("{\"steps\":2}", web.get("?task_id=two&_timeout_=5s").text());
        var none = web.get("");
        assertEquals(204, none.status());
        assertEquals("", none.text());
    }

    /// PROTOCOL B.5: indexes below the given one go, and those that are named.
    @Test
    void framesAreDeletedAndTruncated() throws Exception {
        for (int i = 1; i <= 5; i++) {
            put("job" + i, "{\"steps\":" + i + "}");
        }
        assertEquals("OK", web.delete("?_index_=3&_trunc_=true").text());
        assertEquals("3", web.get("?_count_=true").text());
        assertEquals("OK", web.delete("?_indexes_=4").text());
        assertEquals("{\"steps\":3}", web.get("").text());
        assertEquals("{\"steps\":5}", web.get("").text());
        assertEquals(204, web.get("").status());
    }

    /// A frame that is refused is delivered again, to the next watch.
    @Test
    void aRefusedFrameComesAgain() throws Exception {
        put("one", "{\"steps\":1}");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(watch("*/*").body(), StandardCharsets.UTF_8))) {
            assertEquals(1, Json.valueOf(lines.readLine()).path("index").asInt());
            var refused =
                    web.put("?_indexes_=1&_negative_=true", "_code_=BadPrompt&_reason_=no+words");
            assertEquals("OK", refused.text());
            assertEquals(1, Json.valueOf(lines.readLine()).path("index").asInt());
        }
    }

    @Test
    void aQueueThatIsEndedByForceDropsWhatIsLeft() throws Exception {
        put("one", "{\"steps\":1}");
        assertEquals("OK", web.post("?_eos_=true", "").text());
        assertEquals("1", web.get("?_count_=true").text());
        assertEquals("OK", web.post("?_eos_=true&_force_=true", "").text());
        assertEquals("0", web.get("?_count_=true").text());
    }

    /// The way past the queue, to the webui of an instance.
    @Test
    void thePathPastTheQueueAnswersAtOnce() throws Exception {
        sandbox.deploy("sd_plain", CONFIG.replace("\"instance\":0", "\"instance\":1"));
        var past = new Web(sandbox.address() + "/api/predict/async_path.sd_plain", token);

        var answer = past.get("/sdapi/v1/samplers");

        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.json().isArray(), answer.text());
    }

    @Test
    void aFullQueueThatEvictsDropsItsOldestFrame() throws Exception {
        int room = web.get("?_attrs_=true").json().path("stream.approxMaxLength").asInt();
        for (int i = 1; i <= room + 2; i++) {
            put("job" + i, "{}");
        }
        var attributes = web.get("?_attrs_=true").json();
        assertEquals(room, attributes.path("stream.length").asInt());
        assertEquals(3, attributes.path("stream.firstEntry").asInt());
        assertEquals(room + 2, attributes.path("stream.lastEntry").asInt());
        assertEquals("0", web.get("?_count_=true&task_id=job2").text());
        assertEquals("1", web.get("?_count_=true&task_id=job" + (room + 2)).text());
    }

    /// What a program watches with that is killed: no close frame is sent, and nothing is read any
    /// more.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(60)
    void framesOfAWatcherThatDiedComeToTheNextOne(boolean reset) throws Exception {
        put("one", "{\"steps\":1}");
        put("two", "{\"steps\":2}");
        try (var dying = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            dying.setSoLinger(reset, 0);
            var head =
                    """
                    GET /api/predict/sd_plain?_watch_=true&_index_=0&_window_=2 HTTP/1.1\r
                    Host: 127.0.0.1:%d\r
                    Authorization: %s\r
                    X-EAS-QueueService-Redis-Uid: dying\r
                    \r
                    """
                            .formatted(sandbox.port(), token);
            dying.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(dying.getInputStream(), StandardCharsets.UTF_8));
            for (var line = ""; !line.contains("\"two\""); ) {
                line = lines.readLine();
                assertNotNull(line, "the watch ended");
            }
            assertTrue(web.get("?_search_=true&_index_=1").json().path("IsPending").asBoolean());
        }
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(watch("*/*").body(), StandardCharsets.UTF_8))) {
            assertEquals(1, Json.valueOf(lines.readLine()).path("index").asInt());
            assertEquals(2, Json.valueOf(lines.readLine()).path("index").asInt());
        }
        assertFalse(web.get("?_attrs_=true").text().contains("eas.dying,"));
    }

    /// One that is only slow to commit keeps what it holds, however often the service looks.
    @Test
    @Timeout(60)
    void aWatcherThatIsSlowKeepsItsFrames() throws Exception {
        put("one", "{\"steps\":1}");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(watch("*/*").body(), StandardCharsets.UTF_8))) {
            assertEquals(1, Json.valueOf(lines.readLine()).path("index").asInt());
            while (!web.get("?_attrs_=true").text().contains("Idle: 5s")) {
                assertTrue(
                        web.get("?_search_=true&_index_=1").json().path("IsPending").asBoolean());
                Thread.sleep(100);
            }
            put("two", "{\"steps\":2}");
            assertEquals(2, Json.valueOf(lines.readLine()).path("index").asInt());
        }
    }

    /// Words that the vendor's clients refuse themselves (PROTOCOL B.3) are refused with a
    /// sentence.
    @ParameterizedTest
    @CsvSource({
        "GET, ?_timeout_=soon, soon",
        "GET, ?_timeout_=5, 5",
        "GET, ?_index_=first, first",
        "PUT, ?_indexes_=1&_negative_=true&_code_=!!, !!",
        "PUT, ?_indexes_=1&_negative_=true&_code_=TwentyOneCapitalLetters, TwentyOneCapitalLetters",
        "PUT, ?_indexes_=one, one",
        "POST, /sdapi/v1/txt2img?_priority_=-4, -4",
        "POST, /sdapi/v1/txt2img?_foo=1, _foo",
    })
    void whatIsNoValueIsRefusedWithTheValue(String method, String query, String named)
            throws Exception {
        var answer =
                switch (method) {
                    case "GET" -> web.get(query);
                    case "PUT" -> web.put(query, "");
                    default -> web.post(query, "{}");
                };
        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.text().startsWith("Bad Request: "), answer.text());
        assertTrue(answer.text().contains(named), answer.text());
        assertEquals("0", web.get("?_count_=true").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"_code_=Shutdown", "_code_=404", "_code_=BadPrompt.Words", ""})
    void codesOfARefusalAreNumbersOrCapitalisedWords(String form) throws Exception {
        assertEquals("OK", web.put("?_indexes_=1&_negative_=true", form).text());
    }
}
