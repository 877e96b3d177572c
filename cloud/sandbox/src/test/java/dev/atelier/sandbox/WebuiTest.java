package dev.atelier.sandbox;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.http.Json;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebuiTest {
    private static final String TXT2IMG = "/sdapi/v1/txt2img";

    private final Painter painter = new Painter();
    private WebuiServer server;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        server = WebuiServer.start(Listen.loopback(0), Webui.plain(painter, Painter.CATALOGUE));
        web = new Web(server.address(), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makesAPictureThatCarriesItsInfotext() throws IOException {
        var answer =
                web.post(
                        TXT2IMG,
                        """
                        {"prompt":"a boat","seed":7,"steps":3,"width":64,"height":128,
                         "sampler_name":"DPM++ 2M Karras","cfg_scale":"5.5"}
                        """);

        assertEquals(200, answer.status());
        assertTrue(answer.raw().headers().firstValue("X-Process-Time").isPresent());
        var png = Base64.getDecoder().decode(answer.json().at("/images/0").asText());
        assertEquals(128, ImageIO.read(new ByteArrayInputStream(png)).getHeight());
        var recipe =
                InfotextReader.read(PngText.read(png).getOrDefault(PngText.PARAMETERS, ""))
                        .recipe();
        assertEquals("a boat", recipe.prompt());
        assertEquals(SamplerId.DPMPP_2M, recipe.sampling().sampler());
        assertEquals(ScheduleId.KARRAS, painter.asked.getLast().sampling().schedule());
        assertEquals(5.5, recipe.sampling().cfgScale());
        var info = Json.MAPPER.readTree(answer.json().path("info").asText());
        assertEquals(7, info.path("seed").asInt());
        assertEquals("plain", info.path("sd_model_name").asText());
        assertEquals(7, answer.json().at("/parameters/seed").asInt());
        assertTrue(answer.json().at("/parameters/eta").isNull());
    }

    @Test
    void countsSeedsUpOverABatch() throws IOException {
        var answer =
                web.post(
                        TXT2IMG,
                        "{\"seed\":5,\"steps\":1,\"n_iter\":2,\"batch_size\":2,\"width\":8,\"height\":8}");

        assertEquals(4, answer.json().path("images").size());
        var info = Json.MAPPER.readTree(answer.json().path("info").asText());
        assertEquals("[5,6,7,8]", info.path("all_seeds").toString());
    }

    @Test
    void namesEveryWrongField() throws IOException {
        var answer = web.post(TXT2IMG, "{\"steps\":\"many\",\"width\":[],\"tiling\":\"maybe\"}");

        assertEquals(422, answer.status());
        assertEquals(3, answer.json().path("detail").size());
        assertEquals(
                "{\"loc\":[\"body\",\"steps\"],\"msg\":\"value is not a valid integer\",\"type\":\"type_error.integer\"}",
                answer.json().at("/detail/0").toString());
    }

    @Test
    void answersFailuresInTheirShapes() throws IOException {
        assertEquals(404, web.get("/sdapi/v1/nothing").status());
        assertEquals("{\"detail\":\"Method Not Allowed\"}", web.get(TXT2IMG).text());
        assertEquals(422, web.post(TXT2IMG, "").status());
        assertEquals(404, web.post("/sdapi/v1/img2img", "{}").status());
        assertEquals(
                "Script 'sd_model_checkpoint' not found",
                web.post(TXT2IMG, "{\"alwayson_scripts\":{\"sd_model_checkpoint\":\"plain\"}}")
                        .json()
                        .path("detail")
                        .asText());
        painter.failure =
                Optional.of(new Failure.OutOfMemory(Message.plain("There is too little.")));
        var answer = web.post(TXT2IMG, "{}");
        assertEquals(500, answer.status());
        assertEquals("OutOfMemoryError", answer.json().path("error").asText());
        assertTrue(answer.json().path("errors").asText().contains("CUDA out of memory"));
    }

    @Test
    void startsFromAPicture() throws IOException {
        var picture =
                web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"height\":8}").json().at("/images/0");
        var call = Json.object().put("steps", 1).put("width", 8).put("height", 8);
        call.putArray("init_images").add("data:image/png;base64," + picture.asText());

        var answer = web.post("/sdapi/v1/img2img", Json.text(call));

        assertEquals(200, answer.status());
        assertTrue(answer.json().at("/parameters/init_images").isNull());
        assertTrue(painter.asked.getLast().mode() instanceof Mode.ImageToImage);
    }

    @Test
    void refusesPicturesThatAreNoneAndLinks() throws IOException {
        assertEquals(
                "Invalid encoded image",
                web.post("/sdapi/v1/img2img", "{\"init_images\":[\"bm90aGluZw==\"]}")
                        .json()
                        .path("detail")
                        .asText());
        assertEquals(
                "Requests not allowed",
                web.post("/sdapi/v1/img2img", "{\"init_images\":[\"http://127.0.0.1:1/a\"]}")
                        .json()
                        .path("detail")
                        .asText());
    }

    @Test
    void tellsHowFarItIsAndStopsWhenAsked() throws IOException {
        painter.perStep = Duration.ofMillis(10);
        assertEquals(0, web.get("/sdapi/v1/progress").json().path("progress").asDouble());
        var pending = web.posted(TXT2IMG, "{\"steps\":500,\"n_iter\":3,\"width\":8,\"height\":8}");

        var progress = web.get("/sdapi/v1/progress").json();
        while (progress.path("current_image").isNull()) {
            progress = web.get("/sdapi/v1/progress").json();
        }
        assertEquals(3, progress.at("/state/job_count").asInt());
        assertTrue(
                web.get("/sdapi/v1/progress?skip_current_image=true")
                        .json()
                        .path("current_image")
                        .isNull());
        assertEquals("null", web.post("/sdapi/v1/skip", "").text());
        assertEquals("{}", web.post("/sdapi/v1/interrupt", "").text());

        assertTrue(pending.join().json().path("images").size() < 3);
        assertEquals(0, web.get("/sdapi/v1/progress").json().path("progress").asDouble());
    }

    /// The engine makes something else before: a client must not count that as time of its picture.
    @Test
    void tellsOfNoJobUntilTheEngineHasItsTurn() throws Exception {
        painter.perStep = Duration.ofMillis(10);
        var waiting = new CountDownLatch(1);
        var turn = new CountDownLatch(1);
        Generator second =
                (recipe, observer, cancellation) -> {
                    observer.waiting(0);
                    waiting.countDown();
                    try {
                        assertTrue(turn.await(20, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    observer.loading();
                    return painter.generate(recipe, observer, cancellation);
                };
        try (var other =
                WebuiServer.start(Listen.loopback(0), Webui.plain(second, Painter.CATALOGUE))) {
            var there = new Web(other.address(), "");
            var pending = there.posted(TXT2IMG, "{\"steps\":100,\"width\":8,\"height\":8}");
            assertTrue(waiting.await(20, TimeUnit.SECONDS));
            assertEquals(0, jobs(there));
            turn.countDown();
            while (jobs(there) == 0) {
                assertFalse(pending.isDone(), "it drew, and told of no job");
            }
            assertEquals(200, pending.join().status());
        }
    }

    /// As the webui's own page follows its task (`modules/progress.py`): three of two clients.
    @Test
    void tellsWhichTaskItMakesAndWhichWait() throws IOException {
        painter.perStep = Duration.ofMillis(10);
        var body = "{\"steps\":500,\"width\":8,\"height\":8,\"force_task_id\":\"%s\"}";
        assertEquals("[false,false,false,\"Waiting...\"]", task("one"));

        var first = web.posted(TXT2IMG, body.formatted("one"));
        until("[true,false,false,null]", "one");
        var second = web.posted(TXT2IMG, body.formatted("two"));
        until("[false,true,false,\"In queue: 1/1\"]", "two");
        var third = web.posted(TXT2IMG, body.formatted("three"));
        until("[false,true,false,\"In queue: 2/2\"]", "three");
        assertEquals(
                "{\"size\":2,\"tasks\":[\"two\",\"three\"]}",
                web.get("/internal/pending-tasks").text());

        web.post("/sdapi/v1/interrupt", "");
        assertEquals(200, first.join().status());
        until("[true,false,false,null]", "two");
        assertEquals("[false,false,true,\"Waiting...\"]", task("one"));
        assertEquals("[false,true,false,\"In queue: 1/1\"]", task("three"));
        web.post("/sdapi/v1/interrupt", "");
        assertEquals(200, second.join().status());
        until("[true,false,false,null]", "three");
        web.post("/sdapi/v1/interrupt", "");
        assertEquals(200, third.join().status());
    }

    private void until(String standing, String task) throws IOException {
        var now = task(task);
        for (int i = 0; i < 2000 && !now.equals(standing); i++) {
            now = task(task);
        }
        assertEquals(standing, now);
    }

    private String task(String task) throws IOException {
        var now = web.post("/internal/progress", "{\"id_task\":\"" + task + "\"}").json();
        return List.of("active", "queued", "completed", "textinfo").stream()
                .map(it -> now.path(it).toString())
                .collect(joining(",", "[", "]"));
    }

    /// A preview comes once: who names its number gets only a later one.
    @Test
    void showsAPreviewOfATaskOnce() throws IOException {
        painter.perStep = Duration.ofMillis(50);
        var pending =
                web.posted(
                        TXT2IMG,
                        "{\"steps\":200,\"width\":64,\"height\":128,\"force_task_id\":\"t\"}");
        var now = web.post("/internal/progress", "{\"id_task\":\"t\"}").json();
        while (!now.path("live_preview").isTextual()) {
            now = web.post("/internal/progress", "{\"id_task\":\"t\"}").json();
        }
        var image = now.path("live_preview").asText().split(",", 2);
        assertEquals("data:image/png;base64", image[0]);
        var picture = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image[1])));
        assertTrue(picture.getWidth() > 0 && picture.getHeight() == 2 * picture.getWidth());
        int number = now.path("id_live_preview").asInt();
        var ask = "{\"id_task\":\"t\",\"id_live_preview\":%d}".formatted(number);
        do {
            now = web.post("/internal/progress", ask).json();
            assertEquals(
                    now.path("live_preview").isTextual(),
                    now.path("id_live_preview").asInt() > number);
        } while (now.path("live_preview").isNull());
        assertTrue(
                web.post("/internal/progress", "{\"id_task\":\"t\",\"live_preview\":false}")
                        .json()
                        .path("live_preview")
                        .isNull());
        web.post("/sdapi/v1/interrupt", "");
        assertEquals(200, pending.join().status());
    }

    private static int jobs(Web web) throws IOException {
        return web.get("/sdapi/v1/progress").json().at("/state/job_count").asInt();
    }

    @Test
    void showsTheLivePreviewWhileItDraws() throws IOException {
        painter.perStep = Duration.ofMillis(5);
        var pending = web.posted(TXT2IMG, "{\"steps\":200,\"width\":64,\"height\":128}");
        var seen = 0;
        while (!pending.isDone()) {
            var progress = web.get("/sdapi/v1/progress");
            assertEquals(200, progress.status(), progress.text());
            var picture = progress.json().path("current_image");
            if (!picture.isNull()) {
                var png = Base64.getDecoder().decode(picture.asText());
                var image = ImageIO.read(new ByteArrayInputStream(png));
                assertEquals(8, image.getWidth());
                assertEquals(16, image.getHeight());
                seen++;
            }
        }

        assertEquals(200, pending.join().status());
        assertTrue(seen > 3, "previews were seen " + seen + " times");
    }

    @Test
    void dropsWhatItDrawsWhenItStops() throws IOException {
        painter.perStep = Duration.ofMillis(10);
        var pending = web.posted(TXT2IMG, "{\"steps\":9000,\"width\":8,\"height\":8}");
        while (web.get("/sdapi/v1/progress").json().path("current_image").isNull()) {
            Thread.onSpinWait();
        }

        server.close();

        assertTrue(painter.atRest(), "closed, but the generator still draws");
        assertTrue(pending.handle((_, _) -> true).join());
    }

    @Test
    void changesItsCheckpoint() throws IOException {
        assertEquals(
                200, web.post("/sdapi/v1/options", "{\"sd_model_checkpoint\":\"other\"}").status());

        assertEquals(
                "other.safetensors [abcdef0123]",
                web.get("/sdapi/v1/options").json().path("sd_model_checkpoint").asText());
        web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"height\":8}");
        assertEquals("other", painter.asked.getLast().model().orElseThrow().name());
        assertEquals(
                "model 'none' not found",
                web.post("/sdapi/v1/options", "{\"sd_model_checkpoint\":\"none\"}")
                        .json()
                        .path("errors")
                        .asText());
    }

    @Test
    void readsTheTextOfAPicture() throws IOException {
        var made = web.post(TXT2IMG, "{\"prompt\":\"a, b\",\"steps\":1,\"width\":8,\"height\":8}");
        var call = Json.object().put("image", made.json().at("/images/0").asText());

        var answer = web.post("/sdapi/v1/png-info", Json.text(call)).json();

        assertTrue(answer.path("info").asText().startsWith("a, b"));
        assertEquals("a, b", answer.at("/parameters/Prompt").asText());
        assertEquals("8", answer.at("/parameters/Size-1").asText());
    }

    @Test
    void listsWhatThereIs() throws IOException {
        assertEquals(20, web.get("/sdapi/v1/samplers").json().size());
        assertEquals(12, web.get("/sdapi/v1/schedulers").json().size());
        assertEquals(2, web.get("/sdapi/v1/sd-models").json().size());
        assertTrue(web.get("/sdapi/v1/memory").json().at("/ram/total").asLong() > 0);
        assertTrue(web.get("/sdapi/v1/embeddings").json().has("loaded"));
        assertEquals(3, web.get("/controlnet/version").json().path("version").asInt());
        assertTrue(web.get("/controlnet/model_list").json().path("model_list").isArray());
        assertFalse(web.get("/sdapi/v1/upscalers").json().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sdapi/v1/hypernetworks",
                "/sdapi/v1/face-restorers",
                "/sdapi/v1/realesrgan-models",
                "/sdapi/v1/prompt-styles",
                "/sdapi/v1/extensions"
            })
    void whatThereIsNoneOfIsAnEmptyList(String path) throws IOException {
        assertEquals("[]", web.get(path).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sdapi/v1/refresh-checkpoints",
                "/sdapi/v1/refresh-vae",
                "/sdapi/v1/refresh-loras",
                "/sdapi/v1/refresh-embeddings"
            })
    void refreshingAnswersNothing(String path) throws IOException {
        assertEquals("null", web.post(path, "").text());
    }

    @Test
    void flagsSayThatTheApiIsOn() throws IOException {
        assertTrue(web.get("/sdapi/v1/cmd-flags").json().path("api").asBoolean());
    }

    @Test
    void enlargesWithoutAModel() throws IOException {
        var made = web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"height\":8}");
        var call =
                Json.object()
                        .put("image", made.json().at("/images/0").asText())
                        .put("upscaler_1", "Nearest")
                        .put("upscaling_resize", 3);

        var answer = web.post("/sdapi/v1/extra-single-image", Json.text(call));

        var png = Base64.getDecoder().decode(answer.json().path("image").asText());
        assertEquals(24, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    }

    @Test
    void keepsSeedsOf64Bits() throws IOException {
        var large = "18446744073709551615";
        var answer =
                web.post(
                        TXT2IMG,
                        "{\"seed\":%s,\"subseed\":12345678901234567890,\"steps\":1,\"width\":8,\"height\":8}"
                                .formatted(large));

        var info = Json.MAPPER.readTree(answer.json().path("info").asText());
        assertEquals(large, info.path("seed").asText());
        assertEquals("[" + large + "]", info.path("all_seeds").toString());
        assertEquals("12345678901234567890", info.path("subseed").asText());
        assertEquals(large, answer.json().at("/parameters/seed").asText());
        assertEquals(large, painter.asked.getLast().seed().value().toString());
    }
}
