package dev.atelier.app.styles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StylesTest {
    /// What Python's `csv.DictWriter` makes of these two styles in A1111's `utf-8-sig`.
    private static final String BY_PYTHON =
            lines(
                    "\uFEFFname,prompt,negative_prompt",
                    "\"Film, 35 mm\",\"a \"\"{prompt}\"\"\nat dusk\",",
                    "线描,line art,\"photo, blurry\"");

    private static final Style FILM = new Style("Film, 35 mm", "a \"{prompt}\"\nat dusk", "");
    private static final Style LINES = new Style("线描", "line art", "photo, blurry");

    @TempDir private Path folder;

    @Test
    void readsWhatA1111Writes() {
        assertEquals(List.of(FILM, LINES), Styles.parse(BY_PYTHON).all());
    }

    @Test
    void writesWhatA1111Writes() throws IOException {
        var file = folder.resolve("deeper/styles.csv");

        Styles.NONE.with(FILM).with(LINES).write(file);

        assertArrayEquals(BY_PYTHON.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file));
        assertEquals(List.of(FILM, LINES), Styles.read(file).all());
        try (var left = Files.list(file.getParent())) {
            assertEquals(1, left.count(), "a draft was left behind");
        }
    }

    /// The rows are those of Python's `csv.reader(…, skipinitialspace=True)`.
    @Test
    void readsCellsAsPythonDoes() {
        var text =
                "name, prompt, \"negative_prompt\"\n a, \"b\"c,  d e \n\n\"x\r\ny\",\"\"\"\",\nonly\n";

        assertEquals(
                List.of(
                        List.of("name", "prompt", "negative_prompt"),
                        List.of("a", "bc", "d e "),
                        List.of("x\r\ny", "\"", ""),
                        List.of("only")),
                Csv.parse(text));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        var rows =
                List.of(
                        List.of(" a", "b,\"c\"", "d\r\ne", "f\rg", "", "h "),
                        List.of(""),
                        List.of("", ""),
                        List.of("\"\""));

        assertEquals(rows, Csv.parse(Csv.format(rows)));
    }

    @Test
    void keepsForeignColumnsAndComments() {
        var text =
                lines(
                        "\uFEFFcategory,name,prompt,negative_prompt,rating",
                        ",# my styles,,,",
                        "photo,Film,film grain,,5",
                        "short,Ink");

        var changed = Styles.parse(text).with(new Style("Film", "grain", "noise"));
        var added = changed.with(new Style("New", "x", ""));

        assertEquals(text.replace("film grain,,5", "grain,noise,5") + ",New,x,\r\n", added.text());
        assertEquals(List.of("Film", "Ink", "New"), added.names());
    }

    @Test
    void readsTheColumnsOfTheFirstVersions() {
        var old = Styles.parse("name,text\nFilm,grain\n");

        var changed = old.with(new Style("Film", "grain", "noise"));

        assertEquals(List.of(new Style("Film", "grain", "")), old.all());
        assertEquals("\uFEFFname,text,negative_prompt\r\nFilm,grain,noise\r\n", changed.text());
    }

    @Test
    void theLastOfOneNameCounts() {
        var styles = Styles.parse("name,prompt\na,1\nb,2\na,3\n");

        assertEquals(Optional.of(new Style("a", "3", "")), styles.find("a"));
        assertEquals(List.of("a", "b"), styles.names());
        assertEquals(List.of("b"), styles.without("a").names());
    }

    @Test
    void aMissingOrEmptyFileHoldsNoStyles() throws IOException {
        var file = folder.resolve("styles.csv");

        assertEquals(Styles.NONE, Styles.read(file));
        Files.write(file, new byte[0]);
        assertEquals(Styles.NONE, Styles.read(file));
    }

    @Test
    void refusesWhatItWouldDestroyBySaving() throws IOException {
        assertEquals(
                "styles.csv: the quotation mark opened in line 3 is never closed",
                refusal("name,prompt\na,b\nc,\"d\n"));
        assertEquals(
                "styles.csv: the first line does not name the columns \"name\" and \"prompt\"",
                refusal("Film,grain,noise\n"));
        assertEquals("styles.csv is no UTF-8 text", refusal("name,prompt\na,caf\u00E9\n"));
    }

    private String refusal(String latin) throws IOException {
        var file = folder.resolve("styles.csv");
        Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));
        return String.valueOf(
                assertThrows(IOException.class, () -> Styles.read(file)).getMessage());
    }

    @Test
    void savingThroughALinkKeepsTheLink() throws IOException {
        var shared = folder.resolve("shared.csv");
        var link = folder.resolve("styles.csv");
        Styles.NONE.write(shared);
        Files.createSymbolicLink(link, shared);

        Styles.NONE.with(LINES).write(link);

        assertTrue(Files.isSymbolicLink(link));
        assertEquals(List.of(LINES), Styles.read(shared).all());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a cat # film grain # a cat, film grain",
                "' a cat ' # ' film grain ' # a cat, film grain",
                "'' # film grain # film grain",
                "a cat # '' # a cat",
                "a cat # film of {prompt}, grain # film of a cat, grain",
                "a cat # {prompt} and {prompt} # a cat and a cat",
                "'' # film of {prompt} # 'film of '",
                "a cat, # film # 'a cat,, film'",
            })
    void mergesAsA1111Does(String prompt, String style, String merged) {
        assertEquals(merged, new Style("s", style, "").applied(prompt));
        assertEquals(merged, new Style("s", "", style).appliedNegative(prompt));
    }

    @Test
    void appliesSeveralInOrderAndNamesTheMissing() {
        var styles =
                Styles.NONE
                        .with(new Style("one", "1 {prompt}", "n1"))
                        .with(new Style("two", "2", ""));
        var recipe = Recipe.DEFAULT.withPrompt("cat").withNegativePrompt("n");

        var applied = styles.applied(recipe, List.of("two", "gone", "one"));

        assertEquals("1 cat, 2", applied.recipe().prompt());
        assertEquals("n, n1", applied.recipe().negativePrompt());
        assertEquals(List.of("There is no style \"gone\"."), applied.sentences());
    }

    @Test
    void aStyleNeedsANameThatIsNoComment() {
        assertThrows(IllegalArgumentException.class, () -> new Style(" ", "", ""));
        assertThrows(
                IllegalArgumentException.class, () -> Styles.NONE.with(new Style("#1", "", "")));
        assertFalse(Styles.parse("name,prompt\n#1,x\n").find("#1").isPresent());
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
