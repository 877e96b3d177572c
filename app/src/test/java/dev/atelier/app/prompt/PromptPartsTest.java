package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each part is written as the first letter of its kind and its text.
class PromptPartsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a boat # {a boat}",
                "a (full moon:1.2), sky # {a }W{(full moon:1.2)}{, sky}",
                "((a) b) # W{(}W{(a)}W{ b)}",
                "[calm] sea # W{[calm]}{ sea}",
                "[still:soft:0.4], b # S{[still:soft:0.4]}{, b}",
                "[a|b] c # S{[a|b]}{ c}",
                "[(a:1.2) b] c # W{[}W{(a:1.2)}W{ b]}{ c}",
                "[(a:1.2):b:3] # S{[}W{(a:1.2)}S{:b:3]}",
                "(a [b:c:0.5] d:1.2) # W{(a }S{[b:c:0.5]}W{ d:1.2)}",
                "boat \\(small\\), a # {boat \\(small\\), a}",
                "<lora:gouache:0.8> a # N{<lora:gouache:0.8>}{ a}",
                "a, __dusk/colours__ b # {a, }N{__dusk/colours__}{ b}",
                "a BREAK b AND c # {a }K{BREAK}{ b }K{AND}{ c}",
                "BREAKFAST # {BREAKFAST}",
                "by easynegative, b # {by }N{easynegative}{, b}",
                "(easynegative:1.2) # W{(}N{easynegative}W{:1.2)}",
                "a) b # {a) b}",
                "a (b # {a }W{(b}",
            })
    void coloursTheGrammar(String line, String parts) {
        assertEquals(parts, shown(line, PromptParts.of(line, 0, "easynegative"::equals)));
    }

    @Test
    void carriesOpenBracketsToTheNextLine() {
        var first = PromptParts.of("a (b [c:d", 0, word -> false);
        var second = PromptParts.of("e:0.5] f) g", first.open(), word -> false);

        assertEquals("S{e:0.5]}W{ f)}{ g}", shown("e:0.5] f) g", second));
        assertEquals(0, second.open());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "[", "\\", "))))", "<lora:", "____", "(((((((((((((((((((x"})
    void coversEveryCharacterOnce(String line) {
        var parts = PromptParts.of(line, 0, word -> false).parts();

        int at = 0;
        for (var part : parts) {
            assertEquals(at, part.start());
            assertTrue(part.end() > part.start());
            at = part.end();
        }
        assertEquals(line.length(), at);
    }

    @Test
    void staysPlainAndQuickOnLinesThatAreNoPrompts() {
        var line = "(<a:".repeat(20_000);

        assertEquals(1, PromptParts.of(line, 0, word -> false).parts().size());
    }

    private static String shown(String line, PromptParts read) {
        return read.parts().stream()
                .map(part ->
                        letter(part.kind()) + "{" + line.substring(part.start(), part.end()) + "}")
                .collect(Collectors.joining());
    }

    private static String letter(PromptParts.Kind kind) {
        return kind == PromptParts.Kind.WORDS ? "" : kind.name().substring(0, 1);
    }
}
