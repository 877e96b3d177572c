package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder.resolve("home"), false);
    }

    @Test
    void drawsInTheModelsOwnSize() {
        assertEquals(0, console.run("generate", "a boat"));

        assertEquals(new Size(128, 128), recipe().size());
        assertEquals("starter", recipe().model().orElseThrow().name());
    }

    @Test
    void readsTheEmbeddingsThatPromptsNameFromTheFoldersNearAModel() throws IOException {
        var model = folder.resolve("models").resolve("Stable-diffusion").resolve("a.safetensors");
        var near = file(folder.resolve("embeddings").resolve("style").resolve("Ink.PT"));
        var own = file(folder.resolve("home").resolve("embeddings").resolve("easyneg.bin"));
        file(folder.resolve("embeddings").resolve("other.pt"));
        file(folder.resolve("embeddings").resolve("ink.preview.png"));
        file(model);

        console.run("generate", "a boat, (ink:1.2)", "-n", "easyneg", "-m", model.toString());

        assertEquals(List.of(near, own), console.engine.embeddings);
    }

    @Test
    void readsOtherEmbeddingsWhereTold() throws IOException {
        var there = file(folder.resolve("there").resolve("ink.pt"));
        file(folder.resolve("home").resolve("embeddings").resolve("ink.pt"));

        console.run("generate", "ink", "--embeddings-dir", folder.resolve("there").toString());
        var code = console.run("generate", "ink", "--embeddings-dir", "nowhere");

        assertEquals(List.of(there), console.engine.embeddings);
        assertEquals(1, code);
    }

    private static Path file(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "");
    }

    @Test
    void drawsWithTheAutoencoderThatWasAskedFor() throws IOException {
        var model = file(folder.resolve("boat.safetensors"));
        var fine = file(folder.resolve("VAE").resolve("fine.pt"));
        var beside = file(folder.resolve("boat.vae.pt"));

        console.run("generate", "a", "-m", model.toString(), "--vae", "fine");
        console.run("generate", "a", "-m", model.toString(), "--vae", "NONE");
        console.run("generate", "a", "-m", model.toString());
        var code = console.run("generate", "a", "-m", model.toString(), "--vae", "gone");

        assertEquals(
                List.of(Optional.of(fine), Optional.empty(), Optional.of(beside)),
                console.engine.autoencoders);
        assertEquals(1, code);
        assertTrue(console.err().contains("The VAE gone is not here."), console.err());
    }

    @Test
    void keepsTheNativeLengthOfTheOtherSide() {
        console.run("generate", "a boat", "--width", "256");

        assertEquals(new Size(256, 128), recipe().size());
    }

    @Test
    void takesFieldsUnderTheNamesOfA1111() {
        var code =
                console.run(
                        "generate",
                        "a boat",
                        "--negative-prompt",
                        "fog",
                        "--sampler",
                        "euler_a",
                        "--schedule",
                        "karras",
                        "--steps",
                        "3",
                        "--cfg-scale",
                        "5.5",
                        "--seed",
                        "7",
                        "--subseed",
                        "8",
                        "--subseed-strength",
                        "0.25",
                        "--seed-resize-from",
                        "64x64",
                        "--size",
                        "256x192",
                        "--clip-skip",
                        "2",
                        "--eta",
                        "0.5",
                        "--ensd",
                        "31337",
                        "--rng",
                        "nv",
                        "--tiling",
                        "--ngms",
                        "1.5");

        assertEquals(0, code, console.err());
        var recipe = recipe();
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(SamplerId.EULER_A, recipe.sampling().sampler());
        assertEquals(ScheduleId.KARRAS, recipe.sampling().schedule());
        assertEquals(3, recipe.sampling().steps());
        assertEquals(5.5, recipe.sampling().cfgScale());
        assertEquals(new Seed(7, 8, 0.25, Optional.of(new Size(64, 64))), recipe.seed());
        assertEquals(new Size(256, 192), recipe.size());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals(0.5, recipe.sampling().tuning().stochastic().eta());
        assertEquals(31337, recipe.sampling().tuning().stochastic().ensd());
        assertEquals(1.5, recipe.sampling().tuning().guidance().ngms());
        assertEquals(NoiseSource.NV, recipe.noise());
        assertTrue(recipe.tiling());
    }

    @Test
    void asksForASecondPassByAnyOfItsOptions() {
        console.run("generate", "a boat", "--hr-scale", "1.5");

        assertEquals(1.5, recipe().hires().map(HiresPass::scale).orElseThrow());
    }

    @Test
    void turnsToInpaintingByPictureAndMask() {
        console.run("generate", "a boat", "--init", "a.png", "--mask", "b.png");

        assertTrue(
                recipe().mode() instanceof Mode.Inpaint(var a, var b, var denoising, _, _)
                        && a.equals("a.png")
                        && b.equals("b.png")
                        && denoising == 0.75);
    }

    @Test
    void makesAPictureAgainWithOneChange() {
        var first = new Console(folder.resolve("home"), false);
        var file = folder.resolve("x.png").toString();
        first.run(
                "generate",
                "a cat",
                "--size",
                "64x64",
                "--batch-count",
                "2",
                "--seed",
                "5",
                "--out",
                file);

        assertEquals(0, console.run("generate", "--from", file, "--steps", "2"), console.err());

        assertEquals("a cat", recipe().prompt());
        assertEquals(new Size(64, 64), recipe().size());
        assertEquals(5, recipe().seed().bits());
        assertEquals(Batch.ONE, recipe().batch());
        assertEquals(2, recipe().sampling().steps());
    }

    @Test
    void warnsWhenThePictureIsAnotherModels() throws IOException {
        var other = Recipe.DEFAULT.withModel(Optional.of(new ModelRef("other", "0123456789")));
        var file = Files.writeString(folder.resolve("r.json"), RecipeJson.write(other));

        assertEquals(0, console.run("generate", "--recipe", file.toString(), "--size", "64x64"));

        assertTrue(console.err().contains("other [0123456789]"), console.err());
    }

    @Test
    void writesInfotextThatA1111Reads() throws IOException {
        var file = folder.resolve("x.png");

        console.run("generate", "a cat", "--seed", "5", "--steps", "2", "--out", file.toString());

        var infotext =
                String.valueOf(PngText.read(Files.readAllBytes(file)).get(PngText.PARAMETERS));
        assertTrue(infotext.startsWith("a cat\nSteps: 2, Sampler: DPM++ 2M"), infotext);
        assertTrue(infotext.contains("Seed: 5, Size: 128x128, Model hash: 2b2a895a10"), infotext);
    }

    @Test
    void refusesAPictureWithoutSettings() throws IOException {
        var file = folder.resolve("plain.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

        assertEquals(1, console.run("generate", "--from", file.toString()));

        assertTrue(console.err().contains("carries no settings; give a prompt instead"));
    }

    @Test
    void startsFromARecipeFile() throws IOException {
        var recipe = Recipe.of("a fish", new Size(64, 64));
        var file = Files.writeString(folder.resolve("r.json"), RecipeJson.write(recipe));

        assertEquals(0, console.run("generate", "--recipe", file.toString()));

        assertEquals("a fish", recipe().prompt());
        assertEquals(new Size(64, 64), recipe().size());
    }

    @Test
    void countsPicturesInAFolder() {
        console.run(
                "generate",
                "a boat",
                "--seed",
                "7",
                "--batch-count",
                "2",
                "--out",
                folder.resolve("o").toString());
        new Console(folder, false)
                .run("generate", "a boat", "--seed", "9", "--out", folder.resolve("o").toString());

        assertEquals(new Batch(1, 2), recipe().batch());
        assertEquals(
                List.of("00001-7.png", "00002-8.png", "00003-9.png"), names(folder.resolve("o")));
    }

    @Test
    void numbersFurtherPicturesOfOneName() {
        console.run(
                "generate",
                "a boat",
                "--batch-size",
                "2",
                "--out",
                folder.resolve("o/b.png").toString());

        assertEquals(List.of("b-2.png", "b.png"), names(folder.resolve("o")));
    }

    @Test
    void printsTheFileAndNothingElse() {
        console.run(
                "generate", "a boat", "--seed", "7", "--out", folder.resolve("b.png").toString());

        assertEquals(folder.resolve("b.png") + System.lineSeparator(), console.out());
    }

    @Test
    void answersScriptsInJson() {
        console.run(
                "generate",
                "a boat",
                "--seed",
                "7",
                "--json",
                "--out",
                folder.resolve("b.png").toString());

        var answer = JsonText.object(console.out());
        assertTrue(String.valueOf(answer.get("pictures")).contains("seed=7"), console.out());
        assertTrue(answer.containsKey("seconds"));
    }

    @Test
    void writesALineForEveryQuarterWithoutATerminal() {
        console.run("generate", "a boat", "--steps", "20");

        assertEquals(4, console.err().lines().count(), console.err());
        assertTrue(console.err().contains("step 20/20, 2.50 it/s, 3 s left"), console.err());
    }

    @Test
    void redrawsOneLineOnATerminal() {
        var terminal = new Console(folder, true);

        terminal.run("generate", "a boat", "--steps", "20");

        assertEquals(0, terminal.err().chars().filter(c -> c == '\n').count(), terminal.err());
        assertTrue(
                terminal.err().contains("\r[############------------] step 10/20"), terminal.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    boat --size 100x100 | multiples of 8, got 100x100
                    boat --steps 0      | steps: expected 1 to 10000, got 0
                    boat --mask m.png   | add --init-image
                    ''                    | a prompt is missing
                    """)
    void refusesWhatARecipeCannotBe(String arguments, String said) {
        var words = new ArrayList<>(List.of("generate"));
        Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()).forEach(words::add);

        assertEquals(2, console.run(words.toArray(String[]::new)));

        assertTrue(console.err().contains(said), console.err());
        assertEquals(List.of(), console.engine.asked);
    }

    @Test
    void namesTheSamplersWhenItKnowsNoneOfThatName() {
        assertEquals(2, console.run("generate", "a boat", "--sampler", "eulr"));

        assertTrue(
                console.err().contains("unknown sampler \"eulr\", one of Euler, Euler a, LMS"),
                console.err());
    }

    @Test
    void welcomesWithAPicture() {
        assertEquals(0, console.run("welcome"));

        var file = console.home.resolve("pictures").resolve("welcome.png");
        assertTrue(Files.exists(file));
        assertTrue(console.out().contains(file.toString()), console.out());
        assertEquals(20, recipe().sampling().steps());
    }

    private Recipe recipe() {
        assertEquals(1, console.engine.asked.size(), console.err());
        return console.engine.asked.getFirst();
    }

    private static List<String> names(Path of) {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void keepsSeedsOf64Bits() throws IOException {
        var file = folder.resolve("x.png");
        var large = "18446744073709551615";
        console.run("generate", "a", "--size", "64x64", "--seed", large, "--out", file.toString());

        assertEquals(large, recipe().seed().value().toString());
        var text = PngText.read(Files.readAllBytes(file)).getOrDefault(PngText.PARAMETERS, "");
        assertTrue(text.contains("Seed: 18446744073709551615, "), text);
        assertEquals(0, console.run("generate", "--from", file.toString()), console.err());
        assertEquals(large, console.engine.asked.getLast().seed().value().toString());
    }
}
