package dev.atelier.app.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.importing.Imported.Found;
import dev.atelier.app.importing.Imported.Nothing;
import dev.atelier.app.importing.Imported.Source;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeImportTest {
    private static final String INFOTEXT =
            """
            a (cat:1.2), film
            Negative prompt: blurry
            Steps: 12, Sampler: Euler, CFG scale: 5, Seed: 42, Size: 640x448, Moon phase: full\
            """;

    private static final Recipe RECIPE =
            Recipe.of("a dog", new Size(768, 512)).withSeed(Seed.of(7)).withTiling(true);

    @TempDir private Path folder;

    @Test
    void readsAPastedInfotextAndListsWhatItDoesNotUnderstand() {
        var found = found(RecipeImport.read(INFOTEXT));

        assertEquals("a (cat:1.2), film", found.recipe().prompt());
        assertEquals("blurry", found.recipe().negativePrompt());
        assertEquals(new Size(640, 448), found.recipe().size());
        assertEquals(42, found.recipe().seed().bits());
        assertEquals(SamplerId.EULER, found.recipe().sampling().sampler());
        assertEquals(List.of("\"Moon phase: full\" is not understood."), found.sentences());
        assertEquals(Source.INFOTEXT, found.source());
    }

    @Test
    void readsTheInfotextOfAPicture() throws IOException {
        var found = found(RecipeImport.read(png(Map.of(PngText.PARAMETERS, INFOTEXT))));

        assertEquals(42, found.recipe().seed().bits());
        assertEquals(Source.PICTURE_INFOTEXT, found.source());
    }

    @Test
    void ofAPictureWithBothTakesTheRecipe() throws IOException {
        var picture =
                png(Map.of(PngText.PARAMETERS, INFOTEXT, PngText.RECIPE, RecipeJson.write(RECIPE)));

        assertEquals(
                new Found(RECIPE, List.of(), Source.PICTURE_RECIPE), RecipeImport.read(picture));
    }

    @Test
    void ofAPictureWithADamagedRecipeTakesTheInfotextAndSaysSo() throws IOException {
        var texts = Map.of(PngText.PARAMETERS, INFOTEXT, PngText.RECIPE, "{\"prompt\": \"a");

        var found = found(RecipeImport.read(png(texts)));

        assertEquals(42, found.recipe().seed().bits());
        assertEquals(
                List.of(
                        "The recipe in the picture is damaged; its infotext was read instead.",
                        "\"Moon phase: full\" is not understood."),
                found.sentences());
    }

    @Test
    void readsARecipeFile() throws IOException {
        var file = folder.resolve("recipe.json");
        Files.writeString(file, RecipeJson.write(RECIPE));

        assertEquals(new Found(RECIPE, List.of(), Source.JSON), RecipeImport.read(file));
    }

    @Test
    void listsWhatARecipeFileHoldsBesides() {
        var found = found(RecipeImport.read("{\"prompt\": \"a dog\", \"mood\": \"good\"}"));

        assertEquals("a dog", found.recipe().prompt());
        assertEquals(List.of("\"mood\" is unknown."), found.sentences());
    }

    /// The names of the JSON, which are not those of the classes.
    @Test
    void isRecognisedByAnyOfItsNames() {
        var found =
                found(
                        RecipeImport.read(
                                "{\"fingerprints\": [{\"kind\": \"LORA\", \"name\": \"ink\","
                                        + " \"hash\": \"0a1b2c3d4e5f\"}]}"));

        assertEquals("ink", found.recipe().resourceHashes().getFirst().name());
        assertEquals(List.of(), found.sentences());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16"})
    void readsTextFilesAsEditorsSaveThem(String encoding) {
        var marked = (encoding.equals("UTF-8") ? "\uFEFF" : "") + INFOTEXT.replace("\n", "\r\n");

        var found = found(RecipeImport.read(marked.getBytes(Charset.forName(encoding))));

        assertEquals("a (cat:1.2), film", found.recipe().prompt());
        assertEquals("blurry", found.recipe().negativePrompt());
    }

    @Test
    void aPromptInBracesIsNoJson() {
        var found = found(RecipeImport.read("{" + INFOTEXT));

        assertEquals("{a (cat:1.2), film", found.recipe().prompt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "'' # The text is empty.",
                "a cat on a mat # The text holds no settings of a picture.",
                "{\"nodes\": []} # The text is JSON, but no recipe.",
                "{\"prompt\": \"a # The text begins like a recipe file, but it is damaged or cut short.",
            })
    void saysWhyATextGivesNoRecipe(String text, String sentence) {
        assertEquals(sentence, nothing(RecipeImport.read(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Title # The picture holds no recipe.",
                "atelier # The recipe in the picture is damaged.",
                "workflow # The picture holds a workflow of ComfyUI that draws with no known sampler.",
                "invokeai_metadata # The picture holds no recipe.",
            })
    void saysWhyAPictureGivesNoRecipe(String keyword, String sentence) throws IOException {
        assertEquals(sentence, nothing(RecipeImport.read(png(Map.of(keyword, "x")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "workflow", "invokeai_metadata", "sd-metadata"})
    void tellsDamagedJsonFromUnknown(String keyword) throws IOException {
        var cut = "{\"3\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":4";
        assertEquals(
                "The picture holds settings as JSON, but they are damaged or cut short.",
                nothing(RecipeImport.read(png(Map.of(keyword, cut)))));
    }

    @Test
    void saysWhyOtherFilesGiveNoRecipe() {
        byte[] cutJpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16};
        byte[] gif = {'G', 'I', 'F', '8', '9', 'a', 0};
        byte[] noText = {0, 1, 2, 3};
        var jpeg2000 = "\0\0\0\fjP  \r\n\u0087\n\0\0\0\u0014ftypjp2 \0\0\0\0jp2 ";
        var film = "\0\0\0\u0018ftypisom\0\0\0\0isommp41";

        assertEquals(
                "The picture is damaged or cut short, so no recipe can be read.",
                nothing(RecipeImport.read(cutJpeg)));
        assertEquals(
                "Of pictures PNG, JPEG and WebP can be read for a recipe, and this one is none.",
                nothing(RecipeImport.read(gif)));
        assertEquals(
                "The file is neither a picture nor a text.", nothing(RecipeImport.read(noText)));
        assertEquals(
                "The file is a JPEG 2000 picture, which this program cannot read; save it as PNG, JPEG or WebP.",
                nothing(RecipeImport.read(jpeg2000.getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals(
                "The file is a film, which this program cannot read; save it as PNG, JPEG or WebP.",
                nothing(RecipeImport.read(film.getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals(
                "The file could not be read.", nothing(RecipeImport.read(folder.resolve("none"))));
    }

    @Test
    void everyTruncationOfAPictureIsASentence() throws IOException {
        var picture = png(Map.of(PngText.RECIPE, RecipeJson.write(RECIPE)));
        for (int length = 4; length < picture.length; length++) {
            assertEquals(
                    "The picture is damaged or cut short, so no recipe can be read.",
                    nothing(RecipeImport.read(Arrays.copyOf(picture, length))));
        }
    }

    @Test
    void damagedBytesNeverThrow() throws IOException {
        var random = new SplittableRandom(3);
        var samples =
                List.of(
                        png(Map.of(PngText.PARAMETERS, INFOTEXT + "画")),
                        RecipeJson.write(RECIPE).getBytes(StandardCharsets.UTF_8),
                        INFOTEXT.getBytes(StandardCharsets.UTF_8));
        for (int round = 0; round < 3000; round++) {
            var bytes = samples.get(round % samples.size()).clone();
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
            }
            RecipeImport.read(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Steps: 1, a: 1, b: 2, c: \"%s\"",
                "Steps: 1, a: 1, b: 2, c: \"%s",
                "Steps: 1, a: 1, b: 2, %s: 3",
                "%s Steps: 1, a: 1, b: 2",
                "Steps: 1, a: 1, b: 2, c: %s",
            })
    void longLinesAreReadInNoTime(String line) {
        for (var part : List.of("x", " ", "\\\"", "x: y, ", "\\\\", "x\"", ":", "\"")) {
            var text = line.formatted(part.repeat(900_000 / part.length()));

            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> RecipeImport.read(text));
        }
    }

    @Test
    void boundsTheListOfIssues() {
        var fields = new StringBuilder("{\"prompt\": \"x\"");
        for (int i = 0; i < 1000; i++) {
            fields.append(",\"").append("k".repeat(500)).append(i).append("\": 1");
        }

        var issues = found(RecipeImport.read(fields + "}")).sentences();

        assertEquals(51, issues.size());
        assertEquals("950 more were not understood.", issues.getLast());
        assertTrue(issues.stream().allMatch(loss -> loss.length() <= 301));
    }

    @Test
    void aLossStaysInItsLine() {
        var found = found(RecipeImport.read("{\"prompt\": \"x\", \"a\\nb\\u202Ec\": 1}"));

        assertEquals(List.of("\"a b c\" is unknown."), found.sentences());
    }

    @Test
    void deepJsonIsRefused() {
        var deep = "{\"prompt\":" + "[".repeat(400_000);

        assertInstanceOf(Nothing.class, RecipeImport.read(deep));
    }

    @Test
    void tooMuchTextIsRefused() throws IOException {
        var text = INFOTEXT + "x".repeat(2_000_000);

        assertEquals("The text is too long to be a recipe.", nothing(RecipeImport.read(text)));
        assertEquals(
                "The text in the picture is too long to be a recipe.",
                nothing(RecipeImport.read(png(Map.of(PngText.PARAMETERS, text)))));
    }

    private static String nothing(Imported imported) {
        return assertInstanceOf(Nothing.class, imported).why().english();
    }

    private static Found found(Imported imported) {
        return assertInstanceOf(Found.class, imported);
    }

    private static byte[] png(Map<String, String> texts) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
        return PngText.write(out.toByteArray(), texts);
    }
}
