package dev.atelier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A prompt as the text encoder will read it, for showing to people.
///
/// @param chunks the prompt's own tokens, chunk by chunk, without marks and padding; at least one
///   chunk
/// @param count what A1111's counter shows: 75 for every chunk before the last
/// @param target what it shows behind the stroke: a multiple of 75
public record PromptTokens(List<List<Token>> chunks, int count, int target) {
    public PromptTokens {
        chunks = List.copyOf(chunks);
    }

    /// A token, its text (a space where a word ends) and the weight it gets.
    public record Token(int id, String text, double weight) {}

    /// Reads `prompt`; only the emphasis mode and the backtrack of the options matter.
    public static PromptTokens of(
            ClipTokenizer tokenizer, String prompt, Conditioner.Options options) {
        return of(tokenizer, EmbeddingIndex.NONE, prompt, options);
    }

    /// Reads `prompt`, where `embeddings` are words too: each of their vectors is a token with
    /// their name.
    public static PromptTokens of(
            ClipTokenizer tokenizer,
            EmbeddingIndex embeddings,
            String prompt,
            Conditioner.Options options) {
        var words = new Chunker.Words(tokenizer, embeddings);
        var result = Conditioner.chunk(words, prompt, options);
        var chunks = new ArrayList<List<Token>>();
        for (int i = 0; i < result.chunks().size(); i++) {
            chunks.add(tokens(tokenizer, result.chunks().get(i), result.words().get(i)));
        }
        return new PromptTokens(chunks, result.tokenCount(), result.targetCount());
    }

    private static List<Token> tokens(ClipTokenizer tokenizer, Chunk chunk, int words) {
        var tokens = new ArrayList<Token>();
        for (int i = 1; i <= words; i++) {
            int id = chunk.ids().get(i);
            var text = placed(chunk, i - 1).orElseGet(() -> tokenizer.text(id));
            tokens.add(new Token(id, text, chunk.multipliers().get(i)));
        }
        return List.copyOf(tokens);
    }

    /// The name of the embedding that covers a word.
    private static Optional<String> placed(Chunk chunk, int word) {
        return chunk.placed().stream()
                .filter(placed ->
                        placed.word() <= word && word < placed.word() + placed.embedding().count())
                .map(placed -> placed.embedding().name())
                .findFirst();
    }
}
