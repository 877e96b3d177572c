package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Grids from the command line.
class GridRunTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder.resolve("home"), false);
    }

    @Test
    void makesEveryPictureAndASheetOfThem() throws IOException {
        var sheet = folder.resolve("sheet.png");

        var code =
                console.run(
                        "generate",
                        "a red boat",
                        "--seed",
                        "7",
                        "--grid-x",
                        "steps=4, 8, 20",
                        "--grid-y",
                        "prompt s/r=red, blue",
                        "--out",
                        sheet.toString());

        assertEquals(0, code, console.err());
        assertEquals(
                List.of("4 a red boat", "8 a red boat", "20 a red boat"),
                console.engine.asked.stream().limit(3).map(GridRunTest::described).toList());
        assertEquals(6, console.engine.asked.size());
        assertTrue(console.engine.asked.stream().allMatch(it -> it.seed().bits() == 7));
        for (int i = 1; i <= 6; i++) {
            var cell = folder.resolve("sheet").resolve("0000" + i + "-7.png");
            assertEquals(128, ImageIO.read(cell.toFile()).getWidth());
        }
        var image = ImageIO.read(sheet.toFile());
        assertTrue(image.getWidth() > 3 * 128 && image.getHeight() > 2 * 128);
        var text = PngText.read(Files.readAllBytes(sheet)).get(PngText.PARAMETERS);
        assertTrue(String.valueOf(text).startsWith("a red boat"), text);
    }

    @Test
    void replacesNoSheetUnasked() throws IOException {
        var sheet = Files.writeString(folder.resolve("sheet.png"), "mine");
        var line = List.of("generate", "a", "--grid-x", "steps=4, 8", "--out", sheet.toString());

        assertEquals(1, console.run(line.toArray(String[]::new)));

        assertTrue(console.err().contains("--replace replaces it"), console.err());
        assertEquals("mine", Files.readString(sheet));
        assertEquals(List.of(), console.engine.asked);

        var again = new ArrayList<>(line);
        again.add("--replace");
        assertEquals(0, console.run(again.toArray(String[]::new)), console.err());
        assertTrue(ImageIO.read(sheet.toFile()).getWidth() > 2 * 128);
    }

    private static String described(Recipe recipe) {
        return recipe.sampling().steps() + " " + recipe.prompt();
    }

    @Test
    void namesTheSheetInJson() {
        var code = console.run("generate", "a", "--grid-x", "cfg=3, 7", "--json");

        assertEquals(0, code, console.err());
        var report = JsonText.object(console.out());
        assertTrue(report.get("pictures") instanceof List<?> made && made.size() == 2);
        assertTrue(Files.exists(Path.of(String.valueOf(report.get("grid")))));
    }

    @Test
    void aPictureThatFailsLeavesAHoleAndTheRestIsMade() {
        var count = new int[1];
        console.engine.duringRun =
                () ->
                        console.engine.failure =
                                ++count[0] == 2
                                        ? Optional.of(
                                                new Failure.OutOfMemory(
                                                        Message.plain("It is too large.")))
                                        : Optional.empty();

        var code = console.run("generate", "a", "--grid-x", "cfg=3, 7, 9");

        assertEquals(1, code);
        assertTrue(console.err().contains("It is too large."), console.err());
        assertEquals(3, console.out().lines().count()); // two pictures and the sheet
    }

    @Test
    void aCancelLeavesWhatIsMade() {
        var count = new int[1];
        console.engine.duringRun =
                () -> {
                    if (++count[0] == 2) {
                        console.engine.failure = Optional.of(new Failure.Cancelled());
                    }
                };

        var code = console.run("generate", "a", "--grid-x", "cfg=3, 7, 9");

        assertFalse(code == 0);
        assertEquals(1, console.out().lines().count());
        assertEquals(2, console.engine.asked.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--grid-x | speed=1 | there is no grid axis \"speed\"",
                "--grid-x | steps | steps=1, 2",
                "--grid-y | steps=one | steps: expected a whole number",
                "--grid-z | sampler=Nobody | sampler: expected one of",
                "--grid-x | hires steps=1 | the recipe has no second pass",
                "--grid-x | prompt s/r=red | is in neither prompt",
                "--grid-x | checkpoint=a, b | one --model is loaded here"
            })
    void whatMakesNoGridIsSaidBeforeAnythingIsMade(String option, String value, String sentence) {
        var code = console.run("generate", "a boat", option, value);

        assertEquals(2, code);
        assertTrue(console.err().contains(sentence), console.err());
        assertEquals(List.of(), console.engine.asked);
    }
}
