package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.http.Listen;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import dev.atelier.webui.request.Catalogue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls with the fields that Auto-Photoshop-StableDiffusion-Plugin sends (`utility/session.js`,
/// `controlnet/entry.ts`, `session/modes.ts`): seeds as texts, the sampler in `sampler_index`, and
/// many fields of its own, which A1111 passes over.
class PhotoshopPluginTest {
    private static final String CANNY = "control_canny [d14c016b]";

    private final Painter painter = new Painter();
    private WebuiServer server;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        var plain = Painter.CATALOGUE;
        var catalogue =
                new Catalogue(plain.checkpoints(), List.of(), List.of(), List.of(), List.of(CANNY));
        server = WebuiServer.start(Listen.loopback(0), Webui.plain(painter, catalogue));
        web = new Web(server.address(), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String body(String name) throws IOException {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture);
        var base64 = Base64.getEncoder().encodeToString(picture.toByteArray());
        try (var in = PhotoshopPluginTest.class.getResourceAsStream("photoshop/" + name)) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("PNG", base64);
        }
    }

    private Recipe drawn(String path, String name) throws IOException {
        var answer = web.post("/sdapi/v1/" + path, body(name));
        assertEquals(200, answer.status(), answer.text());
        assertEquals(1, answer.json().path("images").size());
        var recipe = painter.asked.getLast();
        assertEquals("1234567890123", recipe.seed().value().toString());
        assertEquals(SamplerId.EULER_A, recipe.sampling().sampler());
        return recipe;
    }

    @Test
    void drawsFromText() throws IOException {
        var recipe = drawn("txt2img", "txt2img.json");

        assertEquals(2.0, recipe.secondPass().orElseThrow().scale());
        assertEquals(0.7, recipe.secondPass().orElseThrow().denoising());
    }

    @Test
    void drawsFromAPictureAndAMask() throws IOException {
        assertInstanceOf(Mode.ImageToImage.class, drawn("img2img", "img2img.json").mode());

        var paint = assertInstanceOf(Mode.Inpaint.class, drawn("img2img", "inpaint.json").mode());
        assertEquals(Mode.Fill.ORIGINAL, paint.settings().fill());
        assertTrue(paint.settings().onlyMasked().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"controlnet.json, CROP, BALANCED", "controlnet-v1.json, FILL, CONTROL"})
    void drawsWithControlUnits(String name, ControlUnit.Fit fit, ControlUnit.Balance balance)
            throws IOException {
        var units = drawn("txt2img", name).controls();

        assertEquals(1, units.size());
        assertEquals(CANNY, units.getFirst().model());
        assertEquals(fit, units.getFirst().preprocessing().fit());
        assertEquals(balance, units.getFirst().balance());
    }

    @Test
    void enlargesAndInterrupts() throws IOException {
        var extras = web.post("/sdapi/v1/extra-single-image", body("extras.json"));
        assertEquals(200, extras.status(), extras.text());
        assertTrue(!extras.json().path("image").asText().isEmpty());

        assertEquals(200, web.post("/sdapi/v1/interrupt", "", "application/json").status());
    }

    /// What it asks for when it connects.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sdapi/v1/options",
                "/sdapi/v1/sd-models",
                "/sdapi/v1/sd-vae",
                "/sdapi/v1/samplers",
                "/sdapi/v1/upscalers",
                "/sdapi/v1/loras",
                "/sdapi/v1/embeddings",
                "/sdapi/v1/hypernetworks",
                "/sdapi/v1/scripts",
                "/sdapi/v1/progress?skip_current_image=false",
                "/controlnet/version",
                "/controlnet/model_list",
                "/controlnet/module_list?alias_names=true",
                "/controlnet/settings"
            })
    void answersWhatItAsksFirst(String path) throws IOException {
        var answer = web.get(path);

        assertEquals(200, answer.status(), answer.text());
    }
}
