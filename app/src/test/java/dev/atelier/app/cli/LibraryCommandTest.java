package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.compare.PictureDifference;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `atelier library` as in a shell.
class LibraryCommandTest {
    private static final Path OTHERS =
            Path.of("../engine/recipe/src/test/resources/dev/atelier/recipe/importers");
    private @TempDir Path folder;
    private Path pictures;
    private Console console = new Console(Path.of("."), false);

    @BeforeEach
    void copyPictures() throws IOException {
        pictures = Files.createDirectory(folder.resolve("pictures"));
        for (var name : List.of("comfy_controlnet_advanced.png", "nai_2022_description.png")) {
            Files.copy(OTHERS.resolve(name), pictures.resolve(name));
        }
        Files.write(pictures.resolve("zero.png"), new byte[0]);
    }

    private int run(String... arguments) {
        console = new Console(folder, false);
        var data = folder.resolve("data");
        console.cli.add(
                new LibraryCommand(
                        console.terminal(),
                        new DataFolder(data, data),
                        new CloudAccess(Map.of(), folder),
                        console.cli.cancellation()));
        var words = new String[arguments.length + 1];
        words[0] = "library";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return console.run(words);
    }

    @Test
    void exportsSmallerNumberedCopies() throws IOException {
        run("index", pictures.toString());
        var to = folder.resolve("small");

        int code =
                run(
                        "export",
                        "seed:42",
                        "--to",
                        to.toString(),
                        "--format",
                        "jpeg",
                        "--quality",
                        "50",
                        "--longest-side",
                        "64",
                        "--numbered");

        assertEquals(0, code, console.err());
        var size = PictureFile.size(to.resolve("0001.jpg"));
        assertEquals(64, Math.max(size.width, size.height));
        assertTrue(Files.exists(to.resolve("0002.jpg")), "two have this seed");
        assertEquals(2, run("export", "seed:42", "--to", to.toString(), "--quality", "101"));
    }

    @Test
    void provenanceSaysTimeAndCostWhereThePictureDoes() throws IOException {
        var size = new Size(16, 16);
        var facts = Map.of("service", "sd_v32", "seconds", "9");
        var cost = new Provenance.Cost(new BigDecimal("0.0061"), "CNY");
        var picture = new Picture(size, new byte[3 * 256], Recipe.of("a paid cloud", size), facts);
        PictureFile.writeNew(
                picture,
                Provenance.of(picture).in(2.7, Optional.of(cost)),
                pictures.resolve("paid.png"));
        run("index", pictures.toString());
        var to = folder.resolve("paid");

        assertEquals(0, run("export", "paid", "--to", to.toString(), "--provenance"));

        var said = Files.readString(to.resolve("provenance.json"));
        assertTrue(said.contains("\"made on\" : \"sd_v32\""), said);
        assertTrue(said.contains("\"cost\" : \"0.0061 CNY\""), said);
        assertTrue(said.contains("\"seconds\" : 2.7"), said);
    }

    /// The page goes to a client: no folders of this computer, and a date as people write it. The
    /// JSON beside it is exact.
    @Test
    void thePageOfProvenanceIsForPeople() throws IOException {
        var size = new Size(16, 16);
        var picture = new Picture(size, new byte[3 * 256], Recipe.of("a barge", size), Map.of());
        var file = pictures.resolve("barge.png");
        PictureFile.writeNew(picture, file);
        var made = Instant.parse("2026-11-30T09:55:38.293Z");
        Files.setLastModifiedTime(file, FileTime.from(made));
        run("index", pictures.toString());
        var to = folder.resolve("people");

        assertEquals(0, run("export", "barge", "--to", to.toString(), "--provenance"));

        var page = Files.readString(to.resolve("provenance.html"));
        assertTrue(page.contains("barge.png, this computer"), page);
        assertFalse(page.contains(pictures.toString()), page);
        assertFalse(page.contains("2026-11-30T"), page);
        var day = made.atZone(ZoneId.systemDefault()).toLocalDate();
        assertTrue(page.contains("November " + day.getDayOfMonth() + ", 2026"), page);
        var exact = Files.readString(to.resolve("provenance.json"));
        assertTrue(exact.contains("2026-11-30T09:55:38.293Z"), exact);
        assertTrue(exact.contains(file.toString()), exact);
    }

    /// The pixels are read by the one reader of pictures, and the settings where A1111 has them.
    @Test
    void writesWebp() throws IOException {
        run("index", pictures.toString());
        var to = folder.resolve("webp");
        var webp = List.of("export", "nai", "--to", to.toString(), "--format", "webp");
        var whole = new ArrayList<>(webp);
        whole.addAll(List.of("--quality", "100"));

        assertEquals(0, run(whole.toArray(String[]::new)), () -> console.err());
        assertEquals(0, run(webp.toArray(String[]::new)), () -> console.err());

        var original = PictureFile.pixels(pictures.resolve("nai_2022_description.png"));
        var lossless = to.resolve("nai_2022_description.webp");
        var lossy = to.resolve("nai_2022_description-2.webp");
        var difference = PictureDifference.of(original, PictureFile.pixels(lossless));
        assertEquals(1, difference.identical());
        assertEquals(
                "VP8L", new String(Files.readAllBytes(lossless), 30, 4, StandardCharsets.US_ASCII));
        assertEquals(
                "VP8 ", new String(Files.readAllBytes(lossy), 30, 4, StandardCharsets.US_ASCII));
        var recipe = PictureFile.read(lossy).orElseThrow().recipe();
        assertEquals("a (red:1.05) boat", recipe.prompt());
        assertEquals(28, recipe.sampling().steps());
    }

    /// Of the file's header, of the user's own words, of nobody; on the page in either language.
    @Test
    void provenanceSaysTheLicencesOfModels() throws IOException {
        var models = Files.createDirectories(folder.resolve("shelf"));
        Files.write(models.resolve("paper.safetensors"), header("OpenRAIL++-M <b>"));
        Files.write(models.resolve("ink.safetensors"), header("CC0"));
        Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("settings.properties"),
                "models.folders="
                        + models
                        + "\nmodel.licence.lora.ink=bought, see invoice 7\nlanguage=zh-CN\n");
        var size = new Size(16, 16);
        var recipe =
                Recipe.of("a licensed fox <lora:ink:1> <lora:gone:1>", size)
                        .withModel(Optional.of(new ModelRef("paper", "")));
        PictureFile.write(
                new Picture(size, new byte[3 * 256], recipe, Map.of()),
                pictures.resolve("fox.png"));
        run("index", pictures.toString());
        var to = folder.resolve("fox");

        assertEquals(0, run("export", "licensed", "--to", to.toString(), "--provenance"));
        assertTrue(console.err().contains("1 exported"), "the terminal stays English");

        var said = Files.readString(to.resolve("provenance.json"));
        assertTrue(said.contains("\"paper\" : \"OpenRAIL++-M <b>\""), said);
        assertTrue(said.contains("\"ink\" : \"bought, see invoice 7\""), said);
        assertTrue(said.contains("\"gone\" : \"not known\""), said);
        var page = Files.readString(to.resolve("provenance.html"));
        assertTrue(page.contains("<h1>来源说明</h1>"), page);
        assertTrue(page.contains("<th>许可证</th>"), page);
        assertTrue(page.contains("paper: OpenRAIL++-M &lt;b&gt;"), page);
        assertTrue(page.contains("gone: 未知"), page);
    }

    /// A safetensors file with one number, and a licence as trainers write it.
    private static byte[] header(String licence) {
        var json =
                "{\"__metadata__\":{\"modelspec.license\":\""
                        + licence
                        + "\"},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        var text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    @Test
    void indexesSearchesAndExports() throws IOException {
        assertEquals(0, run("index", pictures.toString()), () -> console.err());
        assertEquals(pictures + ": 2 pictures\n", console.out());
        assertTrue(console.err().contains("1 left out: The file is empty."), console.err());

        assertEquals(0, run("search", "seed:42 -name:nai"));
        assertEquals(pictures.resolve("comfy_controlnet_advanced.png") + "\n", console.out());
        assertEquals(0, run("search", "nai_2022", "--json"));
        var found = JsonText.object(console.out().strip().replaceAll("(?s)^\\[|]$", ""));
        assertEquals("a (red:1.05) boat", found.get("prompt"));
        assertEquals("42", String.valueOf(found.get("seed")));

        var to = folder.resolve("client");
        assertEquals(
                0,
                run(
                        "export",
                        "nai",
                        "--to",
                        to.toString(),
                        "--format",
                        "jpeg",
                        "--contact-sheet",
                        "html",
                        "--provenance"),
                () -> console.err());
        var copy = to.resolve("nai_2022_description.jpg");
        var recipe = PictureFile.read(copy).orElseThrow().recipe();
        assertEquals("a (red:1.05) boat", recipe.prompt());
        assertEquals(28, recipe.sampling().steps());
        assertTrue(
                Files.readString(to.resolve("contact-sheet.html"))
                        .contains("src=\"nai_2022_description.jpg\""));
        assertTrue(Files.readString(to.resolve("provenance.json")).contains("\"sha256\""));

        assertTrue(Files.readString(to.resolve("provenance.html")).contains("lang=\"en\""));
        assertTrue(Files.readString(to.resolve("contact-sheet.html")).contains("seed 42"));

        assertEquals(0, run("export", "nai", "--to", to.toString()));
        assertArrayEquals(
                Files.readAllBytes(pictures.resolve("nai_2022_description.png")),
                Files.readAllBytes(to.resolve("nai_2022_description.png")));
        assertEquals(0, run("export", "nai", "--to", to.toString(), "--no-metadata"));
        var bare = to.resolve("nai_2022_description-2.png");
        assertEquals(Map.of(), PictureText.read(Files.readAllBytes(bare)));
        assertEquals(
                PictureFile.size(pictures.resolve("nai_2022_description.png")),
                PictureFile.size(bare));
    }

    @Test
    void aPictureThatCannotBeReadKeepsNoOtherFromTheSheet() throws IOException {
        var large = Files.readAllBytes(pictures.resolve("nai_2022_description.png"));
        ByteBuffer.wrap(large).putInt(16, 60_000).putInt(20, 60_000); // as its head says
        Files.write(pictures.resolve("large.png"), large);
        assertEquals(0, run("index", pictures.toString()), () -> console.err());
        var gone = pictures.resolve("comfy_controlnet_advanced.png");
        Files.delete(gone);
        var to = folder.resolve("out");

        int code = run("export", "", "--to", to.toString(), "--contact-sheet", "png");

        assertEquals(1, code);
        assertEquals(
                List.of(
                        gone.getFileName() + ": " + gone + " does not exist; check the path",
                        "2 exported, 1 failed"),
                console.err().lines().toList());
        var sheet = PictureFile.size(to.resolve("contact-sheet-01.png"));
        assertEquals(16 + 2 * (256 + 16), sheet.width);
    }

    @Test
    void saysInWordsWhatIsWrong() {
        assertEquals(1, run("search", "boat"));
        assertTrue(console.err().contains("run 'atelier library index FOLDER' first"));
        assertEquals(2, run("index", folder.resolve("none").toString()));
        assertTrue(console.err().contains("there is no such folder"));
        assertEquals(0, run("index", pictures.toString()));
        assertEquals(2, run("search", "boat modell:x"));
        assertTrue(console.err().contains("There is no key \"modell\"."));
        assertEquals(0, run("index", "--remove", pictures.toString()));
        assertEquals(0, run("search", "boat"));
        assertEquals("", console.out());
        assertEquals(1, run("index", "oss://pictures/out/"));
        assertTrue(console.err().contains("access key"), console.err());
        assertFalse(console.err().contains("Exception"));
    }
}
