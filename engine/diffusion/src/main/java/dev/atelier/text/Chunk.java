package dev.atelier.text;

import dev.atelier.embedding.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What the text encoder reads at once: a start mark, 75 tokens, and end marks up to the length.
///
/// @param ids 77 token ids
/// @param multipliers 77 weights, 1 for the marks and the padding
/// @param placed embeddings in place of words
public record Chunk(List<Integer> ids, List<Double> multipliers, List<Placed> placed) {
    /// An embedding.
    ///
    /// @param word the first of the 75 words that it replaces
    public record Placed(int word, Embedding embedding) {}

    /// Tokens of the prompt in one chunk.
    public static final int TOKENS = 75;

    /// Tokens the encoder sees: those and the two marks.
    public static final int LENGTH = TOKENS + 2;

    /// A chunk without words.
    static final Chunk EMPTY = of(List.of(), List.of(), List.of());

    public Chunk {
        ids = List.copyOf(ids);
        multipliers = List.copyOf(multipliers);
        placed = List.copyOf(placed);
        if (ids.size() != LENGTH || multipliers.size() != LENGTH) {
            throw new IllegalArgumentException("a chunk has " + LENGTH + " tokens");
        }
    }

    /// The ids as the encoder wants them: `padding` in place of everything after the first end
    /// mark.
    int[] paddedWith(int padding) {
        int end = ids.indexOf(ClipTokenizer.END);
        return IntStream.range(0, LENGTH).map(i -> i > end ? padding : ids.get(i)).toArray();
    }

    /// The chunk of up to 75 words and their weights.
    static Chunk of(List<Integer> words, List<Double> weights, List<Placed> placed) {
        var ids = new ArrayList<>(Collections.nCopies(LENGTH, ClipTokenizer.END));
        var multipliers = new ArrayList<>(Collections.nCopies(LENGTH, 1.0));
        ids.set(0, ClipTokenizer.START);
        for (int i = 0; i < words.size(); i++) {
            ids.set(i + 1, words.get(i));
            multipliers.set(i + 1, weights.get(i));
        }
        return new Chunk(ids, multipliers, placed);
    }
}
