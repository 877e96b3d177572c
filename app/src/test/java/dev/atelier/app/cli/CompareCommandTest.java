package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.compare.Comparison;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder.resolve("home"), false);
        var home = new DataFolder(folder.resolve("home"), folder.resolve("home"));
        console.cli.add(
                new CompareCommand(
                        console.terminal(),
                        home,
                        new CloudAccess(Map.of(), folder),
                        console.cli.cancellation()));
    }

    private String picture(String name) throws IOException {
        try (var from = Comparison.class.getResourceAsStream(name)) {
            return Files.write(folder.resolve(name), from.readAllBytes()).toString();
        }
    }

    @Test
    void printsTheNumbers() throws IOException {
        assertEquals(0, console.run("compare", picture("a.png"), picture("near.png")));

        assertTrue(console.out().startsWith("Visually the same"), console.out());
        assertTrue(console.out().contains("68.3129 %"), console.out());
        assertTrue(console.out().contains("50.13 dB"), console.out());
        assertTrue(console.out().contains("0.99751"), console.out());
        assertTrue(console.out().contains("does not say how it was made"), console.out());
    }

    @Test
    void printsThemAsJson() throws IOException {
        assertEquals(0, console.run("compare", picture("a.png"), picture("a.png"), "--json"));

        var all = JsonText.object(console.out());
        assertEquals("bit-exact", all.get("grade"));
        assertEquals(1.0, all.get("identical"));
        assertFalse(all.containsKey("psnr"), "infinite has no JSON number");
    }

    @Test
    void aFileThatIsNoPictureIsNamed() throws IOException {
        var text = Files.writeString(folder.resolve("note.png"), "no picture").toString();

        assertEquals(1, console.run("compare", picture("a.png"), text));

        assertTrue(console.err().contains("note.png"), console.err());
        assertEquals(1, console.run("compare", picture("a.png"), folder.resolve("none.png") + ""));
        assertTrue(console.err().contains("none.png"), console.err());
    }

    /// Grey pictures of one recipe but for what `change` changes.
    private void made(String file, long seed, int grey, UnaryOperator<Recipe> change)
            throws IOException {
        var size = new Size(16, 16);
        var recipe = change.apply(Recipe.of("a boat", size).withSeed(Seed.of(seed)));
        var rgb = new byte[3 * 256];
        Arrays.fill(rgb, (byte) grey);
        var facts =
                Map.of(
                        "strategy",
                        grey == 100 ? "bf16 packed" : "f32 plain",
                        "device",
                        grey == 100 ? "CPU" : "GPU",
                        "seconds",
                        "2.5");
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        PictureFile.write(new Picture(size, rgb, recipe, facts), path);
    }

    @Test
    void twoFoldersAreComparedPairByPair() throws IOException {
        made("before/one.png", 1, 100, it -> it);
        made("before/two.png", 2, 100, it -> it);
        made("before/three.png", 3, 100, it -> it);
        made("before/lonely.png", 4, 100, it -> it);
        made("after/x.png", 2, 101, it -> it);
        made("after/deep/y.png", 1, 100, it -> it);
        made("after/z.png", 3, 200, it -> it.withText(it.text().withClipSkip(2)));
        Files.writeString(folder.resolve("after/note.txt"), "no picture");
        var report = folder.resolve("report");

        int code =
                console.run(
                        "compare",
                        folder.resolve("before").toString(),
                        folder.resolve("after").toString(),
                        "--report",
                        report.toString());

        assertEquals(0, code, console.err());
        var out = console.out();
        assertTrue(out.contains("bit-exact: " + folder.resolve("before/one.png")), out);
        assertTrue(out.contains("only in A: " + folder.resolve("before/lonely.png")), out);
        assertTrue(out.endsWith("3 pairs, 1 bit-exact, 1 visually the same, 1 different\n"), out);
        var all = JsonText.object(Files.readString(report.resolve("report.json")));
        var pairs = (List<?>) Objects.requireNonNull(all.get("pairs"));
        var two =
                pairs.stream()
                        .map(it -> (Map<?, ?>) it)
                        .filter(it -> String.valueOf(it.get("a")).endsWith("two.png"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(folder.resolve("after/x.png").toString(), two.get("b"));
        assertEquals("recipe", two.get("pairedBy"));
        // 10 log10(255²) by hand
        assertEquals(48.1308, Double.parseDouble(String.valueOf(two.get("psnr"))), 0.0001);
        assertEquals(2.5, two.get("secondsA"));
        assertTrue(String.valueOf(two.get("differences")).contains("bf16"), two.toString());
        var three =
                pairs.stream()
                        .map(it -> (Map<?, ?>) it)
                        .filter(it -> String.valueOf(it.get("a")).endsWith("three.png"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("motif", three.get("pairedBy"));
        var page = Files.readString(report.resolve("report.html"));
        assertTrue(page.indexOf("three.png") < page.indexOf("two.png"), "the worst comes first");
        assertTrue(Files.exists(report.resolve("report-pictures/0001-difference.png")));
        assertEquals(
                3 * 196 + 96, ImageIO.read(report.resolve("report-01.png").toFile()).getHeight());
    }

    @Test
    void aPairThatCannotBeReadIsSaidAndTheOthersCount() throws IOException {
        made("before/one.png", 1, 100, it -> it);
        made("after/one.png", 1, 100, it -> it);
        Files.write(folder.resolve("before/two.png"), new byte[0]);
        Files.writeString(folder.resolve("after/two.png"), "no picture");

        int code =
                console.run(
                        "compare",
                        folder.resolve("before").toString(),
                        folder.resolve("after").toString());

        assertEquals(1, code);
        assertTrue(console.out().contains("1 bit-exact"), console.out());
        assertTrue(console.out().contains("not compared: "), console.out());
    }

    @Test
    void aSetWithoutPicturesIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        made("after/one.png", 1, 100, it -> it);

        int code =
                console.run(
                        "compare",
                        folder.resolve("empty").toString(),
                        folder.resolve("after").toString());

        assertEquals(1, code);
        assertTrue(console.err().contains("there is no picture in it"), console.err());
    }

    @Test
    void whatTheFilesSayOfTimeIsPrinted() throws IOException {
        made("a.png", 1, 100, it -> it);
        made("b.png", 1, 101, it -> it);

        assertEquals(
                0,
                console.run(
                        "compare",
                        folder.resolve("a.png").toString(),
                        folder.resolve("b.png").toString()));

        assertTrue(console.out().contains("Seconds:             2.50 | 2.50"), console.out());
        assertTrue(console.out().contains("Precision: bf16 | f32"), console.out());
        assertTrue(console.out().contains("Device: CPU | GPU"), console.out());
        assertTrue(
                console.out().indexOf("Precision") < console.out().indexOf("Kernel"),
                console.out());
    }
}
