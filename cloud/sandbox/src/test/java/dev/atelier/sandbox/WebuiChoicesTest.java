package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.http.Listen;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a call may choose by name, and what AUTOMATIC1111 v1.10.1 does with names that it does not
/// know.
class WebuiChoicesTest {
    private static final String TXT2IMG = "/sdapi/v1/txt2img";

    private final Painter painter = new Painter();
    private WebuiServer server;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        var catalogue =
                new Catalogue(
                        Painter.CATALOGUE.checkpoints(),
                        List.of("fine.vae.pt"),
                        List.of(),
                        List.of(new Catalogue.Embedding("EasyNegative", 8, 768)),
                        List.of());
        server = WebuiServer.start(Listen.loopback(0), Webui.plain(painter, catalogue));
        web = new Web(server.address(), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Recipe drawn(String fields) throws IOException {
        var answer = web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"height\":8," + fields + "}");
        assertEquals(200, answer.status(), answer.text());
        return painter.asked.getLast();
    }

    private String refused(String fields) throws IOException {
        var answer = web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"height\":8," + fields + "}");
        assertEquals(422, answer.status(), answer.text());
        assertEquals("HTTPException", answer.json().path("error").asText());
        return answer.json().path("detail").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other",
                "other.safetensors",
                "abcdef0123",
                "other [abcdef0123]",
                "other.safetensors [abcdef0123]"
            })
    void knowsACheckpointByAllItsNames(String name) throws IOException {
        var recipe = drawn("\"override_settings\":{\"sd_model_checkpoint\":\"" + name + "\"}");

        assertEquals("other", recipe.model().orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gone.safetensors [0000000000]", "/etc/passwd", "../other"})
    void keepsTheLoadedCheckpointWhereAnOverrideIsUnknown(String name) throws IOException {
        var recipe = drawn("\"override_settings\":{\"sd_model_checkpoint\":\"" + name + "\"}");

        assertEquals("plain", recipe.model().orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gone"})
    void refusesAnUnknownCheckpointAsAnOption(String name) throws IOException {
        var answer = web.post("/sdapi/v1/options", "{\"sd_model_checkpoint\":\"" + name + "\"}");

        assertEquals(500, answer.status());
        assertEquals("RuntimeError", answer.json().path("error").asText());
        assertEquals("model '" + name + "' not found", answer.json().path("errors").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "Automatic, ''",
        "auto, ''",
        "None, None",
        "fine.vae.pt, fine.vae.pt",
        "gone.pt, None",
        "/etc/passwd, None",
        "../../secret.pt, None",
        "'', None"
    })
    void drawsWithTheVaeThatIsOnTheListOrTheOwn(String setting, String used) throws IOException {
        var wanted = used.isEmpty() ? Optional.<String>empty() : Optional.of(used);

        assertEquals(wanted, drawn("\"override_settings\":{\"sd_vae\":\"" + setting + "\"}").vae());
        assertEquals(
                200, web.post("/sdapi/v1/options", "{\"sd_vae\":\"" + setting + "\"}").status());
        assertEquals(setting, web.get("/sdapi/v1/options").json().path("sd_vae").asText());
        assertEquals(wanted, drawn("\"seed\":1").vae());
    }

    @ParameterizedTest
    @CsvSource({
        "DPM++ 2M Karras, , DPMPP_2M, KARRAS",
        "DPM++ 2M karras, , DPMPP_2M, KARRAS",
        "Euler Karras, Automatic, EULER, AUTOMATIC",
        "Euler Karras, '', EULER, KARRAS",
        "Euler a, exponential, EULER_A, EXPONENTIAL",
        "Euler a, Align Your Steps, EULER_A, ALIGN_YOUR_STEPS",
        "Euler SGM Uniform, , DPMPP_2M, UNIFORM",
        "Euler a, no such thing, EULER_A, AUTOMATIC",
        "k_euler_a, , DPMPP_2M, AUTOMATIC",
        "euler a, , DPMPP_2M, AUTOMATIC"
    })
    void readsSamplersAsA1111(String sampler, String schedule, SamplerId id, ScheduleId scheduled)
            throws IOException {
        var extra = schedule == null ? "" : ",\"scheduler\":\"" + schedule + "\"";

        var sampling = drawn("\"sampler_name\":\"" + sampler + "\"" + extra).sampling();

        assertEquals(id, sampling.sampler());
        assertEquals(scheduled, sampling.schedule());
    }

    @Test
    void takesScriptsThatAreAskedForNothing() throws IOException {
        drawn(
                """
                "seed":5,"script_name":"","script_args":[],"alwayson_scripts":{
                  "Seed":{"args":[5,false,-1,0,0,0]},"refiner":{"args":[false,"",0.8]},
                  "Sampler":{"args":[1,"DPM++ 2M","Automatic"]},"Comments":{},
                  "Extra options":{"args":[]},"hypertile":{"args":[]},"ControlNet":{"args":[]}}
                """);
        assertEquals(
                "Script 'Soft inpainting' not found",
                refused("\"alwayson_scripts\":{\"Soft inpainting\":{\"args\":[false]}}"));
        assertEquals(
                "Script 'ADetailer' not found",
                refused("\"alwayson_scripts\":{\"ADetailer\":{\"args\":[false]}}"));
        assertEquals("Script 'X/Y/Z plot' not found", refused("\"script_name\":\"X/Y/Z plot\""));
    }

    @Test
    void refusesScriptsThatAreAskedForSomething() throws IOException {
        assertTrue(
                refused("\"alwayson_scripts\":{\"Refiner\":{\"args\":[true,\"other\",0.5]}}")
                        .contains("refiner_checkpoint"));
        assertTrue(
                refused("\"alwayson_scripts\":{\"Seed\":{\"args\":[-1,true,7,0.5,0,0]}}")
                        .contains("subseed"));
        assertTrue(
                refused("\"seed\":1,\"alwayson_scripts\":{\"Seed\":{\"args\":[9]}}")
                        .contains("seed"));
    }

    @Test
    void listsItsScriptsAndTheirArguments() throws IOException {
        var scripts = web.get("/sdapi/v1/scripts").json();
        assertEquals(
                "[\"comments\",\"extra options\",\"hypertile\",\"refiner\",\"sampler\",\"seed\",\"controlnet\",\"controlnet m2m\"]",
                scripts.path("txt2img").toString());
        assertTrue(scripts.path("img2img").toString().contains("soft inpainting"));
        var info = web.get("/sdapi/v1/script-info").json();
        assertEquals(13, info.size());
        for (var script : info) {
            if (script.path("name").asText().equals("seed")) {
                assertEquals(6, script.path("args").size());
                assertEquals("Seed", script.at("/args/0/label").asText());
                assertEquals(-1, script.at("/args/0/value").asInt());
                assertTrue(script.path("is_alwayson").asBoolean());
            }
        }
    }

    @Test
    void listsWhatCanBeChosen() throws IOException {
        assertEquals(
                "fine.vae.pt", web.get("/sdapi/v1/sd-vae").json().at("/0/model_name").asText());
        assertEquals(
                8,
                web.get("/sdapi/v1/embeddings").json().at("/loaded/EasyNegative/vectors").asInt());
        var samplers = web.get("/sdapi/v1/samplers").json();
        for (var sampler : samplers) {
            if (sampler.path("name").asText().equals("DPM++ 2M SDE Heun")) {
                assertEquals("[\"k_dpmpp_2m_sde_heun\"]", sampler.path("aliases").toString());
                assertEquals("exponential", sampler.at("/options/scheduler").asText());
                assertEquals("heun", sampler.at("/options/solver_type").asText());
            }
        }
        assertEquals("{}", web.get("/internal/ping").text());
        assertEquals("v1.10.1", web.get("/internal/sysinfo").json().path("Version").asText());
        assertEquals("{}", web.post("/sdapi/v1/unload-checkpoint", "").text());
        assertEquals("{}", web.post("/sdapi/v1/reload-checkpoint", "").text());
    }

    @Test
    void describesItselfToProgramsAndReaders() throws IOException {
        var document = web.get("/openapi.json").json();
        assertTrue(document.path("openapi").asText().startsWith("3."));
        for (var path : (Iterable<String>) document.path("paths")::fieldNames) {
            var methods = document.path("paths").path(path);
            var got = methods.has("get") ? web.get(path) : web.post(path, "{}");
            assertFalse(got.status() == 404 && got.text().contains("Not Found\""), path);
            assertTrue(got.status() != 405, path);
        }
        var schema =
                document.at(
                        "/paths/~1sdapi~1v1~1txt2img/post/requestBody/content/application~1json/schema");
        assertEquals(50, schema.at("/properties/steps/default").asInt());
        assertEquals("integer", schema.at("/properties/steps/type").asText());
        var page = web.get("/docs");
        assertTrue(page.text().contains("/sdapi/v1/img2img"));
        assertFalse(page.text().contains("//"), "the page loads something from elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "json"})
    void readsJsonOnlyWhereItIsCalledSo(String type) throws IOException {
        var body = "{\"steps\":1,\"width\":8,\"height\":8}";
        for (var path : List.of(TXT2IMG, "/sdapi/v1/options", "/sdapi/v1/png-info")) {
            var answer = web.post(path, body, type);
            assertEquals(422, answer.status());
            assertEquals("type_error.dict", answer.json().at("/detail/0/type").asText());
        }
        assertTrue(painter.asked.isEmpty());
        assertEquals(200, web.post(TXT2IMG, body, "application/json; charset=utf-8").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"width\":16384,\"height\":16384",
                "\"enable_hr\":true,\"denoising_strength\":0.5,\"hr_scale\":99",
                "\"inpainting_fill\":9,\"n_iter\":100000",
                "\"steps\":-1",
                "\"subseed_strength\":2",
                "\"override_settings\":{\"CLIP_stop_at_last_layers\":99}"
            })
    void refusesWhatNoPictureCanBe(String fields) throws IOException {
        assertFalse(refused(fields).isEmpty());
        assertTrue(painter.asked.isEmpty());
    }

    @Test
    void answersJsonAlsoWhereItRunsOutOfStack() throws IOException {
        painter.error = Optional.of(new StackOverflowError());

        var answer = web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"height\":8}");

        assertEquals(500, answer.status());
        assertEquals("StackOverflowError", answer.json().path("error").asText());
        painter.error = Optional.empty();
        assertEquals("again", drawn("\"prompt\":\"again\"").prompt());
    }

    /// A1111's setting, for one call or for all.
    @Test
    void takesTheMethodOfDecoding() throws IOException {
        var call = "{\"steps\":1,\"width\":8,\"height\":8%s}";
        var override = ",\"override_settings\":{\"sd_vae_decode_method\":\"TAESD\"}";
        assertEquals(200, web.post("/sdapi/v1/txt2img", call.formatted(override)).status());
        assertEquals("TAESD", decoding());
        assertEquals(200, web.post("/sdapi/v1/txt2img", call.formatted("")).status());
        assertEquals("Full", decoding());

        var set = web.post("/sdapi/v1/options", "{\"sd_vae_decode_method\":\"TAESD\"}");
        assertEquals(200, set.status(), set.text());
        assertEquals(200, web.post("/sdapi/v1/txt2img", call.formatted("")).status());
        assertEquals("TAESD", decoding());
    }

    private String decoding() {
        return painter.asked.getLast().sampling().tuning().vae().decode().label();
    }
}
