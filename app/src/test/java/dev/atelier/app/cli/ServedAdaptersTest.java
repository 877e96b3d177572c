package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.app.GoldenModels;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.ServedModels;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.golden.Golden;
import dev.atelier.http.Json;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LoRAs and ControlNets of the reference through HTTP and the command line: the pictures must be
/// those of A1111 and its extensions. Needs the tiny models that the engine's own tests leave in
/// the build folder.
class ServedAdaptersTest {
    @TempDir private static Path folder;

    private static Path model;
    private static DataFolder home;
    private static LocalEngine engine;
    private static WebuiServer server;
    private static SafetensorsFile golden;
    private static Path hint;

    @BeforeAll
    static void serve() throws Exception {
        var models = folder.resolve("models");
        model = GoldenModels.checkpoint("tiny-sd1", models);
        GoldenModels.controlNet(models);
        for (var name : List.of("tiny-sd1-lora", "tiny-sd1-locon")) {
            GoldenModels.lora(name, models);
        }
        golden = SafetensorsFile.open(Golden.need("controlnet/golden.safetensors"));
        hint = folder.resolve("hint.png");
        GoldenModels.write(golden.bytes("hint_u8"), hint);
        DataFolder.ofThisUser().prepareEngine();
        home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        var runtime = new TorchRuntime(home);
        var near = new NearbyFiles(home.root(), Optional.of(model));
        var library = ModelLibrary.around(runtime, near);
        engine = new LocalEngine(runtime, library, Optional.of("packed-f32"));
        var facts = engine.describe(Recipe.DEFAULT, new Cancellation());
        var webui = Webui.plain(engine, () -> ServedModels.look(engine, facts.ref()));
        server = WebuiServer.start(Listen.loopback(0), webui);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            engine.close();
            golden.close();
        }
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            return Json.MAPPER.readTree(answer.body());
        }
    }

    private static JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path)));
    }

    private static JsonNode post(ObjectNode call) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(server.address() + "/sdapi/v1/txt2img"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.text(call))));
    }

    /// The fields that a client sends for what an infotext says.
    private static ObjectNode call(Recipe recipe) {
        var call =
                Json.object()
                        .put("prompt", recipe.prompt())
                        .put("negative_prompt", recipe.negativePrompt())
                        .put("seed", recipe.seed().value())
                        .put("steps", recipe.sampling().steps())
                        .put("cfg_scale", recipe.sampling().cfgScale())
                        .put("sampler_name", recipe.sampling().sampler().label())
                        .put("width", recipe.size().width())
                        .put("height", recipe.size().height());
        call.putObject("override_settings").put("randn_source", "NV");
        return call;
    }

    @Test
    void listsLorasAndControlNets() throws Exception {
        var loras = get("/sdapi/v1/loras");
        assertEquals("tiny-sd1-locon", loras.at("/0/name").asText());
        assertEquals("tiny-sd1-lora", loras.at("/1/name").asText());
        var control = get("/controlnet/model_list").at("/model_list/0").asText();
        assertTrue(control.matches(GoldenModels.CONTROL + " \\[[0-9a-f]{8}]"), control);
    }

    @Test
    void lorasInPromptsMakeThePicturesOfA1111() throws Exception {
        try (var expected = SafetensorsFile.open(Golden.need("lora/e2e.safetensors"))) {
            for (var row : Golden.json("lora/e2e.json").orElseThrow()) {
                var infotext = row.get("infotext").asText();
                var name = row.get("key").asText().replaceFirst("^e2e\\.", "");

                var answer = post(call(InfotextReader.read(infotext).recipe()));

                GoldenModels.assertSame(expected.bytes(name + ".images_u8"), image(answer, 0));
                var info = Json.MAPPER.readTree(answer.get("info").asText());
                assertEquals(infotext, info.at("/infotexts/0").asText());
            }
        }
    }

    private static Recipe common() {
        var infotext = Golden.json("lora/e2e.json").orElseThrow().get(0).get("infotext").asText();
        var recipe = InfotextReader.read(infotext).recipe();
        var prompt = ExtraNetworks.parse(recipe.prompt()).prompt().strip();
        return recipe.withPrompt(prompt).withResourceHashes(List.of()).withModel(Optional.empty());
    }

    private static JsonNode row(String mode) {
        return Golden.rows("controlnet/controlnet.json", "rows")
                .filter(it -> it.get("mode").asText().equals(mode))
                .filter(it -> it.get("params").isEmpty())
                .filter(it -> it.get("guidance_end").asDouble() == 1)
                .filter(it -> it.get("guidance_start").asDouble() == 0)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] expected(JsonNode row) {
        return golden.bytes("e2e." + row.get("key").asText() + ".images_u8");
    }

    @Test
    void aUnitOverHttpMakesThePictureOfTheExtension() throws Exception {
        var row = row("control");
        var unit =
                Json.object()
                        .put("enabled", true)
                        .put("module", "none")
                        .put("model", GoldenModels.CONTROL)
                        .put("weight", row.get("weight").asDouble())
                        .put("control_mode", Balance.CONTROL.label())
                        .put("image", Base64.getEncoder().encodeToString(Files.readAllBytes(hint)));
        var call = call(common());
        call.putObject("alwayson_scripts").putObject("controlnet").putArray("args").add(unit);

        var answer = post(call);

        assertEquals(2, answer.get("images").size());
        GoldenModels.assertSame(expected(row), image(answer, 0));
        GoldenModels.assertSame(golden.bytes("hint_u8"), image(answer, 1));
        var info = Json.MAPPER.readTree(answer.get("info").asText());
        var control = get("/controlnet/model_list").at("/model_list/0").asText();
        assertTrue(
                info.at("/infotexts/0")
                        .asText()
                        .contains(
                                "ControlNet 0: \"Module: none, Model: "
                                        + control
                                        + ", Weight: 1.0, Resize Mode: Crop and Resize, Processor"
                                        + " Res: 512, Threshold A: 0.5, Threshold B: 0.5, Guidance"
                                        + " Start: 0.0, Guidance End: 1.0, Pixel Perfect: False,"
                                        + " Control Mode: ControlNet is more important\""),
                info::toString);
    }

    /// What the client of services sends is read as it was meant.
    @Test
    void aUnitOnAServiceMakesThePictureOfTheExtension() throws Exception {
        var row = row("prompt");
        var unit =
                new ControlUnit(
                        GoldenModels.CONTROL,
                        Preprocessing.NONE,
                        hint.toString(),
                        row.get("weight").asDouble(),
                        0,
                        1,
                        Balance.PROMPT);
        var service = new WebuiService(URI.create(server.address() + "/"), () -> "");
        var remote = new SyncGenerator(service, Duration.ofMinutes(1));

        var made =
                remote.generate(
                        common().withControls(List.of(unit)), Observer.NONE, new Cancellation());

        assertEquals(1, made.size());
        GoldenModels.assertSame(expected(row), made.getFirst().rgb());
    }

    @Test
    void aUnitOnTheCommandLineMakesThePictureOfTheExtension() throws Exception {
        var row = row("balanced");
        var recipe = common();
        var out = folder.resolve("made.png");
        var said = new StringWriter();
        var terminal = new Terminal(new PrintWriter(said), new PrintWriter(said), false);
        var line =
                List.of(
                        "generate",
                        recipe.prompt(),
                        "-n",
                        recipe.negativePrompt(),
                        "--seed",
                        recipe.seed().value().toString(),
                        "--steps",
                        "" + recipe.sampling().steps(),
                        "--cfg-scale",
                        "" + recipe.sampling().cfgScale(),
                        "--sampler",
                        recipe.sampling().sampler().label(),
                        "--size",
                        recipe.size().width() + "x" + recipe.size().height(),
                        "--rng",
                        "NV",
                        "--strategy",
                        "packed-f32",
                        "-m",
                        model.toString(),
                        "-o",
                        out.toString(),
                        "--control",
                        "image=%s, model=%s, weight=%s"
                                .formatted(hint, GoldenModels.CONTROL, row.get("weight").asText()));

        int code = new Cli(terminal, home, new TorchRuntime(home)).run(line.toArray(String[]::new));

        assertEquals(0, code, said::toString);
        GoldenModels.assertSame(expected(row), ImageIO.read(out.toFile()));
    }

    private static BufferedImage image(JsonNode answer, int index) throws IOException {
        var png = Base64.getDecoder().decode(answer.at("/images/" + index).asText());
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
