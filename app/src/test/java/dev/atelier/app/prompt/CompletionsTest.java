package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.atelier.app.prompt.Completions.Suggestion;
import dev.atelier.app.styles.Style;
import dev.atelier.app.styles.Styles;
import dev.atelier.app.styles.Wildcards;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {
    private static final Vocabulary KNOWN =
            new Vocabulary(
                    List.of("EasyNegative", "bad-hands-5"),
                    List.of("gouache-v2", "ink"),
                    Set.of(),
                    new Wildcards(
                            new TreeMap<>(Map.of("dusk/sky", List.of("a"), "sea", List.of("b")))),
                    Styles.NONE.with(new Style("Ink drawing", "ink, {prompt}", "photo")));

    @Test
    void aLoraBeginsWithTheWeightThatTheUserWants() {
        var known = KNOWN.withWeights(Map.of("ink", -1.0));

        var found = Completions.at("<lora:", 6, known).suggestions();

        var usual = new Suggestion.Text("gouache-v2", "<lora:gouache-v2:0.75>");
        var own = new Suggestion.Text("ink", "<lora:ink:-1>");
        assertEquals(List.of(usual, own), found);
    }

    /// The caret is at the end.
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            emptyValue = "",
            nullValues = "-",
            value = {
                "a, <#3: gouache-v2 ink",
                "<lor#0: gouache-v2 ink",
                "a <lora:go#2: gouache-v2",
                "<lora:in#0: ink",
                "<lora:ink:0.#``",
                "a __#2: __dusk/sky__ __sea__",
                "a __sk#2: __dusk/sky__",
                "__sea__ a __d#10: __dusk/sky__",
                "__sea__#``",
                "a, easy#3: EasyNegative",
                "hands#0: bad-hands-5",
                "(bad-h#1: bad-hands-5",
                "EasyNegative#``",
                "e#``",
                "a, #``",
                "a dra#2: Ink drawing",
            })
    void offersWhatFits(String typed, String offered) {
        var found = Completions.at(typed, typed.length(), KNOWN);
        var shown =
                found.suggestions().stream()
                        .map(Suggestion::shown)
                        .collect(Collectors.joining(" "));

        assertEquals(offered, shown.isEmpty() ? "" : found.start() + ": " + shown);
    }

    @Test
    void readsOnlyTheLineBeforeTheCaret() {
        var text = "first\na, __se later";
        var found = Completions.at(text, "first\na, __se".length(), KNOWN);

        assertEquals("first\na, ".length(), found.start());
        assertEquals("__sea__", found.suggestions().getFirst().shown());
    }

    @Test
    void writesWholeTagsAndAppliesWholeStyles() {
        var tag = Completions.at("<lora:in", 8, KNOWN).suggestions().getFirst();
        var style = Completions.at("drawing", 7, KNOWN).suggestions().getFirst();

        assertEquals("<lora:ink:0.75>", assertInstanceOf(Suggestion.Text.class, tag).inserted());
        assertEquals(
                "photo",
                assertInstanceOf(Suggestion.Applied.class, style).style().negativePrompt());
    }

    @Test
    void offersNoMoreThanAListCanShow() {
        var names = IntStream.range(0, 500).mapToObj(i -> "name" + i).toList();
        var known = new Vocabulary(names, List.of(), Set.of(), Wildcards.NONE, Styles.NONE);

        assertEquals(50, Completions.at("name", 4, known).suggestions().size());
    }
}
