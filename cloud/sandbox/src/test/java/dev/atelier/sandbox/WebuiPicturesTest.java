package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Listen;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures that come with a call and go with an answer. The enlarged ones in `pictures` were made
/// by Pillow after A1111's `modules/upscaler.py`.
class WebuiPicturesTest {
    private static final String SINGLE = "/sdapi/v1/extra-single-image";
    private static final String PNG_INFO = "/sdapi/v1/png-info";

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

    private static byte[] file(String name) throws IOException {
        try (var in = WebuiPicturesTest.class.getResourceAsStream("pictures/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static String base64(String name) throws IOException {
        return Base64.getEncoder().encodeToString(file(name));
    }

    private static void assertPixels(String expected, String base64) throws IOException {
        var right = ImageFiles.read(file(expected), expected);
        var made = ImageFiles.read(Base64.getDecoder().decode(base64), "the answer");
        assertEquals(right.width() + "x" + right.height(), made.width() + "x" + made.height());
        assertArrayEquals(right.bytes(), made.bytes(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "noise-lanczos-2.5.png | \"upscaler_1\":\"Lanczos\",\"upscaling_resize\":2.5",
                "noise-nearest-3.png | \"upscaler_1\":\"Nearest\",\"upscaling_resize\":3",
                "noise-lanczos-40x64-crop.png | \"upscaler_1\":\"Lanczos\",\"resize_mode\":1,\"upscaling_resize_w\":40,\"upscaling_resize_h\":64",
                "noise-lanczos-40x64.png | \"upscaler_1\":\"Lanczos\",\"resize_mode\":1,\"upscaling_resize_w\":40,\"upscaling_resize_h\":64,\"upscaling_crop\":false",
                "noise-blend-0.3.png | \"upscaler_1\":\"Lanczos\",\"upscaler_2\":\"Nearest\",\"extras_upscaler_2_visibility\":0.3,\"upscaling_resize\":2.5",
                "noise.png | \"upscaler_1\":\"None\",\"upscaling_resize\":4",
                "noise.png | \"upscaler_2\":\"Lanczos\",\"extras_upscaler_2_visibility\":1"
            })
    void enlargesAsA1111(String expected, String fields) throws IOException {
        var call = "{\"image\":\"" + base64("noise.png") + "\"," + fields + "}";

        var answer = web.post(SINGLE, call);

        assertEquals(200, answer.status(), answer.text());
        assertPixels(expected, answer.json().path("image").asText());
    }

    /// `%1$s` is a picture that ends in the middle, `%2$s` a whole one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/sdapi/v1/img2img | {\"init_images\":[\"%1$s\"]}",
                "/sdapi/v1/img2img | {\"init_images\":[\"%2$s\"],\"mask\":\"%1$s\"}",
                "/sdapi/v1/img2img | {\"init_images\":[\"data:image/png;base64,%1$s\"]}",
                "/sdapi/v1/extra-single-image | {\"image\":\"%1$s\",\"upscaler_1\":\"Lanczos\"}",
                "/sdapi/v1/extra-batch-images | {\"imageList\":[{\"name\":\"a\",\"data\":\"%1$s\"}],\"upscaler_1\":\"Lanczos\"}",
                "/controlnet/detect | {\"controlnet_module\":\"canny\",\"controlnet_input_images\":[\"%1$s\"]}",
            })
    void refusesADamagedPictureAsA1111(String path, String call) throws IOException {
        var whole = file("noise.png");
        var half = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, whole.length / 2));

        var answer = web.post(path, call.formatted(half, base64("noise.png")));

        assertEquals(500, answer.status(), answer.text());
        assertEquals("Invalid encoded image", answer.json().path("detail").asText());
        assertFalse(answer.text().contains(".img"), answer.text());
        assertTrue(painter.asked.isEmpty(), "it was drawn");
    }

    /// The first bytes of pictures that are not read, by ISO/IEC 23008-12, 14496-12 and 15444-1.
    private static final Map<String, String> OTHER_KINDS =
            Map.of(
                    "an AVIF picture", "\0\0\0\u001Cftypavif\0\0\0\0mif1avifmiaf",
                    "a HEIC picture", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
                    "a JPEG 2000 picture",
                            "\0\0\0\fjP  \r\n\u0087\n\0\0\0\u0014ftypjp2 \0\0\0\0jp2 ");

    /// `%1$s` is such a picture, `%2$s` one that can be read.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/sdapi/v1/img2img | {\"init_images\":[\"%1$s\"]}",
                "/sdapi/v1/img2img | {\"init_images\":[\"%2$s\"],\"mask\":\"%1$s\"}",
                "/sdapi/v1/png-info | {\"image\":\"%1$s\"}",
                "/sdapi/v1/extra-single-image | {\"image\":\"%1$s\",\"upscaler_1\":\"Lanczos\"}",
                "/controlnet/detect | {\"controlnet_module\":\"canny\",\"controlnet_input_images\":[\"%1$s\"]}",
            })
    void namesAPictureOfAnotherKind(String path, String call) throws IOException {
        for (var kind : OTHER_KINDS.entrySet()) {
            var bytes = kind.getValue().getBytes(StandardCharsets.ISO_8859_1);
            var other = Base64.getEncoder().encodeToString(bytes);

            var answer = web.post(path, call.formatted(other, base64("noise.png")));

            assertEquals(422, answer.status(), answer.text());
            assertEquals(
                    "the picture is %s, which this program cannot read; save it as PNG, JPEG or WebP"
                            .formatted(kind.getKey()),
                    answer.json().path("detail").asText());
            assertTrue(painter.asked.isEmpty(), "it was drawn");
        }
    }

    /// A1111 looks no further than the texts, which stand before the damage.
    @Test
    void readsTheTextsOfADamagedPicture() throws IOException {
        var whole = file("a1111.jpg");
        var most = Arrays.copyOf(whole, whole.length - 20);
        var call = Json.object().put("image", Base64.getEncoder().encodeToString(most));

        var answer = web.post(PNG_INFO, Json.text(call));

        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.json().path("info").asText().startsWith("a red boat"), answer.text());
    }

    @Test
    void saysWhatItDidToAPicture() throws IOException {
        var call =
                Json.object()
                        .put("image", base64("a1111.jpg"))
                        .put("upscaler_1", "Nearest")
                        .put("upscaling_resize", 2);

        var answer = web.post(SINGLE, Json.text(call)).json();

        var words = "Postprocess upscale by: 2.0, Postprocess upscaler: Nearest";
        assertEquals("<p>" + words + "</p>", answer.path("html_info").asText());
        var texts = PngText.read(Base64.getDecoder().decode(answer.path("image").asText()));
        assertEquals(words, texts.get("postprocessing"));
        assertTrue(texts.getOrDefault(PngText.PARAMETERS, "").startsWith("a red boat, 日本 é"));
    }

    @Test
    void enlargesManyAtOnce() throws IOException {
        var call = Json.object().put("upscaler_1", "Nearest").put("upscaling_resize", 3);
        var list = call.putArray("imageList");
        list.addObject().put("name", "a").put("data", base64("noise.png"));
        list.addObject()
                .put("name", "b")
                .put("data", "data:image/png;base64," + base64("noise.png"));

        var answer = web.post("/sdapi/v1/extra-batch-images", Json.text(call)).json();

        assertEquals(2, answer.path("images").size());
        assertPixels("noise-nearest-3.png", answer.at("/images/1").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gfpgan_visibility\":1 | gfpgan_visibility",
                "\"codeformer_visibility\":0.5 | codeformer_visibility",
                "\"upscaler_1\":\"Lanczos\",\"upscaling_resize\":9999 | result would have",
                "\"upscaler_1\":\"Lanczos\",\"upscaling_resize\":0.01 | result would have",
                "\"upscaler_1\":\"Lanczos\",\"resize_mode\":1,\"upscaling_resize_w\":99999,\"upscaling_resize_h\":99999 | result would have"
            })
    void refusesInWordsWhatItCannotDo(String fields, String words) throws IOException {
        var answer = web.post(SINGLE, "{\"image\":\"" + base64("noise.png") + "\"," + fields + "}");

        assertEquals(422, answer.status());
        assertTrue(answer.json().path("detail").asText().contains(words), answer.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"resize_mode\":2 | resize_mode | value_error.const | unexpected value; permitted: 0, 1",
                "\"gfpgan_visibility\":1.5 | gfpgan_visibility | value_error.number.not_le | ensure this value is less than or equal to 1",
                "\"upscaling_resize\":0 | upscaling_resize | value_error.number.not_gt | ensure this value is greater than 0",
                "\"upscaling_resize_w\":0 | upscaling_resize_w | value_error.number.not_ge | ensure this value is greater than or equal to 1"
            })
    void checksNumbersAsPydantic(String fields, String name, String type, String words)
            throws IOException {
        var answer = web.post(SINGLE, "{\"image\":\"\"," + fields + "}");

        assertEquals(422, answer.status());
        var first = answer.json().at("/detail/0");
        assertEquals("[\"body\",\"" + name + "\"]", first.path("loc").toString());
        assertEquals(type, first.path("type").asText());
        assertEquals(words, first.path("msg").asText());
    }

    @Test
    void namesUnknownUpscalersAndWantsItsFields() throws IOException {
        var call = "{\"image\":\"" + base64("noise.png") + "\",\"upscaler_1\":\"R-ESRGAN 4x+\"}";
        assertEquals(
                "could not find upscaler named R-ESRGAN 4x+",
                web.post(SINGLE, call).json().path("errors").asText());
        for (var path : new String[] {PNG_INFO, "/sdapi/v1/extra-batch-images"}) {
            var answer = web.post(path, "{}");
            assertEquals(422, answer.status());
            assertEquals("value_error.missing", answer.json().at("/detail/0/type").asText());
        }
        assertEquals(
                "[\"None\",\"Lanczos\",\"Nearest\"]",
                web.get("/sdapi/v1/upscalers").json().findValuesAsText("name").stream()
                        .map(name -> "\"" + name + "\"")
                        .toList()
                        .toString()
                        .replace(", ", ","));
    }

    private JsonNode info(String name) throws IOException {
        var answer = web.post(PNG_INFO, Json.text(Json.object().put("image", base64(name))));
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    /// What `parse_generation_parameters` of A1111 v1.10.1 fills in.
    private static ObjectNode filled() {
        return (ObjectNode)
                Json.valueOf(
                        """
                        {"Clip skip":"1","Hires resize-1":0,"Hires resize-2":0,
                         "Hires sampler":"Use same sampler",
                         "Hires schedule type":"Use same scheduler",
                         "Hires checkpoint":"Use same checkpoint","Hires prompt":"",
                         "Hires negative prompt":"","Mask mode":"Inpaint masked",
                         "Masked content":"original","Inpaint area":"Whole picture",
                         "Masked area padding":32,"RNG":"GPU","Schedule type":"Automatic",
                         "Schedule max sigma":0,"Schedule min sigma":0,"Schedule rho":0,
                         "VAE Encoder":"Full","VAE Decoder":"Full","FP8 weight":"Disable",
                         "Refiner switch by sampling steps":false}
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1111.jpg", "jpeg_fill_bytes.jpg"})
    void readsTheTextOfAJpegAsA1111(String name) throws IOException {
        var info = info(name);

        assertEquals(
                """
                a red boat, 日本 é
                Negative prompt: fog
                Steps: 3, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 64x64, Version: v1.10.1\
                """,
                info.path("info").asText());
        assertEquals("{}", info.path("items").toString());
        var right =
                filled().put("Prompt", "a red boat, 日本 é")
                        .put("Negative prompt", "fog")
                        .put("Steps", "3")
                        .put("Sampler", "Euler a")
                        .put("CFG scale", "7")
                        .put("Seed", "42")
                        .put("Size-1", "64")
                        .put("Size-2", "64")
                        .put("Version", "v1.10.1");
        assertEquals(right, info.path("parameters"));
    }

    @Test
    void readsPicturesWithoutSettings() throws IOException {
        var info = info("lossless.webp");

        assertEquals("", info.path("info").asText());
        assertEquals(
                filled().put("Prompt", "").put("Negative prompt", ""), info.path("parameters"));
    }

    @Test
    void addsWhatEarlierVersionsNeed() throws IOException {
        var parameters = info("a1111_v1.6.0-RC.png").path("parameters");

        assertTrue(parameters.path("Old prompt editing timelines").asBoolean());
        assertTrue(parameters.path("Pad conds v0").asBoolean());
        assertTrue(parameters.path("Downcast alphas_cumprod").asBoolean());
    }

    @Test
    void readsNovelAiInA1111sWords() throws IOException {
        var info = info("nai_2022_description.png");

        assertEquals(
                """
                a {red} boat
                Negative prompt: lowres
                Steps: 28, Sampler: Euler a, CFG scale: 11.0, Seed: 42, Size: 64x64, Clip skip: 2, ENSD: 31337\
                """,
                info.path("info").asText());
        assertEquals("NovelAI", info.at("/items/Software").asText());
        assertEquals("31337", info.at("/parameters/ENSD").asText());
    }

    @Test
    void takesQuotesOffValues() throws IOException {
        var text =
                "a (red:1.2) boat\nSteps: 4, Sampler: Euler, Lora hashes: \"a: 12, b: \\\"3\\\"\", Hires resize: 128x96, TI: \"broken, Size: 64x64, Empty: , Version: f2.0";
        var png = PngText.write(file("noise.png"), Map.of(PngText.PARAMETERS, text, "Other", "x"));
        var call = Json.object().put("image", Base64.getEncoder().encodeToString(png));

        var answer = web.post(PNG_INFO, Json.text(call)).json();

        var parameters = answer.path("parameters");
        assertEquals("a: 12, b: \"3\"", parameters.path("Lora hashes").asText());
        assertEquals("128", parameters.path("Hires resize-1").asText());
        assertEquals("\"broken", parameters.path("TI").asText());
        assertEquals("Original", parameters.path("Emphasis").asText());
        assertFalse(parameters.has("Empty"));
        assertEquals("{\"Other\":\"x\"}", answer.path("items").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a", ":", "a: ", "(", "[", "a: \"", "a: \"\\", "\n", ","})
    void readsLongTextsInTime(String repeated) throws IOException {
        var text = "boat\nSteps: 1, " + repeated.repeat(100_000) + ", Seed: 3, Size: 8x8";
        var png = PngText.write(file("noise.png"), Map.of(PngText.PARAMETERS, text));
        var call = Json.object().put("image", Base64.getEncoder().encodeToString(png));

        var answer =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> web.post(PNG_INFO, Json.text(call)));

        assertTrue(answer.raw().headers().firstValue("content-type").orElse("").contains("json"));
    }

    @Test
    void sendsJpegOnRequest() throws IOException {
        var call = "{\"prompt\":\"a boat\",\"steps\":1,\"width\":16,\"height\":8,\"seed\":3}";
        assertEquals(
                200,
                web.post("/sdapi/v1/options", "{\"samples_format\":\"jpg\",\"jpeg_quality\":90}")
                        .status());
        var options = web.get("/sdapi/v1/options").json();
        assertEquals("jpg", options.path("samples_format").asText());
        assertEquals(90, options.path("jpeg_quality").asInt());

        var jpeg =
                Base64.getDecoder()
                        .decode(
                                web.post("/sdapi/v1/txt2img", call)
                                        .json()
                                        .at("/images/0")
                                        .asText());

        assertEquals("jpg", ImageFiles.format(jpeg).orElseThrow());
        assertTrue(
                PictureText.read(jpeg)
                        .getOrDefault(PngText.PARAMETERS, "")
                        .startsWith("a boat\nSteps: 1,"));
        assertEquals(16, ImageFiles.size(jpeg, "the answer").width);
        var once = call.replace("{", "{\"override_settings\":{\"samples_format\":\"png\"},");
        var png = web.post("/sdapi/v1/txt2img", once).json().at("/images/0").asText();
        assertEquals("png", ImageFiles.format(Base64.getDecoder().decode(png)).orElseThrow());
        var refused = web.post("/sdapi/v1/options", "{\"samples_format\":\"avif\"}");
        assertEquals(422, refused.status());
        assertEquals(
                "samples_format: expected png, jpg or webp, got avif",
                refused.json().path("detail").asText());
    }

    /// A WebP of full quality has the PNG's pixels.
    @Test
    void sendsWebpOnRequest() throws IOException {
        var call = "{\"prompt\":\"a boat\",\"steps\":1,\"width\":16,\"height\":8,\"seed\":3}";
        var exact =
                call.replace(
                        "{",
                        "{\"override_settings\":{\"samples_format\":\"webp\",\"jpeg_quality\":100},");

        var webp =
                picture(call.replace("{", "{\"override_settings\":{\"samples_format\":\"webp\"},"));
        var whole = picture(exact);

        assertEquals("webp", ImageFiles.format(webp).orElseThrow());
        assertTrue(
                PictureText.read(webp)
                        .getOrDefault(PngText.PARAMETERS, "")
                        .startsWith("a boat\nSteps: 1,"));
        var png = ImageFiles.read(picture(call), "png").image();
        var same = ImageFiles.read(whole, "webp").image();
        assertArrayEquals(
                png.getRGB(0, 0, 16, 8, null, 0, 16), same.getRGB(0, 0, 16, 8, null, 0, 16));
    }

    private byte[] picture(String call) throws IOException {
        var answer = web.post("/sdapi/v1/txt2img", call);
        assertEquals(200, answer.status(), answer.text());
        return Base64.getDecoder().decode(answer.json().at("/images/0").asText());
    }

    @Test
    void refusesAnInfotextThatWouldBecomeAnotherPicture() throws IOException {
        var text = "a red boat\nSteps: 99999, Sampler: Euler a, Seed: 1, Size: 64x64";
        var call = Json.object().put("infotext", text);

        var answer = web.post("/sdapi/v1/txt2img", Json.text(call));

        assertEquals(422, answer.status(), answer.text());
        assertEquals(
                "infotext: \"Steps: 99999\" is out of range; the nearest is 10000",
                answer.json().path("detail").asText());
        assertTrue(painter.asked.isEmpty(), "it was drawn");
        assertEquals(200, web.post("/sdapi/v1/txt2img", Json.text(call.put("steps", 2))).status());
        assertEquals(2, painter.asked.getLast().sampling().steps());
    }

    @Test
    void drawsFromAnInfotext() throws IOException {
        var text =
                "a red boat\nNegative prompt: fog\nSteps: 7, Sampler: Euler a, Schedule type: Karras, "
                        + "CFG scale: 5.5, Seed: 18446744073709551615, Size: 64x128, Model hash: abcdef0123, "
                        + "Denoising strength: 0.4, Clip skip: 2, RNG: CPU, Hires upscale: 1.5, "
                        + "Hires steps: 3, Hires upscaler: Lanczos, Eta: 0.5";
        var call = Json.object().put("infotext", text).put("steps", 2);
        call.putObject("override_settings").put("eta_ancestral", 0.25);

        var answer = web.post("/sdapi/v1/txt2img", Json.text(call));

        assertEquals(200, answer.status(), answer.text());
        var recipe = painter.asked.getLast();
        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(2, recipe.sampling().steps(), "a field of the call wins");
        assertEquals("Euler a", recipe.sampling().sampler().label());
        assertEquals("Karras", recipe.sampling().schedule().label());
        assertEquals(5.5, recipe.sampling().cfgScale());
        assertEquals("18446744073709551615", recipe.seed().value().toString());
        assertEquals(128, recipe.size().height());
        assertEquals("other", recipe.model().orElseThrow().name());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals("CPU", recipe.noise().name());
        assertEquals(0.25, recipe.sampling().tuning().stochastic().eta());
        var hires = recipe.hires().orElseThrow();
        assertEquals("Lanczos", hires.upscaler());
        assertEquals(1.5, hires.scale());
        assertEquals(3, hires.steps());
        assertEquals(0.4, hires.denoising());
        assertEquals("a red boat", answer.json().at("/parameters/prompt").asText());
        assertEquals(
                2,
                answer.json().at("/parameters/override_settings/CLIP_stop_at_last_layers").asInt());
    }

    @Test
    void keepsOverridesWhereItIsAskedTo() throws IOException {
        web.post(
                "/sdapi/v1/txt2img",
                """
                {"steps":1,"width":8,"height":8,"override_settings_restore_afterwards":false,
                 "override_settings":{"sd_model_checkpoint":"other","CLIP_stop_at_last_layers":2}}
                """);

        web.post("/sdapi/v1/txt2img", "{\"steps\":1,\"width\":8,\"height\":8}");

        assertEquals("other", painter.asked.getLast().model().orElseThrow().name());
        assertEquals(2, painter.asked.getLast().text().clipSkip());
    }
}
