package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import dev.atelier.http.Json;
import dev.atelier.recipe.Mode;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services and the object store on one port, seen by the vendor's clients.
class StoredPicturesTest {
    private static final String TXT2IMG = "/api/predict/sd_one/sdapi/v1/txt2img";
    private static final String SMALL = "\"steps\":1,\"width\":8,\"height\":8,\"seed\":11";

    private final Painter painter = new Painter();
    @TempDir private Path state;
    private Sandbox sandbox;
    private OSS oss;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        var settings =
                CloudSettings.inMemory(0, painter.backend())
                        .withDurations(StateDurations.INSTANT)
                        .withState(state);
        sandbox = Sandbox.start(LocalStore.in(settings, "pictures"));
        web = new Web(sandbox.address(), sandbox.deploy("sd_one", SandboxConfigs.sync("sd_one")));
        oss =
                new OSSClientBuilder()
                        .build(
                                sandbox.address(),
                                sandbox.account().accessKeyId(),
                                sandbox.account().accessKeySecret());
    }

    @AfterEach
    void stop() {
        oss.shutdown();
        sandbox.close();
    }

    @Test
    void findsSavedPicturesInTheBucketAlsoAfterARestart() throws IOException {
        var saved =
                web.post(
                                TXT2IMG,
                                "{"
                                        + SMALL
                                        + ",\"alwayson_scripts\":{\"save_dir\":\"/code/stable-diffusion-webui/data/out\"}}")
                        .json();
        var path = saved.at("/parameters/image_url").asText();
        var key = path.replace("/code/stable-diffusion-webui/data/", "sd/");
        stop();
        start();

        assertEquals(
                List.of("pictures"), oss.listBuckets().stream().map(b -> b.getName()).toList());
        try (var object = oss.getObject("pictures", key)) {
            var head = object.getObjectContent().readNBytes(4);
            assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, head);
        }
    }

    @Test
    void startsFromAPictureThatALinkNames() throws IOException {
        var made = web.post(TXT2IMG, "{" + SMALL + "}").json().at("/images/0").binaryValue();
        oss.putObject("pictures", "in/a.png", new ByteArrayInputStream(made));
        var expires = Date.from(Instant.now().plus(1, ChronoUnit.HOURS));
        var link = oss.generatePresignedUrl("pictures", "in/a.png", expires).toString();
        var call = Json.object().put("steps", 1).put("width", 8).put("height", 8);
        call.putObject("alwayson_scripts").put("image_link", link);

        var answer = web.post("/api/predict/sd_one/sdapi/v1/img2img", Json.text(call));

        assertEquals(200, answer.status(), answer.text());
        assertTrue(painter.asked.getLast().mode() instanceof Mode.ImageToImage);
    }

    @Test
    void followsNoLinkThatLeadsElsewhere() throws IOException {
        var call = Json.object();
        call.putObject("alwayson_scripts").put("image_link", "http://169.254.169.254/latest");

        var answer = web.post("/api/predict/sd_one/sdapi/v1/img2img", Json.text(call));

        assertEquals(500, answer.status());
        assertEquals("Requests not allowed", answer.json().path("detail").asText());
    }

    /// No client sends such a path; what the server itself refuses has the store's form, too.
    @Test
    void aPathThatLeadsOutOfTheStoreIsRefusedAsXml() throws IOException {
        for (var path : List.of("/../escaped", "/pictures/../../escaped", "/%2e%2e/%2e%2e/x")) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
                var head =
                        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                var said =
                        new String(
                                socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                assertTrue(said.matches("(?s)HTTP/1.1 40[034] .*"), path + "\n" + said);
                assertTrue(said.contains("Content-Type: application/xml"), path + "\n" + said);
                assertTrue(said.contains("<Error><Code>"), path + "\n" + said);
            }
        }
    }
}
