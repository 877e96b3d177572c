package dev.atelier.app.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.json.RecipeJson;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tags of a prompt and what cards do to them.
class PromptLoraTest {
    private static PromptLora first(String prompt) {
        return PromptLora.in(prompt).getFirst();
    }

    @Test
    void findsTagsAsTheEngineReadsThem() {
        var prompt = "a boat <lora:ink:0.8:0.5> at <hypernet:x:1> night, <lyco:chalk:te=0.2>";

        var found = PromptLora.in(prompt);

        assertEquals(List.of("ink", "chalk"), found.stream().map(PromptLora::name).toList());
        assertEquals(List.of(0.8, 0.2), found.stream().map(PromptLora::text).toList());
        assertEquals(List.of(0.5, 0.2), found.stream().map(PromptLora::unet).toList());
        assertEquals(LoraTag.in(prompt).size(), found.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<lora:ink:1>|0.75|0.75|<lora:ink:0.75>",
                "<lora:ink>|0.5|0.5|<lora:ink:0.5>",
                "<lora:ink:0.8>|0.8|0.4|<lora:ink:0.8:0.4>",
                "<lora:ink:0.8:0.4>|1|1|<lora:ink:1>",
                "<lora:ink:0.8:0.4:16>|1|1|<lora:ink:1:1:16>",
                "<lora:ink:te=0.3:unet=0.6:dyn=8>|0.3|0.7|<lora:ink:0.3:0.7:dyn=8>",
                "<lyco:ink:0.8>|-0.5|-0.5|<lyco:ink:-0.5>",
                "<lora:ink:1:lbw=OUTD>|0.2|0.2|<lora:ink:0.2:lbw=OUTD>",
                "<lora:ink:0.8>|0.30000000000000004|0.30000000000000004|<lora:ink:0.3>",
            })
    void writesWeightsAndKeepsTheRest(String tag, double text, double unet, String written) {
        var prompt = "a boat " + tag + ", night";

        assertEquals("a boat " + written + ", night", first(prompt).weighted(prompt, text, unet));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a boat <lora:ink:1>|a boat",
                "a boat, <lora:ink:1>|a boat",
                "a boat, <lora:ink:1>, night|a boat, night",
                "a boat <lora:ink:1> at night|a boat at night",
                "<lora:ink:1> a boat|a boat",
                "<lora:ink:1>, a boat|a boat",
                "a boat <lora:ink:1>, night|a boat, night",
                "a boat <lora:ink:1> <lora:b:1>|a boat <lora:b:1>",
                "<lora:ink:1>|''",
            })
    void takesATagOut(String prompt, String left) {
        assertEquals(left, first(prompt).removed(prompt));
    }

    @Test
    void whatIsSwitchedOffIsNotDrawnAndComesBack() {
        var prompt = "a boat <lora:ink:0.8:0.4>, night <lora:b:1>";

        var off = first(prompt).switched(prompt, false);

        assertEquals("# <lora:ink:0.8:0.4>\na boat, night <lora:b:1>", off);
        var drawn = ExtraNetworks.parse(LoraTag.withoutComments(off));
        assertEquals("a boat, night", drawn.prompt().strip());
        assertEquals(1, drawn.tags().size());
        assertFalse(first(off).on());
        assertEquals(0.4, first(off).unet());
        var on = first(off).switched(off, true);
        assertEquals("a boat, night <lora:b:1> <lora:ink:0.8:0.4>", on);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a boat <lora:a:1> <lora:b:1> <lora:c:1>, night",
                "a boat <lora:b:1> <lora:a:1>",
                "<lora:a:1>, <lora:b:1> at sea",
            })
    void whatComesBackKeepsItsPlaceAmongTheOthers(String prompt) {
        var order = PromptLora.in(prompt).stream().map(it -> new TagKey(it.name(), 0)).toList();
        int at = order.indexOf(new TagKey("b", 0));
        var off = PromptLora.in(prompt).get(at).switched(prompt, false);

        var on =
                first(off)
                        .switchedOn(
                                off,
                                order.subList(0, at).reversed(),
                                order.subList(at + 1, order.size()));

        assertEquals(
                order, PromptLora.in(on).stream().map(it -> new TagKey(it.name(), 0)).toList(), on);
        assertTrue(PromptLora.in(on).stream().allMatch(PromptLora::on), on);
    }

    @Test
    void findsWeightsOfBlocks() {
        var prompt = "<lora:ink:1:lbw=OUTD> <lora:b:1>";

        var found = PromptLora.in(prompt).stream().map(it -> it.blocks(prompt)).toList();

        assertEquals(List.of("OUTD", ""), found);
    }

    @Test
    void aWeightOfWhatIsOffChangesInItsPlaceAndItCanBeRemoved() {
        var off = "# <lora:ink:1>\n# <lora:b:1>\na boat";

        assertEquals("# <lora:ink:0.5>\n# <lora:b:1>\na boat", first(off).weighted(off, 0.5, 0.5));
        assertEquals("# <lora:b:1>\na boat", first(off).removed(off));
        var only = "# <lora:ink:1>";
        assertEquals("", first(only).removed(only));
        assertEquals("<lora:ink:1>", first(only).switched(only, true));
    }

    @Test
    void wordsTypedOrAddedByAStyleBehindItStillCount() {
        var off = first("a boat <lora:ink:1>").switched("a boat <lora:ink:1>", false);

        var styled = LoraTag.withoutComments(off + ", gouache, soft light");

        assertEquals("a boat, gouache, soft light", styled.strip());
    }

    @Test
    void whatIsOffSurvivesARecipeFileAndAPicture() {
        var off = first("a boat <lora:ink:0.8>").switched("a boat <lora:ink:0.8>", false);
        var recipe = Recipe.of(off, new Size(64, 64));

        assertEquals(off, RecipeJson.read(RecipeJson.write(recipe)).recipe().prompt());
        var text = InfotextWriter.write(recipe, "v1.10.1");
        assertEquals(off, InfotextReader.read(text).recipe().prompt());
    }

    @Test
    void addsAtTheEndButNeverIntoAComment() {
        assertEquals("<lora:ink:0.75>", PromptLora.added("", "ink", 0.75));
        assertEquals("a boat <lora:ink:1>", PromptLora.added("a boat", "ink", 1));
        assertEquals("# off\n<lora:ink:1>", PromptLora.added("# off", "ink", 1));
    }

    @Test
    void aTagWithoutANumberIsStillACard() {
        var prompt = "a boat <lora:ink:strong>";

        assertTrue(first(prompt).tag().isEmpty());
        assertEquals("a boat <lora:ink:1>", first(prompt).weighted(prompt, 1, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a boat|gouache|a boat, gouache",
                "a boat,|gouache|a boat, gouache",
                "''|gouache|gouache",
                "a boat <lora:ink:1>|gouache|a boat, gouache <lora:ink:1>",
                "a boat, <lora:ink:1> <lora:b:1>|gouache|a boat, gouache <lora:ink:1> <lora:b:1>",
                "<lora:ink:1>|gouache|gouache <lora:ink:1>",
                "a boat|saber (fate)|a boat, saber \\(fate\\)",
            })
    void insertsAWord(String prompt, String word, String with) {
        assertEquals(with, new PromptWord(word).addedTo(prompt));
        assertTrue(new PromptWord(word).isIn(with));
    }

    @Test
    void insertsAWordBehindWhatIsSwitchedOff() {
        assertEquals("# <lora:a:1>\nink", new PromptWord("ink").addedTo("# <lora:a:1>\n"));
        assertEquals(
                "# <lora:a:1>\nboat, ink", new PromptWord("ink").addedTo("# <lora:a:1>\nboat"));
        assertEquals("# <lora:a:1>\nink", new PromptWord("ink").addedTo("# <lora:a:1>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a boat, gouache|gouache|a boat",
                "gouache, a boat|gouache|a boat",
                "a boat, gouache, night|gouache|a boat, night",
                "a boat, (gouache:1.2), night|gouache|a boat, night",
                "a boat, Gouache <lora:ink:1>|gouache|a boat <lora:ink:1>",
                "a gouache boat|gouache|a boat",
                "gouaches|gouache|gouaches",
                "a, saber \\(fate\\), b|saber (fate)|a, b",
            })
    void takesAWordOut(String prompt, String word, String without) {
        assertEquals(without, new PromptWord(word).removedFrom(prompt));
        assertFalse(new PromptWord(word).isIn(without));
    }

    @Test
    void aWordInATagOrACommentIsNotInThePrompt() {
        var word = new PromptWord("gouache");

        assertFalse(word.isIn("a boat <lora:gouache:1>"));
        assertFalse(word.isIn("# gouache\na boat"));
        assertEquals("<lora:gouache:1>", word.removedFrom("gouache <lora:gouache:1>"));
    }
}
