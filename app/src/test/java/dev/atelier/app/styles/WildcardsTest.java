package dev.atelier.app.styles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardsTest {
    private static final Wildcards COLOURS =
            wildcards(
                    Map.of(
                            "colour", List.of("red", "green", "blue", "a __light/tone__ grey"),
                            "light/tone", List.of("warm", "cold"),
                            "my_list", List.of("one"),
                            "hollow", List.of(),
                            "loop", List.of("x __loop__"),
                            "ping", List.of("__pong__"),
                            "pong", List.of("__ping__"),
                            "wide", List.of("__wide__ __wide__ __wide__"),
                            "broken", List.of("a __nowhere__ b")));

    @Test
    void replacesEveryUseByALineOfItsList() {
        for (long seed = 0; seed < 50; seed++) {
            var text = COLOURS.expand("a __colour__ cat, __colour__ hat", seed).text();

            var word = "(red|green|blue|a warm grey|a cold grey)";
            assertTrue(text.matches("a %s cat, %s hat".formatted(word, word)), text);
        }
    }

    @Test
    void theSameSeedGivesTheSameWords() {
        var prompt = "__colour__ __colour__ __colour__ __colour__";

        assertEquals(COLOURS.expand(prompt, 7), COLOURS.expand(prompt, 7));
    }

    @Test
    void neighbouringSeedsChooseEvenly() {
        long warm =
                LongStream.range(0, 2000)
                        .filter(seed ->
                                COLOURS.expand("__light/tone__", seed).text().equals("warm"))
                        .count();

        assertEquals(1000.0, (double) warm, 100);
    }

    @Test
    void drawsTheNumbersOfSplitMix() {
        var lines = IntStream.range(0, 1024).mapToObj(Integer::toString).toList();
        var numbers = wildcards(Map.of("number", lines));

        for (long seed : new long[] {0, 1, 42, 4_294_967_295L}) {
            var oracle = new SplittableRandom(seed);
            var expected = (oracle.nextLong() >>> 54) + " " + (oracle.nextLong() >>> 54);

            assertEquals(expected, numbers.expand("__number__ __number__", seed).text());
        }
    }

    @Test
    void leavesAnUnknownNameAndFindsIt() {
        var expansion = COLOURS.expand("a __color__ cat", 1);

        assertEquals("a __color__ cat", expansion.text());
        assertEquals(List.of("There is no wildcard \"color\"."), sentences(expansion.findings()));
    }

    @Test
    void leavesAnEmptyListAndFindsIt() {
        var expansion = COLOURS.expand("a __hollow__ cat", 1);

        assertEquals("a __hollow__ cat", expansion.text());
        assertEquals(List.of(new WildcardFinding.Empty("hollow")), expansion.findings());
    }

    @Test
    void findsAnUnknownNameInALine() {
        var expansion = COLOURS.expand("__broken__", 1);

        assertEquals("a __nowhere__ b", expansion.text());
        assertEquals(List.of(new WildcardFinding.Unknown("nowhere")), expansion.findings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "ping", "pong"})
    void leavesAListThatLeadsBackToItself(String name) {
        var expansion = COLOURS.expand("a __%s__ cat".formatted(name), 1);

        assertEquals("a __%s__ cat".formatted(name), expansion.text());
        assertEquals(
                List.of(
                        "The lines of the wildcard \"%s\" lead to other wildcards without end."
                                .formatted(name)),
                sentences(expansion.findings()));
    }

    @Test
    void goesOnBehindAListWithoutEnd() {
        var expansion = COLOURS.expand("__loop__, __my_list__", 1);

        assertEquals("__loop__, one", expansion.text());
    }

    @Test
    void aListThatMayEndMayNameItself() {
        var growing = wildcards(Map.of("more", List.of("end", "and __more__")));

        for (long seed = 0; seed < 200; seed++) {
            var expansion = growing.expand("__more__", seed);

            assertTrue(expansion.text().matches("(and )*end|__more__"), expansion.text());
        }
    }

    @Test
    void aListThatMultipliesItselfEndsSoon() {
        var expansion = COLOURS.expand("__wide__", 1);

        assertEquals("__wide__", expansion.text());
        assertEquals(1, expansion.findings().size());
    }

    @Test
    void aLineOfAbsurdLengthIsLeftOut() {
        var huge = wildcards(Map.of("huge", List.of("x".repeat(60_000))));

        var expansion = huge.expand("__huge__ __huge__", 1);

        assertTrue(expansion.text().endsWith("x __huge__"));
        assertEquals(List.of(new WildcardFinding.TooLong("huge")), expansion.findings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"snake_case_", "__", "____", "__ __", "a __ b __ c", "__,__", "_x_"})
    void otherUnderscoresAreWords(String text) {
        var expansion = COLOURS.expand(text, 1);

        assertEquals(text, expansion.text());
        assertEquals(List.of(), expansion.findings());
    }

    @Test
    void namesMayHoldUnderscoresSpacesAndOtherLetters() {
        var named = wildcards(Map.of("my art_list", List.of("a"), "颜色/暖", List.of("红")));

        assertEquals("a红", named.expand("__my art_list____颜色/暖__", 1).text());
        assertEquals(List.of("my art_list", "颜色/暖"), named.names());
    }

    @Test
    void everyPromptOfARecipeMayUseOne() {
        var plain = Recipe.of("a boat", new Size(64, 64)).withSeed(Seed.of(1));
        var pass = HiresPass.DEFAULT.withNegativePrompt("__my_list__");
        var second = plain.withHires(Optional.of(pass));

        assertFalse(Wildcards.areIn(plain));
        assertTrue(Wildcards.areIn(plain.withPrompt("a __colour__ boat")));
        assertTrue(Wildcards.areIn(plain.withNegativePrompt("__colour__")));
        assertTrue(Wildcards.areIn(second));
        var expanded = COLOURS.expand(second).recipe().hires().orElseThrow();
        assertEquals("one", expanded.negativePrompt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../a", "a/../b", "/a", "a//b", "a/", "a\\b", "a__b", " a", "C:a"})
    void namesStayInsideTheFolder(String name) {
        assertFalse(Wildcards.isName(name));
    }

    @Test
    void replacesAllPromptsOfARecipe() {
        var recipe = recipe("__colour__").withNegativePrompt("__my_list__, __nope__");

        var expanded = COLOURS.expand(recipe);

        assertFalse(expanded.recipe().prompt().contains("__"));
        assertEquals("one, __nope__", expanded.recipe().negativePrompt());
        assertFalse(expanded.recipe().hires().orElseThrow().prompt().contains("__"));
        assertEquals(List.of(new WildcardFinding.Unknown("nope")), expanded.findings());
    }

    @Test
    void promptsOfARecipeDrawEachForThemselves() {
        var other = COLOURS.expand(recipe("__colour__ __colour__")).recipe();
        var same = new HashSet<String>();
        for (var prompt : List.of("a cat", "__my_list__", "__colour__")) {
            var expanded = COLOURS.expand(recipe(prompt)).recipe();
            same.add(expanded.hires().orElseThrow().prompt());
        }
        same.add(other.hires().orElseThrow().prompt());

        assertEquals(1, same.size());
    }

    @Test
    void anExpandedRecipeExpandsToItself() {
        var expanded = COLOURS.expand(recipe("__colour__")).recipe();

        assertEquals(expanded, COLOURS.expand(expanded).recipe());
    }

    @Test
    void refusesASeedStillToBeDrawn() {
        assertThrows(IllegalArgumentException.class, () -> COLOURS.expand(Recipe.DEFAULT));
    }

    private static Recipe recipe(String prompt) {
        var d = HiresPass.DEFAULT;
        var hires =
                new HiresPass(
                        d.scale(),
                        d.resize(),
                        d.upscaler(),
                        d.steps(),
                        d.denoising(),
                        d.sampler(),
                        d.schedule(),
                        "__colour__ __colour__ __colour__",
                        "");
        return Recipe.DEFAULT
                .withPrompt(prompt)
                .withSeed(Seed.of(11))
                .withHires(Optional.of(hires));
    }

    private static List<String> sentences(List<WildcardFinding> findings) {
        return findings.stream().map(it -> it.message().english()).toList();
    }

    private static Wildcards wildcards(Map<String, List<String>> lists) {
        return new Wildcards(new TreeMap<>(lists));
    }
}
