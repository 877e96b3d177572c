package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import dev.atelier.webui.request.Catalogue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// ControlNet units and `/controlnet/*`, called as sdwebuiapi does and answered as
/// sd-webui-controlnet 1.1.455 does.
class WebuiControlTest {
    private static final String TXT2IMG = "/sdapi/v1/txt2img";
    private static final String CANNY = "control_v11p_sd15_canny [d14c016b]";
    private static final List<String> MODELS =
            List.of("control_sd15_canny [fef5e48e]", CANNY, "t2iadapter_depth_sd15v2 [3489cd37]");

    private final Mapper painter = new Mapper();
    private WebuiServer server;
    private Web web;

    /// A painter that shows a grey map for each unit that is to be shown.
    private static final class Mapper implements Generator {
        private final Painter painter = new Painter();

        @Override
        public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
                throws GenerationException {
            for (int i = 0; i < recipe.controls().size(); i++) {
                if (recipe.controls().get(i).scope().shown()) {
                    var grey = new byte[3 * 8 * 8];
                    Arrays.fill(grey, (byte) 100);
                    observer.controlMap(i, new Size(8, 8), grey);
                }
            }
            return painter.generate(recipe, observer, cancellation);
        }

        Recipe asked() {
            return painter.asked.getLast();
        }
    }

    @BeforeEach
    void start() throws IOException {
        var plain = Painter.CATALOGUE;
        var catalogue = new Catalogue(plain.checkpoints(), List.of(), List.of(), List.of(), MODELS);
        server = WebuiServer.start(Listen.loopback(0), Webui.plain(painter, catalogue));
        web = new Web(server.address(), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// What `webuiapi.ControlNetUnit.to_dict` gives.
    private static ObjectNode unit() throws IOException {
        return Json.object()
                .put("image", png(16, 16))
                .putNull("mask")
                .put("module", "canny")
                .put("model", CANNY)
                .put("weight", 1.0)
                .put("resize_mode", "Resize and Fill")
                .put("low_vram", false)
                .put("processor_res", 512)
                .put("threshold_a", 64)
                .put("threshold_b", 64)
                .put("guidance_start", 0.0)
                .put("guidance_end", 1.0)
                .put("control_mode", "Balanced")
                .put("pixel_perfect", false)
                .put("hr_option", "Both")
                .put("enabled", true);
    }

    private static String png(int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, i % width < width / 2 ? 0 : 0xFFFFFF);
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String call(JsonNode... units) {
        var call = Json.object().put("steps", 1).put("width", 8).put("height", 8);
        var args = call.putObject("alwayson_scripts").putObject("ControlNet").putArray("args");
        for (var unit : units) {
            args.add(unit);
        }
        return Json.text(call);
    }

    @Test
    void readsAUnitAsSdwebuiapiSendsIt() throws IOException {
        var answer = web.post(TXT2IMG, call(unit()));

        assertEquals(200, answer.status(), answer.text());
        var read = painter.asked().controls().getFirst();
        assertEquals(
                new ControlUnit(
                        CANNY,
                        new Preprocessing("canny", Fit.FILL, 512, 64, 64, false),
                        read.image(),
                        1,
                        0,
                        1,
                        Balance.BALANCED),
                read);
    }

    @Test
    void readsEveryChoiceOfTheExtension() throws IOException {
        var unit =
                unit().put("module", "invert (from white bg & black line)")
                        .put("model", "control_v11p_sd15_canny")
                        .put("resize_mode", "Inner Fit (Scale to Fit)")
                        .put("control_mode", "ControlNet is more important")
                        .put("hr_option", "High res only")
                        .put("guidance_start", 0.2)
                        .put("guidance_end", 0.7)
                        .put("mask_image", png(16, 16))
                        .put("effective_region_mask", png(16, 16))
                        .put("save_detected_map", false);
        unit.remove("mask");

        var answer = web.post(TXT2IMG, call(unit));

        assertEquals(200, answer.status(), answer.text());
        var read = painter.asked().controls().getFirst();
        assertEquals(CANNY, read.model());
        assertEquals("invert", read.preprocessing().module());
        assertEquals(Fit.CROP, read.preprocessing().fit());
        assertEquals(Balance.CONTROL, read.balance());
        assertEquals(Passes.SECOND, read.scope().passes());
        assertEquals(List.of(0.2, 0.7), List.of(read.start(), read.end()));
        assertTrue(!read.scope().mask().isEmpty() && !read.scope().region().isEmpty());
        assertEquals(1, answer.json().path("images").size());
    }

    @Test
    void takesAMaskInEachPlaceWhereClientsSendIt() throws IOException {
        var both = unit();
        both.putObject("image").put("image", png(16, 16)).put("mask", png(16, 16));
        var pair = unit();
        pair.putArray("image").add(png(16, 16)).add(png(16, 16));
        for (var unit : List.of(unit().put("mask", png(16, 16)), both, pair)) {
            var answer = web.post(TXT2IMG, call(unit));

            assertEquals(200, answer.status(), answer.text());
            assertTrue(!painter.asked().controls().getFirst().scope().mask().isEmpty());
        }
    }

    @Test
    void addsTheDetectedMapsAfterThePictures() throws IOException {
        var hidden = unit().put("save_detected_map", false);
        var answer = web.post(TXT2IMG, call(unit(), hidden, unit()));

        assertEquals(3, answer.json().path("images").size(), answer.text());
        var map = picture(answer.json().at("/images/1"));
        assertEquals(0x646464, map.getRGB(3, 3) & 0xFFFFFF);
        var info = Json.MAPPER.readTree(answer.json().path("info").asText());
        assertEquals(1, info.path("infotexts").size());
        assertTrue(
                info.at("/infotexts/0")
                        .asText()
                        .contains("ControlNet 0: \"Module: canny, Model: " + CANNY),
                info::toString);
    }

    @Test
    void leavesOutUnitsThatAreNotEnabled() throws IOException {
        var answer = web.post(TXT2IMG, call(unit().put("enabled", false), Json.object()));

        assertEquals(200, answer.status(), answer.text());
        assertEquals(List.of(), painter.asked().controls());
    }

    /// The unit that `ControlNetExt` of `@stable-canvas/sd-webui-a1111-client` sends, with the
    /// names that the extension had for its choices before.
    @ParameterizedTest
    @CsvSource({
        "Just Resize, STRETCH",
        "Scale to Fit (Inner Fit), CROP",
        "Envelope (Outer Fit), FILL"
    })
    void readsAUnitAsStableCanvasSendsIt(String resize, Fit fit) throws IOException {
        var unit =
                Json.object()
                        .put("enabled", true)
                        .put("image", png(16, 16))
                        .putNull("mask")
                        .put("module", "none")
                        .put("model", CANNY)
                        .put("weight", 1)
                        .put("resize_mode", resize)
                        .put("low_vram", false)
                        .put("processor_res", -1)
                        .put("threshold_a", -1)
                        .put("threshold_b", -1)
                        .put("guidance_start", 0.0)
                        .put("guidance_end", 1.0)
                        .put("control_mode", "Balanced")
                        .put("pixel_perfect", false);

        var answer = web.post(TXT2IMG, call(unit));

        assertEquals(200, answer.status(), answer.text());
        assertEquals(fit, painter.asked().controls().getFirst().preprocessing().fit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "mask", "effective_region_mask"})
    void refusesADamagedPictureOfAUnit(String field) throws IOException {
        var whole = Base64.getDecoder().decode(png(64, 64));
        var half = Arrays.copyOf(whole, whole.length - 30);
        var unit = unit().put(field, Base64.getEncoder().encodeToString(half));

        var answer = web.post(TXT2IMG, call(unit));

        assertEquals(500, answer.status(), answer.text());
        assertEquals("Invalid encoded image", answer.json().path("detail").asText());
        assertFalse(answer.text().contains(".img"), answer.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model | nowhere | RuntimeError | model not found: nowhere",
                "model | None | RuntimeError | You have not selected any ControlNet Model.",
                "image | '' | ValueError | controlnet is enabled but no input image is given"
            })
    void refusesWhatTheExtensionRefuses(String field, String value, String error, String words)
            throws IOException {
        var unit = unit();
        unit.set(
                field,
                value.matches("[0-9\\[].*")
                        ? Json.MAPPER.readTree(value)
                        : Json.MAPPER.valueToTree(value));

        var answer = web.post(TXT2IMG, call(unit));

        assertEquals(500, answer.status(), answer.text());
        assertEquals(error, answer.json().path("error").asText());
        assertTrue(answer.json().path("errors").asText().contains(words), answer.text());
    }

    @Test
    void refusesWhatItDoesNotDraw() throws IOException {
        var unit = unit();
        unit.putArray("advanced_weighting").add(1);

        var answer = web.post(TXT2IMG, call(unit));

        assertEquals(422, answer.status(), answer.text());
        assertEquals(
                "advanced_weighting is not supported here",
                answer.json().path("detail").asText(),
                answer.text());
    }

    /// The numbers that versions before 1.1.455 took (`external_code.resize_mode_from_value`).
    @ParameterizedTest
    @CsvSource({
        "0, 0, STRETCH, BALANCED",
        "1, 1, CROP, PROMPT",
        "2, 2, FILL, CONTROL",
        "Just Resize, My prompt is more important, STRETCH, PROMPT"
    })
    void takesChoicesAsNumbersAndNames(String resize, String control, Fit fit, Balance balance)
            throws IOException {
        var unit = unit();
        unit.set("resize_mode", value(resize));
        unit.set("control_mode", value(control));

        var answer = web.post(TXT2IMG, call(unit));

        assertEquals(200, answer.status(), answer.text());
        var read = painter.asked().controls().getFirst();
        assertEquals(fit, read.preprocessing().fit());
        assertEquals(balance, read.balance());
    }

    private static JsonNode value(String text) throws IOException {
        return text.matches("[0-9\\[{-].*|true|null")
                ? Json.MAPPER.readTree(text)
                : Json.MAPPER.valueToTree(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled | abc | value could not be parsed to a boolean",
                "module | kanny | module(kanny) not found in supported modules.",
                "module | [1] | str type expected",
                "model | {} | str type expected",
                "weight | abc | value is not a valid float",
                "weight | [1] | value is not a valid float",
                "weight | 3 | ensure this value is from 0 to 2",
                "guidance_start | 2 | ensure this value is from 0 to 1",
                "guidance_end | abc | value is not a valid float",
                "processor_res | abc | value is not a valid integer",
                "threshold_a | {} | value is not a valid float",
                "pixel_perfect | [] | value could not be parsed to a boolean",
                "save_detected_map | 7 | value could not be parsed to a boolean",
                "resize_mode | 3 | value is not a valid enumeration member",
                "resize_mode | -1 | value is not a valid enumeration member",
                "resize_mode | Fit | 'Crop and Resize'",
                "resize_mode | [1] | value is not a valid enumeration member",
                "control_mode | Mine | 'ControlNet is more important'",
                "hr_option | None | 'High res only'",
                "image | 5 | str type expected",
                "mask | [] | str type expected"
            })
    void namesTheFieldOfAWrongValue(String field, String value, String words) throws IOException {
        var unit = unit();
        unit.set(field, value(value));

        var answer = web.post(TXT2IMG, call(unit(), unit));

        assertEquals(422, answer.status(), answer.text());
        var row = answer.json().at("/detail/0");
        assertEquals(
                "[\"body\",\"alwayson_scripts\",\"controlnet\",\"args\",1,\"%s\"]".formatted(field),
                row.path("loc").toString());
        assertTrue(row.path("msg").asText().contains(words), answer.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"controlnet\":{\"args\":\"x\"}} | value is not a valid list",
                "{\"controlnet\":{\"args\":[5]}} | value is not a valid dict",
                "{\"controlnet\":5} | value is not a valid dict",
                "{\"Seed\":{\"args\":5}} | value is not a valid list",
                "{\"refiner\":[]} | value is not a valid dict"
            })
    void namesAScriptOfAWrongShape(String scripts, String words) throws IOException {
        var answer = web.post(TXT2IMG, "{\"alwayson_scripts\":%s}".formatted(scripts));

        assertEquals(422, answer.status(), answer.text());
        assertEquals(words, answer.json().at("/detail/0/msg").asText());
        assertEquals("alwayson_scripts", answer.json().at("/detail/0/loc/1").asText());
    }

    /// `controlnet_units` of the extension's first API, as sdwebuiapi still sends it.
    @Test
    void takesTheUnitsOfTheFirstApi() throws IOException {
        var unit =
                Json.object()
                        .put("input_image", png(16, 16))
                        .put("module", "canny")
                        .put("model", "canny")
                        .put("resize_mode", 0)
                        .put("guidance", 0.8)
                        .put("guessmode", true);
        var call = Json.object().put("steps", 1).put("width", 8).put("height", 8);
        call.putArray("controlnet_units").add(unit);

        var answer = web.post("/controlnet/txt2img", Json.text(call));

        assertEquals(200, answer.status(), answer.text());
        var read = painter.asked().controls().getFirst();
        assertEquals(MODELS.getFirst(), read.model());
        assertEquals(Fit.STRETCH, read.preprocessing().fit());
        assertEquals(0.8, read.end());
        assertEquals(Balance.CONTROL, read.balance());

        call.putArray("init_images").add(png(16, 16));
        var again = web.post("/controlnet/img2img", Json.text(call));
        assertEquals(200, again.status(), again.text());
        assertEquals(0.8, painter.asked().controls().getFirst().end());
        assertTrue(painter.asked().mode() instanceof Mode.ImageToImage);
    }

    @Test
    void listsModelsModulesAndTypes() throws IOException {
        assertEquals(MODELS, texts(web.get("/controlnet/model_list").json().path("model_list")));
        assertEquals(
                10, web.get("/controlnet/settings").json().path("control_net_unit_count").asInt());
        var modules = web.get("/controlnet/module_list").json();
        assertEquals("none", modules.at("/module_list/0").asText());
        assertEquals(
                Json.MAPPER.readTree(
                        """
                        {"model_free": false, "sliders": [
                          {"name": "Resolution", "value": 512, "min": 64, "max": 2048, "step": 8},
                          {"name": "Low Threshold", "value": 100, "min": 1, "max": 255, "step": 1},
                          {"name": "High Threshold", "value": 200, "min": 1, "max": 255, "step": 1}]}
                        """),
                modules.at("/module_detail/canny"));
        var labels = web.get("/controlnet/module_list?alias_names=true").json();
        assertTrue(labels.path("module_detail").has("invert (from white bg & black line)"));
        var types = web.get("/controlnet/control_types").json().path("control_types");
        assertEquals(
                Json.MAPPER.valueToTree(
                        Map.of(
                                "module_list",
                                List.of("none", "canny", "invert (from white bg & black line)"),
                                "model_list",
                                List.of("None", MODELS.getFirst(), CANNY),
                                "default_option",
                                "canny",
                                "default_model",
                                CANNY)),
                types.path("Canny"));
        assertEquals("All", types.fieldNames().next());
        assertEquals("None", types.at("/All/default_model").asText());
        assertEquals(4, types.at("/All/model_list").size());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Test
    void detectsOneLineWhereOpenCvDoes() throws IOException {
        for (var name : List.of("controlnet_input_images", "controlnet_images")) {
            var call =
                    Json.object()
                            .put("controlnet_module", "canny")
                            .put("controlnet_processor_res", 64)
                            .put("controlnet_threshold_a", 100)
                            .put("controlnet_threshold_b", 200);
            call.putArray(name).add(png(64, 64)).add(png(64, 64));

            var answer = web.post("/controlnet/detect", Json.text(call));

            assertEquals("Success", answer.json().path("info").asText(), answer.text());
            assertEquals(2, answer.json().path("images").size());
            var map = picture(answer.json().at("/images/1"));
            var row = map.getRGB(0, 20, 64, 1, null, 0, 64);
            var wanted = new int[64];
            Arrays.fill(wanted, 0xFF000000);
            wanted[31] = 0xFFFFFFFF;
            assertArrayEquals(wanted, row);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kanny | 1 | Module not available",
                "reference_only | 1 | Module not supported",
                "canny | 0 | No image selected",
                "inpaint_only | 1 | Preprocessor inpaint_only requires `controlnet_masks` param."
            })
    void refusesToDetectAsTheExtensionDoes(String module, int count, String words)
            throws IOException {
        var call = Json.object().put("controlnet_module", module);
        var images = call.putArray("controlnet_input_images");
        for (int i = 0; i < count; i++) {
            images.add(png(16, 16));
        }

        var answer = web.post("/controlnet/detect", Json.text(call));

        assertEquals(422, answer.status());
        assertEquals(words, answer.json().path("detail").asText());
    }

    private static BufferedImage picture(JsonNode text) throws IOException {
        var bytes = Base64.getDecoder().decode(text.asText());
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
