package dev.atelier.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
    private static final ClipTokenizer TOKENIZER =
            new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE);

    @Test
    void aShortPromptHasNoEdge() {
        assertEquals(List.of(), edges("a red boat"));
    }

    @Test
    void theEdgeStandsBehindTheSeventyFifthToken() {
        var first = "cat ".repeat(75).strip();

        assertEquals(List.of(first.length()), edges(first + " dog"));
    }

    @Test
    void theMarksOfTheGrammarAreNoTokens() {
        var first = "(Cat:1.2) ".repeat(75).strip();

        assertEquals(List.of(first.length() - ":1.2)".length()), edges(first + " dog"));
    }

    @Test
    void aBreakEndsAChunkWhereItStands() {
        assertEquals(List.of("a red boat".length()), edges("a red boat BREAK a moon"));
    }

    private static List<Integer> edges(String words) {
        return TokenCounter.edges(
                words, PromptTokens.of(TOKENIZER, words, Conditioner.Options.DEFAULT));
    }
}
