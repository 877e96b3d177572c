package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.ServedModels;
import dev.atelier.http.Listen;
import dev.atelier.recipe.ModelRef;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Maps of a network whose weights lie where the webui keeps them: from the command line and from
/// the served API. The weights make the same grey of every picture: the sigmoid of ln 3, 0.75.
class DetectNetworkTest {
    private static final int GREY = 191;

    @TempDir private Path folder;
    private DataFolder home;
    private TorchRuntime runtime;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path picture;

    @BeforeEach
    void open() throws IOException {
        DataFolder.ofThisUser().prepareEngine();
        home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        runtime = new TorchRuntime(home);
        picture = folder.resolve("picture.png");
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    }

    private int run(String... arguments) {
        var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        return new Cli(terminal, home, runtime).run(arguments);
    }

    /// Of one channel everywhere.
    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var entries = new ArrayList<Entry>();
        entries.add(new Entry("norm", DType.F32, List.of(1L, 3L, 1L, 1L)));
        long in = 3;
        for (int block = 1; block <= 5; block++) {
            for (int i = 0; i < (block < 3 ? 2 : 3); i++) {
                var path = "block%d.convs.%d.".formatted(block, i);
                entries.add(new Entry(path + "weight", DType.F32, List.of(1L, in, 3L, 3L)));
                entries.add(new Entry(path + "bias", DType.F32, List.of(1L)));
                in = 1;
            }
            var path = "block%d.projection.".formatted(block);
            entries.add(new Entry(path + "weight", DType.F32, List.of(1L, 1L, 1L, 1L)));
            entries.add(new Entry(path + "bias", DType.F32, List.of(1L)));
        }
        SafetensorsWriter.write(
                file,
                Map.of(),
                entries,
                entry -> {
                    var bytes =
                            ByteBuffer.allocate((int) entry.sizeBytes())
                                    .order(ByteOrder.LITTLE_ENDIAN);
                    if (entry.name().endsWith("projection.bias")) {
                        bytes.putFloat((float) Math.log(3));
                    }
                    return bytes.array();
                });
    }

    @Test
    void theCommandFindsWeightsInTheDataFolder() throws IOException {
        assertEquals(1, run("detect", "hed", picture.toString()));
        var place = folder.resolve("annotator/downloads/hed");
        assertTrue(err.toString().contains(place.toString()), err.toString());

        write(place.resolve("ControlNetHED.safetensors"));
        var map = folder.resolve("map.png");
        assertEquals(
                0,
                run("detect", "softedge_hed", picture.toString(), "--out", map.toString()),
                err.toString());
        assertEquals(GREY, ImageIO.read(map.toFile()).getRGB(100, 200) & 0xFF);
        assertEquals(512, ImageIO.read(map.toFile()).getWidth());
        assertEquals(0, run("detect", "--list"));
        assertTrue(out.toString().matches("(?s).*\\nscribble_hed +here.*"), out.toString());
    }

    @Test
    void theCommandFindsWeightsInAFolderOfTheWebui() throws IOException {
        var webui = folder.resolve("webui");
        var file = "extensions/sd-webui-controlnet/annotator/downloads/hed/ControlNetHED.pth";
        write(webui.resolve(file));
        var map = folder.resolve("map.png");
        assertEquals(
                0,
                run(
                        "detect",
                        "hed",
                        picture.toString(),
                        "--models",
                        webui.toString(),
                        "--resolution",
                        "64",
                        "--out",
                        map.toString()),
                err.toString());
        assertEquals(64, ImageIO.read(map.toFile()).getWidth());
    }

    @Test
    void aDamagedFileIsSaidInASentence() throws IOException {
        var file = folder.resolve("annotator/downloads/hed/ControlNetHED.pth");
        write(file);
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));
        assertEquals(1, run("detect", "hed", picture.toString()));
        assertTrue(err.toString().contains("ControlNetHED.pth:"), err.toString());
        assertTrue(err.toString().lines().count() == 1, err.toString());
    }

    @Test
    void theServedApiDrawsIt() throws Exception {
        write(folder.resolve("annotator/downloads/hed/ControlNetHED.pth"));
        var near = new NearbyFiles(home.root(), Optional.empty());
        var library = ModelLibrary.around(runtime, near);
        try (var engine = new LocalEngine(runtime, library, Optional.of("packed-f32"));
                var webui =
                        Webui.plain(
                                engine,
                                () -> ServedModels.look(engine, new ModelRef("starter", "")));
                var server = WebuiServer.start(Listen.loopback(0), webui);
                var client = HttpClient.newHttpClient()) {
            var body =
                    """
                    {"controlnet_module": "softedge_hed", "controlnet_processor_res": 64,
                     "controlnet_input_images": ["%s"]}
                    """
                            .formatted(
                                    Base64.getEncoder()
                                            .encodeToString(Files.readAllBytes(picture)));
            var request =
                    HttpRequest.newBuilder(URI.create(server.address() + "/controlnet/detect"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            var reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode(), reply.body());
            var text = new ObjectMapper().readTree(reply.body()).path("images").get(0).asText();
            var map = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
            assertEquals(GREY, map.getRGB(30, 40) & 0xFF);
        }
    }
}
