package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of other programs as sources: their pictures with what they say, without what else lies
/// there. The folders are as each program's own source lays them out: InvokeAI's `outputs/images`
/// with `thumbnails` in it, SwarmUI's `Output/local/raw` with `.swarmpreview.jpg` beside pictures
/// (`IsOutputMediaFile` of its T2IAPI passes over them), Fooocus's `outputs/DATE` with `log.html`.
class LibraryLayoutTest {
    private static final Path PICTURES =
            Path.of("../engine/recipe/src/test/resources/dev/atelier/recipe/importers");

    private @TempDir Path folder;
    private LibraryRig rig;
    private Path program;

    @BeforeEach
    void open() throws IOException {
        rig = new LibraryRig(folder);
        program = folder.resolve("program");
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private void file(String name, String from) throws IOException {
        var file = program.resolve(name);
        Files.createDirectories(file.getParent());
        if (from.isEmpty()) {
            Files.writeString(file, "x");
        } else {
            Files.copy(PICTURES.resolve(from), file);
        }
    }

    private Entry only() throws IOException {
        rig.library.add(new Source.Folder(program));
        rig.scan();
        assertEquals(1, rig.found("").size(), rig.names(""));
        assertEquals(0, rig.state(program).problems().size());
        return rig.found("").getFirst();
    }

    @Test
    void invokeAi() throws IOException {
        file("invokeai.yaml", "");
        file("outputs/images/2026/11/a.png", "invoke_compel.png");
        file("outputs/images/thumbnails/a.webp", "");
        file("models/.cache/cover.png", "");

        var found = only();

        assertEquals("a.png", found.name());
        assertTrue(
                found.prompt().startsWith("a (red:1.21) boat, (tiny sail:1.4)"),
                "as compel weighs");
    }

    @Test
    void swarmUi() throws IOException {
        file("SwarmUI.sln", "");
        file("Output/local/raw/2026-11-28/1.png", "swarm_default_sampler.png");
        file("Output/local/raw/2026-11-28/1.swarmpreview.jpg", "");
        file("Models/Stable-Diffusion/cover.png", "");

        var found = only();

        assertEquals("1.png", found.name());
        assertEquals("Euler", found.sampler(), "what it draws with where it writes none");
    }

    @Test
    void fooocus() throws IOException {
        file("launch.py", "");
        file("outputs/2026-11-28/x.png", "fooocus_a1111_scheme.png");
        file("outputs/2026-11-28/log.html", "");
        file("sdxl_styles/samples/cover.jpg", "");

        assertEquals("x.png", only().name());
    }

    /// Where Fooocus keeps settings out of its pictures, its log of the day has them.
    @Test
    void fooocusWithItsPrivateLog() throws IOException {
        file("launch.py", "");
        var day = rig.pictures.resolve("outputs/2024-03-09");
        Files.createDirectories(day);
        Files.writeString(
                day.resolve("log.html"),
                """
                <html><body><p>Fooocus Log 2024-03-09 (private)</p>
                <div id="a_png" class="image-container"><hr><table class="image-table"><tr>
                <td><a href="a.png"><img src='a.png'></a><div>a.png</div></td><td><table class='metadata'>
                <tr><td class='label'>Prompt</td><td class='value'>a paper lantern</td></tr>
                <tr><td class='label'>Base Model</td><td class='value'>jugger.safetensors</td></tr>
                <tr><td class='label'>Seed</td><td class='value'>77</td></tr>
                </table></td></tr></table></div>
                </body></html>
                """);
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        Files.write(day.resolve("a.png"), out.toByteArray());

        var found = only();

        assertEquals("a paper lantern", found.prompt());
        assertEquals("jugger", found.model());
        assertEquals(77, found.seed().orElseThrow().longValue());

        var log = day.resolve("log.html");
        Files.writeString(
                log, Files.readString(log).replace("paper lantern", "stone lantern, lit"));
        assertEquals(
                "a stone lantern, lit", only().prompt(), "the log has changed, not the picture");
    }

    @Test
    void comfyUi() throws IOException {
        file("comfy/sd.py", "");
        file("output/ComfyUI_00001_.png", "comfy_controlnet_advanced.png");
        file("input/example.png", "");

        assertEquals("a red boat", only().prompt());
    }

    @Test
    void a1111() throws IOException {
        file("webui.py", "");
        file("outputs/txt2img-images/2026-11-28/00000-1.jpg", "a1111.jpg");
        file("html/card-no-preview.png", "");

        assertEquals("00000-1.jpg", only().name());
    }
}
