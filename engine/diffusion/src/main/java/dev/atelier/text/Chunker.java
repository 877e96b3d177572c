package dev.atelier.text;

import dev.atelier.embedding.Embedding;
import dev.atelier.recipe.prompt.Weighted;
import java.util.ArrayList;
import java.util.List;

/// Cuts a prompt into chunks of 75 tokens as A1111 v1.10.1 does: a word that would be torn from its
/// phrase by the end of a chunk moves to the next one together with what follows the last comma, if
/// that comma is near. One chunker per prompt line; not thread-safe.
final class Chunker {
    /// The id of the token ",".
    private static final int COMMA = 267;

    private final int backtrack;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Integer> ids = new ArrayList<>();
    private final List<Double> multipliers = new ArrayList<>();
    private final List<Chunk.Placed> placed = new ArrayList<>();
    private final List<Integer> words = new ArrayList<>();
    private int lastComma = -1;
    private int count;

    private Chunker(int backtrack) {
        this.backtrack = backtrack;
    }

    /// A prompt cut up.
    ///
    /// @param chunks at least one
    /// @param words how many tokens of each are the prompt's own
    /// @param tokenCount what A1111's counter shows: 75 for every chunk before the last
    record Result(List<Chunk> chunks, List<Integer> words, int tokenCount) {
        /// What A1111's counter shows behind the stroke: the place that these tokens take up.
        int targetCount() {
            return Math.max(1, Math.ceilDiv(tokenCount, Chunk.TOKENS)) * Chunk.TOKENS;
        }
    }

    /// What turns text into tokens: the vocabulary, and words that were learned later.
    record Words(ClipTokenizer tokenizer, EmbeddingIndex embeddings) {}

    /// @param backtrack how many tokens back a comma may lie, 0 to cut anywhere
    static Result chunk(Words vocabulary, List<Weighted> pieces, int backtrack) {
        var chunker = new Chunker(backtrack);
        for (var piece : pieces) {
            if (piece.isBreak()) {
                chunker.close(false);
            } else {
                chunker.add(vocabulary, piece);
            }
        }
        if (!chunker.ids.isEmpty() || chunker.chunks.isEmpty()) {
            chunker.close(true);
        }
        return new Result(List.copyOf(chunker.chunks), List.copyOf(chunker.words), chunker.count);
    }

    private void add(Words vocabulary, Weighted piece) {
        var tokens = vocabulary.tokenizer.encode(piece.text());
        int position = 0;
        while (position < tokens.size()) {
            makeRoom(tokens.get(position));
            var found = vocabulary.embeddings.at(tokens, position);
            if (found.isPresent()) {
                place(found.get().embedding(), piece.weight());
                position += found.get().tokens();
            } else {
                put(tokens.get(position), piece.weight());
                position++;
            }
        }
    }

    /// An embedding's vectors stay together in one chunk; the tokens under them count as id 0.
    private void place(Embedding embedding, double weight) {
        if (ids.size() + embedding.count() > Chunk.TOKENS) {
            close(false);
        }
        placed.add(new Chunk.Placed(ids.size(), embedding));
        for (int i = 0; i < embedding.count(); i++) {
            put(0, weight);
        }
    }

    private void put(int id, double weight) {
        ids.add(id);
        multipliers.add(weight);
    }

    private void makeRoom(int id) {
        if (id == COMMA) {
            lastComma = ids.size();
        } else if (backtrack != 0
                && ids.size() == Chunk.TOKENS
                && lastComma != -1
                && ids.size() - lastComma <= backtrack) {
            carryOver(lastComma + 1);
        }
        if (ids.size() == Chunk.TOKENS) {
            close(false);
        }
    }

    /// Ends the chunk before `from` and begins the next with what came after. Embeddings do not
    /// move along, in A1111 neither: their vectors stay, over the padding.
    private void carryOver(int from) {
        var movedIds = new ArrayList<>(ids.subList(from, ids.size()));
        var movedWeights = new ArrayList<>(multipliers.subList(from, multipliers.size()));
        ids.subList(from, ids.size()).clear();
        multipliers.subList(from, multipliers.size()).clear();
        close(false);
        ids.addAll(movedIds);
        multipliers.addAll(movedWeights);
    }

    /// A chunk closed before the end counts as full, whatever it holds.
    private void close(boolean last) {
        count += last ? ids.size() : Chunk.TOKENS;
        chunks.add(Chunk.of(ids, multipliers, placed));
        words.add(ids.size());
        ids.clear();
        multipliers.clear();
        placed.clear();
        lastComma = -1;
    }
}
