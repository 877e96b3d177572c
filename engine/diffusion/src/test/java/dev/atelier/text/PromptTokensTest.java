package dev.atelier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner.Options;
import dev.atelier.text.PromptTokens.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTokensTest {
    private static final ClipTokenizer TOKENIZER = new ClipTokenizer(Variant.HUGGING_FACE);

    @Test
    void namesTokensWithTheirWeights() {
        var tokens = of("a (red:1.5) boat").chunks().getFirst();

        assertEquals(List.of("a ", "red ", "boat "), tokens.stream().map(Token::text).toList());
        assertEquals(List.of(1.0, 1.5, 1.0), tokens.stream().map(Token::weight).toList());
    }

    @Test
    void countsAsA1111() {
        assertEquals(0, of("").count());
        assertEquals(75, of("").target());
        assertEquals(76, of("one BREAK two").count());
        assertEquals(150, of("one BREAK two").target());
        assertEquals(2, of("one BREAK two").chunks().size());
    }

    @Test
    void keepsAnEndMarkThatWasTyped() {
        var tokens = of("cat <|endoftext|>").chunks().getFirst();

        assertEquals(2, tokens.size());
        assertEquals("<|endoftext|>", tokens.getLast().text());
    }

    @Test
    void writesCharactersWhereATokenHoldsThemWhole() {
        assertEquals("café ", of("café").chunks().getFirst().getFirst().text());
    }

    @Test
    void writesTheBytesOfHalfACharacter() {
        var tokens = of("ɻ").chunks().getFirst();

        assertEquals(List.of("\\xC9", "\\xBB "), tokens.stream().map(Token::text).toList());
    }

    private static PromptTokens of(String prompt) {
        return PromptTokens.of(TOKENIZER, prompt, Options.DEFAULT);
    }
}
