package dev.atelier.text;

import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.Embedding.Side;
import dev.atelier.embedding.Embedding.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds embeddings in prompts, by the tokens of their names, whatever the letter case; the longest
/// name wins. Only embeddings that fit the text encoders are found.
public final class EmbeddingIndex {
    /// No embeddings at all.
    public static final EmbeddingIndex NONE = new EmbeddingIndex(List.of(), List.of(), false);

    private record Named(List<Integer> ids, Embedding embedding) {}

    /// @param tokens how many tokens of the prompt its name takes up
    record Found(Embedding embedding, int tokens) {}

    private final Map<Integer, List<Named>> byFirstToken = new HashMap<>();
    private final List<Embedding> skipped;
    private final boolean second;

    private EmbeddingIndex(List<Named> named, List<Embedding> skipped, boolean second) {
        this.skipped = List.copyOf(skipped);
        this.second = second;
        for (var entry : named) {
            byFirstToken.computeIfAbsent(entry.ids.getFirst(), _ -> new ArrayList<>()).add(entry);
        }
        var longestFirst = Comparator.comparingInt((Named n) -> n.ids.size()).reversed();
        byFirstToken.values().forEach(list -> list.sort(longestFirst));
    }

    /// The embeddings that fit an encoder of this width.
    public static EmbeddingIndex of(
            ClipTokenizer tokenizer, List<Embedding> embeddings, Side side, int width) {
        var named = new ArrayList<Named>();
        var skipped = new ArrayList<Embedding>();
        for (var embedding : embeddings) {
            var ids = tokenizer.encode(embedding.name());
            if (!ids.isEmpty() && embedding.fits(side, width)) {
                named.add(new Named(ids, embedding));
            } else {
                skipped.add(embedding);
            }
        }
        return new EmbeddingIndex(named, skipped, side == Side.SECOND);
    }

    /// Those that do not fit, or whose name has no letters a prompt could use.
    public List<Embedding> skipped() {
        return skipped;
    }

    /// The embedding whose name begins at a token.
    Optional<Found> at(List<Integer> tokens, int position) {
        for (var named : byFirstToken.getOrDefault(tokens.get(position), List.of())) {
            int end = position + named.ids.size();
            if (end <= tokens.size() && tokens.subList(position, end).equals(named.ids)) {
                return Optional.of(new Found(named.embedding, named.ids.size()));
            }
        }
        return Optional.empty();
    }

    /// The vectors of an embedding for this encoder.
    Vectors vectors(Embedding embedding) {
        return second ? embedding.second().orElseThrow() : embedding.first();
    }
}
