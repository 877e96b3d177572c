package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.io.UncheckedIOException;
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
import org.junit.jupiter.params.provider.ValueSource;

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
    void readsOtherEmbeddingsOnRequest() throws IOException {
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
        assertTrue(
                console.err().contains("there is no VAE \"gone\" near the model"), console.err());
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
    void turnsToInpaintingByPictureAndMask() throws IOException {
        var image = picture("a.png");
        var area = picture("b.png");
        console.run("generate", "a boat", "--init", image, "--mask", area);

        assertTrue(
                recipe().mode() instanceof Mode.Inpaint(var a, var b, var denoising, _, _)
                        && a.equals(image)
                        && b.equals(area)
                        && denoising == 0.75);
    }

    private String picture(String name) throws IOException {
        var file = folder.resolve(name);
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file.toString();
    }

    /// Options that name what is not there or cannot be; FOLDER, FILE and PICTURE are there.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--init none.png | the picture to start from cannot be read: there is no file none.png",
                "--init FOLDER | is a folder; choose a PNG, JPEG or WebP file with --init-image",
                "--init FILE | no picture that this program can read",
                "--init AVIF | is an AVIF picture, which this program cannot read; save it as PNG, JPEG or WebP",
                "--init PICTURE --mask AVIF | the mask cannot be read: ",
                "--from AVIF | a.avif cannot be used. The picture holds no recipe.",
                "--init PICTURE --mask none.png | the mask cannot be read: there is no file none.png",
                "--out FILE | is a file, not a folder; choose another place with --out",
                "--out FILE/deep/x.png | is a file, not a folder; choose another place with --out",
                "--out /proc/none | no file can be created there; choose another place with --out",
                "--model none.safetensors | there is no model at none.safetensors; check the path",
                "--model FOLDER | is a folder and not a diffusers model; name a .safetensors",
                "--vae gone | there is no VAE \"gone\" near the model or in",
                "--vae FOLDER | is a folder; name the VAE file in it with --vae",
                "--hr-upscaler Magic | no upscaler \"Magic\"; choose one with --hr-upscaler: Latent, ",
                "--embeddings-dir nowhere | --embeddings-dir: there is no folder nowhere; check the path",
                "--grid-x steps=0 | steps: expected 1 to 10000, got 0",
                "--hr-scale 8 --grid-x size=64x64,4096x4096 | size after hires: expected at most 16384",
                "--grid-x vae=gone | there is no VAE \"gone\" near the model or in",
            })
    void refusesWhatCannotBeBeforeAModelIsLoaded(String options, String sentence)
            throws IOException {
        var file = Files.writeString(folder.resolve("file"), "words").toString();
        var image = picture("start.png");
        var avif = folder.resolve("a.avif"); // the box that every AVIF file begins with
        Files.writeString(avif, "\0\0\0\u001Cftypavif\0\0\0\0avifmif1miaf");
        var arguments = new ArrayList<>(List.of("generate", "a boat", "--size", "64x64"));
        for (var word : options.split(" ", -1)) {
            arguments.add(
                    word.replace("FOLDER", folder.toString())
                            .replace("FILE", file)
                            .replace("PICTURE", image)
                            .replace("AVIF", avif.toString()));
        }
        var before = names(folder);

        int code = console.run(arguments.toArray(String[]::new));

        assertTrue(code == 1 || code == 2, console.err());
        assertTrue(console.err().contains(sentence), console.err());
        assertEquals(0, console.engine.loads, "the model was loaded");
        assertEquals(before, names(folder));
    }

    @Test
    void drawsARequestOfTheWebuisApi() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("r.json"),
                        """
                        {"prompt":"a red boat","steps":2,"width":128,"height":128,"sampler_name":"Euler",
                        "seed":1,"enable_hr":true,"hr_resize_x":192,"hr_resize_y":0,
                        "hr_upscaler":"Latent","denoising_strength":0.5,"hr_second_pass_steps":2}\
                        """);

        assertEquals(0, console.run("generate", "--recipe", file.toString()), console.err());

        assertEquals(2, recipe().sampling().steps());
        assertEquals(SamplerId.EULER, recipe().sampling().sampler());
        assertEquals(new Size(128, 128), recipe().size());
        assertEquals(1, recipe().seed().bits());
        var pass = recipe().hires().orElseThrow();
        assertEquals(Optional.of(new Size(192, 192)), pass.resize());
        assertEquals(0.5, pass.denoising());
        assertEquals(2, pass.steps());
    }

    /// Nothing is drawn with other values than the file gives.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'size': {'width': 99999, 'height': 64}} | size: expected 8 to 16384",
                "{'sampling': {'steps': 0}} | \"sampling.steps\": ",
                "{'sampling': {'steps': 'many'}} | \"sampling.steps\" is not a whole number.",
                "{'mode': {'kind': 'image', 'image': 'nothing'}} | \"mode",
            })
    void refusesARecipeThatItCannotDrawAsItIs(String json, String sentence) throws IOException {
        var text = json.replace('\'', '"');
        var file = Files.writeString(folder.resolve("r.json"), text);

        int code = console.run("generate", "a boat", "--recipe", file.toString());

        assertEquals(1, code, console.err());
        assertTrue(console.err().contains(sentence), console.err());
        assertEquals(0, console.engine.loads, "the model was loaded");
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

        assertTrue(
                console.err()
                        .contains("plain.png cannot be used. The picture holds no recipe. Choose"),
                console.err());
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

    /// The last of several names is taken, too.
    @ParameterizedTest
    @ValueSource(strings = {"b.png", "b-2.png"})
    void replacesNothingUnasked(String taken) throws IOException {
        var into = Files.createDirectory(folder.resolve("o"));
        var there = Files.writeString(into.resolve(taken), "mine");
        var out = into.resolve("b.png").toString();

        int refused = console.run("generate", "a boat", "--batch-count", "2", "--out", out);

        assertEquals(1, refused);
        assertEquals("mine", Files.readString(there));
        assertEquals(0, console.engine.loads, "the model was loaded");
        assertTrue(
                console.err()
                        .contains(
                                there
                                        + " is there already; --replace replaces it, --out names another file"),
                console.err());

        int done =
                console.run("generate", "a boat", "--batch-count", "2", "--out", out, "--replace");

        assertEquals(0, done, console.err());
        assertEquals(128, ImageIO.read(there.toFile()).getWidth());
        assertEquals(List.of("b-2.png", "b.png"), names(into));
    }

    /// As another program may do while the picture is drawn.
    @Test
    void aNameThatIsTakenMeanwhileLosesNeitherPicture() throws IOException {
        var out = folder.resolve("b.png");
        console.engine.duringRun =
                () -> {
                    try {
                        Files.writeString(out, "mine");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };

        assertEquals(0, console.run("generate", "a boat", "--out", out.toString()), console.err());

        assertEquals("mine", Files.readString(out));
        var saved = folder.resolve("b-2.png");
        assertEquals(saved + System.lineSeparator(), console.out());
        assertEquals(128, ImageIO.read(saved.toFile()).getWidth());
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

    @ParameterizedTest
    @CsvSource({"0.004, ', 250.00 s/it, '", "0, step 20/20"})
    void neverSaysASpeedOfZero(double perSecond, String said) {
        console.engine.perSecond = perSecond;

        console.run("generate", "a boat", "--steps", "20");

        assertTrue(console.err().replace("\r\n", "\n").contains(said), console.err());
        assertFalse(console.err().contains(" 0.00"), console.err());
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
                    boat --size 9x8     | --size: expected multiples of 8, got 9x8
                    boat --width 100    | --width: expected multiples of 8, got 100
                    boat --height 99999 | --height: expected 8 to 16384, got 99999
                    boat --width 0 --height 0 | --width: expected 8 to 16384, got 0
                    boat --steps 0      | --steps: expected 1 to 10000, got 0
                    boat --cfg-scale -3 | --cfg-scale: expected 0 to 100, got -3
                    boat --guidance NaN | --cfg-scale: expected 0 to 100, got
                    boat --clip-skip 0  | --clip-skip: expected 1 to 12, got 0
                    boat --hr-scale 0   | --hr-scale: expected
                    boat --hr-denoising-strength 2 | --hr-denoising-strength: expected 0 to 1, got 2
                    boat --subseed-strength -1 | --subseed-strength: expected 0 to 1, got -1
                    boat --rho -1       | --rho: expected
                    boat --ngms -1      | --ngms: expected
                    boat --batch-size 0 | --batch-size, --batch-count: expected 1 to 64 at once
                    boat --hr-scale 4 --size 8192x8192 | --hr-scale, --hr-resize: expected at most
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
            throw new UncheckedIOException(e);
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
