package dev.atelier.text;

import java.util.ArrayList;
import java.util.List;

/// A prompt's tokens for a person to read.
///
/// @param tokens without marks and padding
/// @param count what A1111's counter shows
public record TokenListing(List<Token> tokens, int count) {
    /// @param chunk 0-based
    public record Token(int id, String text, double weight, int chunk) {}

    public TokenListing {
        tokens = List.copyOf(tokens);
    }

    /// @throws dev.atelier.recipe.prompt.PromptException when a weight is not a number
    public static TokenListing of(ClipTokenizer tokenizer, String prompt) {
        var options = Conditioner.Options.DEFAULT;
        var result =
                Chunker.chunk(
                        tokenizer, Conditioner.pieces(prompt, options), options.backtrack());
        var tokens = new ArrayList<Token>();
        for (int chunk = 0; chunk < result.chunks().size(); chunk++) {
            var ids = result.chunks().get(chunk).ids();
            var weights = result.chunks().get(chunk).multipliers();
            for (int i = 1; i < ids.size() - 1 && ids.get(i) != ClipTokenizer.END; i++) {
                int id = ids.get(i);
                tokens.add(new Token(id, tokenizer.text(id), weights.get(i), chunk));
            }
        }
        return new TokenListing(tokens, result.tokenCount());
    }
}
