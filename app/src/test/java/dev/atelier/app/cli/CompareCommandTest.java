package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.compare.Comparison;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder.resolve("home"), false);
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
}
