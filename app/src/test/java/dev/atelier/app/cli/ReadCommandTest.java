package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading and refusing files of any kind, also those made to do harm.
class ReadCommandTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder.resolve("home"), false);
    }

    private String hostile(String name) throws IOException {
        try (var from = ReadCommandTest.class.getResourceAsStream("hostile/" + name)) {
            var file = folder.resolve(name);
            Files.write(file, from.readAllBytes());
            return file.toString();
        }
    }

    private String text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void printsOneObjectForOneFile() throws IOException {
        var file =
                text("a.txt", "a\nSteps: 8, Sampler: Euler, Seed: 18446744073709551615, Zeta: 1");

        assertEquals(0, console.run("read", file, "--json"), console.err());

        var read = JsonText.object(console.out());
        assertEquals(List.of("recipe", "issues"), List.copyOf(read.keySet()));
        var recipe = part(read, "recipe");
        assertEquals("a", recipe.get("prompt"));
        assertEquals("18446744073709551615", String.valueOf(part(recipe, "seed").get("value")));
        assertEquals(8, part(recipe, "sampling").get("steps"));
        assertEquals("", recipe.get("negativePrompt"));
        assertEquals(
                List.of(Map.of("where", "Zeta", "what", "\"Zeta: 1\" is not understood.")),
                read.get("issues"));
    }

    @Test
    void printsAListForSeveralAndGoesOnAfterABadOne() throws IOException {
        var good = text("a.txt", "a\nSteps: 8, Sampler: Euler, Seed: 1");
        var bad = text("b.txt", "nothing");

        assertEquals(1, console.run("read", good, bad, folder + "/none.png", good, "--json"));

        assertTrue(console.out().startsWith("["), console.out());
        assertEquals(2, console.out().split("\"file\"", -1).length - 1);
        assertTrue(console.err().contains("b.txt: The text holds no settings"), console.err());
        assertTrue(console.err().contains("none.png: the file does not exist"), console.err());
    }

    @Test
    void printsTheRecipeAndWhatWasNotUnderstood() throws IOException {
        var file = text("r.json", "{\"prompt\": \"a\", \"colour\": \"red\"}");

        assertEquals(0, console.run("read", file), console.err());

        assertTrue(console.out().contains("\"prompt\" : \"a\""), console.out());
        assertTrue(console.out().contains("not understood: "), console.out());
        assertTrue(console.out().contains("\"colour\" is unknown."), console.out());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Clip skip: 99, 12, text, clipSkip",
                "Clip skip: 0, 1, text, clipSkip",
                "Steps: 1000000, 10000, sampling, steps",
                "Steps: 0, 1, sampling, steps",
                "Denoising strength: 7, 1, mode, denoising",
                "Denoising strength: -2, 0, mode, denoising",
                "Variation seed strength: 1.5, 1, seed, strength",
                "`Hires upscaler: Latent, Hires upscale: 44`, 8, hires, scale",
                "`Hires upscaler: Latent, Hires steps: 99999999`, 10000, hires, steps",
                "`Refiner: m, Refiner switch at: 3`, 1, refiner, switchAt",
            })
    void everyValueThatIsChangedIsListed(String field, double right, String part, String name)
            throws IOException {
        var file = text("a.txt", "a\nSampler: Euler, CFG scale: 7, Seed: 1, " + field);

        assertEquals(0, console.run("read", file, "--json"), console.err());

        var read = JsonText.object(console.out());
        var value = (Number) part(part(read, "recipe"), part).get(name);
        assertEquals(right, Objects.requireNonNull(value, name).doubleValue());
        var last = field.substring(field.lastIndexOf(", ") < 0 ? 0 : field.lastIndexOf(", ") + 2);
        var sentence = "\"%s\" is out of range; it became %.0f.".formatted(last, right);
        assertTrue(whats(read).contains(sentence), () -> sentence + " in " + read.get("issues"));
    }

    private static List<?> whats(Map<String, Object> read) {
        return ((List<?>) Objects.requireNonNull(read.get("issues")))
                .stream().map(issue -> ((Map<?, ?>) issue).get("what")).toList();
    }

    @Test
    void aLastLineOfThreePairsHoldsSettingsWithoutStepsToo() throws IOException {
        var file = text("a.txt", "a boat\nSampler: Euler, CFG scale: 5, Seed: 3");
        assertEquals(0, console.run("read", file, "--json"), console.err());

        var recipe = part(JsonText.object(console.out()), "recipe");
        assertEquals("a boat", recipe.get("prompt"));
        assertEquals("EULER", part(recipe, "sampling").get("sampler"));
        assertEquals(20, part(recipe, "sampling").get("steps"));
    }

    @Test
    void badStepsAreListedAndTwoPairsAreWords() throws IOException {
        assertEquals(0, console.run("read", text("a.txt", "a\nSteps: x, CFG scale: 5, Seed: 3")));
        assertTrue(console.out().contains("\"Steps: x\" cannot be read."), console.out());

        assertEquals(0, console.run("read", text("b.txt", "a\nSteps: 5, Seed: 3")));
        assertTrue(console.out().contains("fewer than three settings"), console.out());

        assertEquals(1, console.run("read", text("c.txt", "a\nSampler: Euler, Seed: 3")));
    }

    @Test
    void readsLatin1AndSaysSo() throws IOException {
        var file = folder.resolve("a.txt");
        Files.write(
                file,
                "un caf\u00e9 \u2019\nSteps: 5, CFG scale: 5, Seed: 3"
                        .getBytes(Charset.forName("windows-1252")));

        assertEquals(0, console.run("read", file.toString(), "--json"), console.err());

        var read = JsonText.object(console.out());
        assertEquals("un caf\u00e9 \u2019", part(read, "recipe").get("prompt"));
        assertTrue(whats(read).getFirst().toString().contains("Latin-1"), console.out());

        Files.write(file, new byte[] {(byte) 0xE9, 1, 2, 'S', 't', 'e', 'p', 's'});
        assertEquals(1, console.run("read", file.toString()));
        assertTrue(console.err().contains("neither a picture nor a text"), console.err());
    }

    @Test
    void aPromptBeyondTheLimitIsListed() throws IOException {
        var file = text("a.txt", "x ".repeat(40_000) + "\nSteps: 5, CFG scale: 5, Seed: 3");

        assertEquals(0, console.run("read", file, "--json"), console.err());

        assertTrue(
                whats(JsonText.object(console.out()))
                        .getFirst()
                        .toString()
                        .contains("expected at most 65536 characters, got 79999"),
                console.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipe-bom.json", "recipe-utf16.json"})
    void readsTextsAsEditorsWriteThem(String name) throws IOException {
        var file = hostile(name);

        assertEquals(0, console.run("read", file), console.err());
        assertTrue(console.out().contains("a red boat"), console.out());
        assertEquals(0, console.run("generate", "--recipe", file), console.err());

        var made = console.engine.asked.getLast();
        assertEquals("a red boat", made.prompt());
        assertEquals(new Size(128, 128), made.size());
        assertEquals(2, made.sampling().steps());
    }

    @Test
    void readsUtf16WithoutAMarkToo() throws IOException {
        for (var set : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            var file = folder.resolve(set + ".json");
            Files.write(file, "{\"prompt\":\"a cat\"}".getBytes(set));
            assertEquals(0, console.run("read", file.toString()), console.err());
        }
    }

    @Test
    void aTruncatedRecipeFileFailsWithASentence() throws IOException {
        var file = hostile("recipe-truncated.json");

        assertEquals(1, console.run("read", file));
        assertEquals(1, console.run("generate", "--recipe", file));

        var said = "The text begins like a recipe file, but it is damaged or cut short.";
        assertEquals(2, console.err().split(said, -1).length - 1, console.err());
        assertFalse(console.err().contains("Exception"), console.err());
        assertTrue(console.engine.asked.isEmpty());
    }

    @Test
    void aPromptThatIsTooLongIsRefusedWithItsLength() throws IOException {
        var file = hostile("png-prompt-900k.png");

        assertEquals(2, console.run("generate", "--from", file), console.err());

        assertTrue(
                console.err().contains("prompt: expected at most 65536 characters, got "),
                console.err());
        assertTrue(console.engine.asked.isEmpty());
    }

    @Test
    void controlCharactersAreNotPrinted() throws IOException {
        console.run("inspect", hostile("st-esc-meta.safetensors"));
        console.run("read", text("\u001b[31mx.txt", "\u001b]0;owned\u0007 \u009b2J"));

        var all = console.out() + console.err();
        assertTrue(
                all.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'),
                all.replace("\u001b", "ESC"));
        assertTrue(all.contains("[31mx.txt"), all);
    }

    @Test
    void errorsOfTheMachineAreSentences() {
        console.cli.add(new Deep());

        assertEquals(1, console.run("deep"));

        assertEquals("atelier: the input is nested too deep; make it simpler\n", console.err());
    }

    /// A command that never returns.
    @picocli.CommandLine.Command(name = "deep")
    static final class Deep implements Runnable {
        @Override
        public void run() {
            deeper(0);
        }

        private static int deeper(int level) {
            return level < 0 ? 0 : deeper(level + 1) + level;
        }
    }

    @Test
    void keepsARecipeOfDefaultsWhole() throws IOException {
        var file = text("r.json", "{\"schema\": 1}");

        console.run("read", file, "--json");

        var recipe = part(JsonText.object(console.out()), "recipe");
        for (var component : Recipe.class.getRecordComponents()) {
            // Files have the older word.
            var name = component.getName().replace("resourceHashes", "fingerprints");
            assertTrue(recipe.containsKey(name), name);
        }
    }

    private static Map<?, ?> part(Map<?, ?> object, String name) {
        return (Map<?, ?>) Objects.requireNonNull(object.get(name), name);
    }
}
