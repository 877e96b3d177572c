package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.StateDurations;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The second half of the vendor's article, call by call: five pictures from texts and five from a
/// picture are put by plain HTTP, watched over a WebSocket that is not ours, committed, and fetched
/// from the bucket.
class AsyncArticleTest {
    private static final String MOUNT = "/code/stable-diffusion-webui/data-oss";
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_async","instance":1,"rpc.worker_threads":1,"type":"Async"},
             "queue":{"cpu":1,"max_delivery":1,"memory":4000,"resource":""},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:3.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api --nowebui --time-log"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"oss":{"path":"oss://pictures/aohai/","readOnly":false},
               "properties":{"resource_type":"model"},"mount_path":"%s"}]}
            """
                    .formatted(MOUNT);

    private final Painter painter = new Painter();
    private final BlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();
    @TempDir private Path folder;
    private Sandbox sandbox;
    private CloudSettings settings;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        settings =
                LocalStore.in(
                        CloudSettings.inMemory(0, painter.backend())
                                .withDurations(StateDurations.INSTANT)
                                .withState(folder),
                        "pictures");
        sandbox = Sandbox.start(settings);
        web = client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Web client() {
        return new Web(
                sandbox.address() + "/api/predict/sd_async", sandbox.deploy("sd_async", CONFIG));
    }

    private void put(String kind, int i, String link) throws IOException {
        var call =
                Json.object()
                        .put("prompt", i % 2 == 0 ? "cute dog" : "cute cat")
                        .put("steps", 2)
                        .put("width", 16)
                        .put("height", 16);
        var scripts =
                call.putObject("alwayson_scripts").put("save_dir", MOUNT + "/outputs/" + kind);
        if (!link.isEmpty()) {
            scripts.put("image_link", link);
        }
        var path = "/sdapi/v1/" + kind + "?task_id=" + kind + "_" + i;
        var answer = web.post(path, Json.text(call));
        assertEquals(200, answer.status(), answer.text());
        assertTrue(Long.parseLong(answer.text()) > 0, answer.text());
        assertTrue(answer.raw().headers().firstValue("X-Eas-Queueservice-Request-Id").isPresent());
    }

    /// An object that the service may fetch: the vendor's sample has a picture in a bucket, too.
    private String boy() throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", png);
        settings.store().sink().put("pictures", "tests/boy.png", png.toByteArray());
        return SandboxObjects.link(sandbox, "pictures", "tests/boy.png");
    }

    private WebSocketClient watch(String query, Map<String, String> headers)
            throws InterruptedException {
        var address =
                URI.create(
                        sandbox.address().replace("http:", "ws:")
                                + "/api/predict/sd_async/sink?_watch_=true&"
                                + query);
        var all = new HashMap<>(headers);
        all.put("Authorization", sandbox.deploy("sd_async", CONFIG));
        var client =
                new WebSocketClient(address, all) {
                    @Override
                    public void onOpen(ServerHandshake handshake) {}

                    @Override
                    public void onMessage(String message) {
                        seen.add(Json.valueOf(message));
                    }

                    @Override
                    public void onClose(int code, String reason, boolean remote) {}

                    @Override
                    public void onError(Exception e) {}
                };
        assertTrue(client.connectBlocking(10, TimeUnit.SECONDS));
        return client;
    }

    private JsonNode next() throws InterruptedException {
        var frame = seen.poll(20, TimeUnit.SECONDS);
        assertTrue(frame != null, "no frame came");
        return frame;
    }

    private void commit(JsonNode frame) throws IOException {
        var answer = web.put("/sink?_indexes_=" + frame.path("index").asLong(), "");
        assertEquals("OK", answer.text());
    }

    private static JsonNode result(JsonNode frame) throws IOException {
        return Json.objectOf(frame.path("data").binaryValue()).orElseThrow();
    }

    @Test
    void fiveOfEachArePutWatchedCommittedAndFetched() throws Exception {
        var link = boy();
        for (int i = 0; i < 5; i++) {
            put("txt2img", i, "");
        }
        for (int i = 0; i < 5; i++) {
            put("img2img", i, link);
        }
        var watcher =
                watch("_index_=0&_window_=5&_index_only_=false&_auto_commit_=false", Map.of());
        var tasks = new TreeSet<String>();
        var requests = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            var frame = next();
            tasks.add(frame.at("/tags/task_id").asText());
            requests.add(frame.at("/tags/requestId").asText());
            var parameters = result(frame).path("parameters");
            assertEquals(0, parameters.path("status").asInt(-1), frame.toString());
            var path = parameters.path("image_url").asText();
            assertTrue(path.startsWith(MOUNT + "/outputs/"), path);
            var key = "aohai/" + path.substring(MOUNT.length() + 1);
            var png = SandboxObjects.get(sandbox, "pictures", key);
            assertEquals(16, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
            commit(frame);
        }
        watcher.closeBlocking();

        var expected = new TreeSet<String>();
        for (int i = 0; i < 5; i++) {
            expected.add("txt2img_" + i);
            expected.add("img2img_" + i);
        }
        assertEquals(expected, tasks);
        assertEquals(10, requests.size());
        assertEquals("0", web.get("/sink?_count_=true").text());
        assertEquals("0", web.get("?_count_=true").text());
    }

    @Test
    void whatWasNotCommittedIsThereAfterARestart() throws Exception {
        put("txt2img", 0, "");
        var first = watch("_index_=0&_window_=5", Map.of());
        var frame = next();
        first.closeBlocking();
        untilNothingIsAtWork(); // else the job is made again, as a service may be ended at any time
        sandbox.close();
        sandbox = Sandbox.start(settings);
        web = client();
        var again = watch("_index_=0&_window_=5", Map.of());
        var same = next();
        assertEquals(frame, same);
        commit(same);
        again.closeBlocking();
        sandbox.close();
        sandbox = Sandbox.start(settings);
        web = client();
        assertEquals("0", web.get("/sink?_count_=true").text());
        put("txt2img", 1, "");
        assertEquals(
                2,
                Json.valueOf(get("/sink?_raw_=false&_timeout_=20s"))
                        .path(0)
                        .path("index")
                        .asLong());
    }

    private void untilNothingIsAtWork() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!web.get("?_count_=true").text().equals("0")) {
            assertTrue(System.nanoTime() < end, "the job is never taken out of the queue");
            Thread.sleep(5);
        }
    }

    private String get(String path) throws IOException {
        var answer = web.get(path);
        assertEquals(200, answer.status(), answer.text());
        return answer.text();
    }
}
