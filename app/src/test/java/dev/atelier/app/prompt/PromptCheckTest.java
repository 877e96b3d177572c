package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.app.styles.Styles;
import dev.atelier.app.styles.Wildcards;
import dev.atelier.recipe.prompt.Attention;
import dev.atelier.recipe.prompt.PromptException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptCheckTest {
    private static final Vocabulary KNOWN =
            new Vocabulary(
                    List.of(),
                    List.of("gouache"),
                    Set.of(),
                    new Wildcards(new TreeMap<>(Map.of("dusk", List.of("a"), "none", List.of()))),
                    Styles.NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "(a:1.2.3) # BAD_WEIGHT 1.2.3",
                "(a:.) # BAD_WEIGHT .",
                "a:1.2.3) # BAD_WEIGHT 1.2.3",
                "<lora:gone:0.8> # UNKNOWN_LORA <lora:gone:0.8>",
                "<lora:ink:abc> # BAD_TAG <lora:ink:abc>",
                "<lora:ink:0.8:x> # BAD_TAG <lora:ink:0.8:x>",
                "<lora::1> # BAD_TAG <lora::1>",
                "<hypernet:x:1> # UNKNOWN_TAG <hypernet:x:1>",
                "__gone__, __dusk__ # UNKNOWN_WILDCARD __gone__",
                "__none__ # EMPTY_WILDCARD __none__",
                "a (b, c # OPEN_BRACKET (",
                "a [b, (c) # OPEN_BRACKET [",
                "a \\(b # ``",
                "a) b] :-) # ``",
                "(a:1.2), [b:c:0.4], [d|e], ((f)) BREAK g AND h :0.5 # ``",
            })
    void findsWhatWillNotDoWhatItSays(String prompt, String found) {
        assertEquals(found, shown(prompt, PromptCheck.of(prompt, KNOWN)));
    }

    /// What counts is whether the grammar of the engine refuses the prompt.
    @ParameterizedTest
    @ValueSource(strings = {"(a:1.2.3)", "(a: +..1 )", "((b:1.):1..)"})
    void findsEveryWeightThatTheEngineRefuses(String prompt) {
        assertThrows(PromptException.class, () -> Attention.parse(prompt));

        assertEquals(
                List.of(PromptProblem.Kind.BAD_WEIGHT),
                PromptCheck.of(prompt, KNOWN).stream()
                        .map(PromptProblem::kind)
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a:1.2)", "(a:-.5)", "(a: 2. )", "a:1:2)", "(a:１.５)", "(a:)"})
    void findsNoFaultWithWeightsThatTheEngineReads(String prompt) {
        assertDoesNotThrow(() -> Attention.parse(prompt));

        assertEquals(List.of(), PromptCheck.of(prompt, KNOWN));
    }

    @Test
    void keepsTheOrderOfTheText() {
        var found = PromptCheck.of("( __gone__ (a:1..2)", KNOWN);

        assertEquals(List.of(0, 2, 14), found.stream().map(PromptProblem::start).toList());
    }

    private static String shown(String prompt, List<PromptProblem> findings) {
        return findings.stream()
                .map(it -> it.kind() + " " + prompt.substring(it.start(), it.end()))
                .collect(Collectors.joining(", "));
    }

    /// Its file is here, so that it is not missed.
    @Test
    void oneThatDoesNotFitIsNotCalledMissing() {
        var known = Vocabulary.NONE.withLoras(List.of("ink", "film")).withUnfit(Set.of("film"));

        var found = PromptCheck.of("<lora:ink:1> <lora:film:1>", known);

        assertEquals(
                List.of(new PromptProblem(PromptProblem.Kind.UNFIT_LORA, 13, 26, "film")), found);
    }
}
