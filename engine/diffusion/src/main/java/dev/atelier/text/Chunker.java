package dev.atelier.text;

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

    /// @param backtrack how many tokens back a comma may lie, 0 to cut anywhere
    static Result chunk(ClipTokenizer tokenizer, List<Weighted> pieces, int backtrack) {
        var chunker = new Chunker(backtrack);
        for (var piece : pieces) {
            if (piece.isBreak()) {
                chunker.close(false);
            } else {
                tokenizer.encode(piece.text()).forEach(id -> chunker.add(id, piece.weight()));
            }
        }
        if (!chunker.ids.isEmpty() || chunker.chunks.isEmpty()) {
            chunker.close(true);
        }
        return new Result(List.copyOf(chunker.chunks), List.copyOf(chunker.words), chunker.count);
    }

    private void add(int id, double weight) {
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
        ids.add(id);
        multipliers.add(weight);
    }

    /// Ends the chunk before `from` and begins the next with what came after.
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
        chunks.add(Chunk.of(ids, multipliers));
        words.add(ids.size());
        ids.clear();
        multipliers.clear();
        lastComma = -1;
    }
}
