package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ways to call a synchronous service that the vendor shows its customers: from the shell, for
/// pictures in the answer, and for pictures in a bucket.
class ArticleTest {
    private static final String MOUNT = "/code/stable-diffusion-webui/data-oss";
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_v32","instance":1},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:3.2",
               "port":8000,"script":"./webui.sh --listen --port=8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"oss":{"path":"oss://pictures/data-oss","readOnly":false},
               "properties":{"resource_type":"model"},"mount_path":"%s"}]}
            """
                    .formatted(MOUNT);

    private final Painter painter = new Painter();
    @TempDir private Path folder;
    private Sandbox sandbox;
    private String token;

    @BeforeEach
    void start() throws IOException {
        var settings =
                CloudSettings.inMemory(0, painter.backend()).withDurations(StateDurations.INSTANT);
        sandbox = Sandbox.start(LocalStore.in(settings, "pictures"));
        token = sandbox.deploy("sd_v32", CONFIG);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String service() {
        return sandbox.address() + "/api/predict/sd_v32";
    }

    private Web web() {
        return new Web(service(), token);
    }

    private static JsonNode decoded(byte[] bytes) {
        return Json.objectOf(bytes).orElseThrow();
    }

    @Test
    void answersTheShell() throws Exception {
        var out = folder.resolve("answer.json");
        var command =
                List.of(
                        "curl",
                        "--silent",
                        "--noproxy",
                        "*",
                        "--location",
                        "--request",
                        "POST",
                        service() + "/sdapi/v1/txt2img",
                        "--header",
                        "Authorization: " + token,
                        "--header",
                        "Content-Type: application/json",
                        "--output",
                        out.toString(),
                        "--data-raw",
                        "{\"prompt\":\"a brown dog \",\"steps\":20,\"width\":16,\"height\":16}");
        assumeTrue(present("curl"), "curl is not installed here, so the shell's call was not made");
        var process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        var image = decoded(Files.readAllBytes(out)).at("/images/0").binaryValue();
        assertEquals(16, ImageIO.read(new ByteArrayInputStream(image)).getWidth());
        assertEquals("a brown dog ", painter.asked.getLast().prompt());
    }

    private static boolean present(String program) {
        try {
            var process =
                    new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void picturesOfTheAnswerTellHowTheyWereMade() throws IOException {
        var answer =
                web().post(
                                "/sdapi/v1/txt2img",
                                "{\"prompt\":\"a puppy\",\"steps\":2,\"n_iter\":2,\"width\":16,\"height\":16}");
        assertEquals(200, answer.status(), answer.text());
        var images = answer.json().path("images");
        assertEquals(2, images.size(), "the API makes a grid only of what it saves");
        for (var image : images) {
            var bare = image.asText().split(",", 2)[0];
            var bytes = Base64.getDecoder().decode(bare);
            assertTrue(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth() >= 16);
            var call = Json.object().put("image", "data:image/png;base64," + image.asText());
            var info = web().post("/sdapi/v1/png-info", Json.text(call));
            assertEquals(200, info.status());
            assertTrue(info.json().path("info").asText().startsWith("a puppy"), info.text());
        }
    }

    @Test
    void picturesInABucketAreWhereTheAnswerSays() throws IOException {
        var call =
                Json.object()
                        .put("prompt", "people")
                        .put("negative_prompt", "out of frame")
                        .put("steps", 3)
                        .put("batch_size", 1)
                        .put("n_iter", 2)
                        .put("width", 16)
                        .put("height", 16);
        call.putObject("alwayson_scripts")
                .put("sd_model_checkpoint", "other.safetensors")
                .put("save_dir", MOUNT + "/outputs");
        var answer = web().post("/sdapi/v1/txt2img", Json.text(call));
        assertEquals(200, answer.status(), answer.text());
        var parameters = answer.json().path("parameters");
        var paths = List.of(parameters.path("image_url").asText().split(","));
        assertEquals(3, paths.size(), "a grid and two pictures");
        assertTrue(
                paths.getFirst().startsWith(MOUNT + "/outputs/txt2img-grids/"), paths.toString());
        assertEquals(2, parameters.path("seed").asText().split(",").length);
        assertEquals(paths.size(), fetched(paths).size());
    }

    /// As the sample does: the mount's path becomes the bucket's address.
    private List<byte[]> fetched(List<String> paths) throws IOException {
        var account = sandbox.account();
        OSS oss =
                new OSSClientBuilder()
                        .build(sandbox.address(), account.accessKeyId(), account.accessKeySecret());
        try {
            var found = new ArrayList<byte[]>();
            for (var path : paths) {
                var address = path.replace(MOUNT, "oss://pictures/data-oss");
                var key = address.substring("oss://pictures/".length());
                try (var object = oss.getObject("pictures", key)) {
                    var bytes = object.getObjectContent().readAllBytes();
                    assertEquals("PNG", new String(bytes, 1, 3, StandardCharsets.US_ASCII));
                    found.add(bytes);
                }
            }
            return found;
        } finally {
            oss.shutdown();
        }
    }
}
