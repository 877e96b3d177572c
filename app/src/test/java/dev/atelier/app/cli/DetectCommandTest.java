package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.json.JsonText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `detect` on a picture that is black at the left and white at the right.
class DetectCommandTest {
    private static final int SIDE = 64;

    @TempDir private Path folder;
    private Console console;
    private Path picture;
    private Path map;

    @BeforeEach
    void open() throws IOException {
        console = new Console(folder, false);
        picture = folder.resolve("halves.png");
        map = folder.resolve("maps").resolve("edges.png");
        var halves = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            halves.setRGB(i % SIDE, i / SIDE, i % SIDE < SIDE / 2 ? 0 : 0xFFFFFF);
        }
        ImageIO.write(halves, "png", picture.toFile());
    }

    private int detect(String module, String... more) {
        var line = new String[] {"detect", module, picture.toString(), "--out", map.toString()};
        var all = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return console.run(all);
    }

    @Test
    void drawsOneLineWhereOpenCvDoes() throws IOException {
        assertEquals(0, detect("canny", "--resolution", "64"), console.err());

        var drawn = ImageIO.read(map.toFile());
        for (int i = 0; i < SIDE * SIDE; i++) {
            int wanted = i % SIDE == SIDE / 2 - 1 ? 0xFFFFFF : 0;
            assertEquals(wanted, drawn.getRGB(i % SIDE, i / SIDE) & 0xFFFFFF, "pixel " + i);
        }
        assertEquals(map + System.lineSeparator(), console.out());
    }

    @Test
    void makesTheShorterEdgeTheResolution() throws IOException {
        assertEquals(0, detect("scribble_xdog"), console.err());
        assertEquals(512, ImageIO.read(map.toFile()).getWidth());
    }

    @Test
    void replacesNothingUnasked() throws IOException {
        Files.createDirectories(folder.resolve("maps"));
        Files.writeString(map, "mine");
        assertEquals(1, detect("canny"));
        assertEquals("mine", Files.readString(map));
        assertTrue(console.err().contains("--replace"), console.err());

        assertEquals(0, detect("canny", "--replace"));
        assertTrue(Files.size(map) > 100);
    }

    @Test
    void refusesNumbersThatTheModuleDoesNotTake() {
        assertEquals(2, detect("canny", "--a", "300"));
        assertTrue(console.err().contains("1 to 255, not 300"), console.err());
        assertEquals(2, detect("canny", "--resolution", "32"));
        assertEquals(2, detect("invert", "--a", "1"));
        assertEquals(2, detect("threshold", "--b", "1"));
        assertFalse(Files.exists(map));
    }

    @Test
    void saysWhatIsMissing() {
        assertEquals(1, detect("softedge_hed"));
        assertTrue(console.err().contains("ControlNetHED.pth"), console.err());
        assertEquals(1, detect("reference_only"));
        assertEquals(2, detect("no_such_module"));
        assertTrue(
                console.err().contains("no_such_module\"; 'atelier detect --list'"), console.err());
        assertEquals(2, console.run("detect", "canny"));
    }

    @Test
    void listsModulesWithTheirNumbers() {
        assertEquals(0, console.run("detect", "--list"));
        assertTrue(
                console.out().matches("(?s).*canny +here +--a Low Threshold 1-255 \\(100\\).*"),
                console.out());
        assertTrue(
                console.out()
                        .matches("(?s).*\\btile_resample +here.*\\bhed +needs weights.*not here.*"),
                console.out());
    }

    @Test
    void listsModulesForScripts() {
        assertEquals(0, console.run("detect", "--list", "--json"));
        var answer = JsonText.object("{\"rows\":" + console.out() + "}");
        var rows = String.valueOf(answer.get("rows"));
        assertTrue(rows.contains("module=softedge_teed"), rows);
        assertTrue(rows.contains("Gamma Correction"), rows);
    }
}
