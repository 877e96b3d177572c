package dev.atelier.text;

import dev.atelier.embedding.Embedding;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.StopPoint;
import dev.atelier.recipe.prompt.Attention;
import dev.atelier.recipe.prompt.Weighted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Turns prompts into [Conditioning] as A1111 v1.10.1 does, given a tokenizer and one text encoder;
/// [TextEncoders] puts those of a checkpoint together.
public final class Conditioner {
    private final Chunker.Words words;
    private final ClipEncoder encoder;

    /// What a recipe says about reading prompts.
    ///
    /// @param clipSkip which layer from the end is read
    /// @param backtrack A1111's "comma padding backtrack", 20 by default
    public record Options(ClipEncoder.Skip clipSkip, Emphasis emphasis, int backtrack) {
        public static final Options DEFAULT = new Options(1, Emphasis.ORIGINAL, 20);

        /// Without clip skip for SDXL.
        public Options(int clipSkip, Emphasis emphasis, int backtrack) {
            this(new ClipEncoder.Skip(clipSkip, false), emphasis, backtrack);
        }
    }

    /// Without embeddings.
    public Conditioner(ClipTokenizer tokenizer, ClipEncoder encoder) {
        this(tokenizer, encoder, EmbeddingIndex.NONE);
    }

    /// @param embeddings words beside the vocabulary
    public Conditioner(ClipTokenizer tokenizer, ClipEncoder encoder, EmbeddingIndex embeddings) {
        words = new Chunker.Words(tokenizer, embeddings);
        this.encoder = encoder;
    }

    /// Encodes texts together: they are padded to equal length, and with [Emphasis#ORIGINAL] share
    /// one mean per chunk, so that the variants of an edited prompt influence each other.
    public List<Conditioning> encode(List<String> texts, Options options) {
        var lines = texts.stream().map(text -> chunk(words, text, options).chunks()).toList();
        int count = lines.stream().mapToInt(List::size).max().orElseThrow();
        var parts = new ArrayList<List<Conditioning>>();
        texts.forEach(_ -> parts.add(new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            StopPoint.pass();
            int index = i;
            var column =
                    lines.stream()
                            .map(line -> index < line.size() ? line.get(index) : Chunk.EMPTY)
                            .toList();
            var encoded = encodeChunks(column, options);
            for (int row = 0; row < encoded.size(); row++) {
                parts.get(row).add(encoded.get(row));
            }
        }
        return parts.stream().map(Conditioning::join).toList();
    }

    /// The embeddings that texts use which are encoded together, each once, in the order in which
    /// A1111 meets them: chunk by chunk.
    public List<Embedding> embeddingsIn(List<String> texts, Options options) {
        var lines = texts.stream().map(text -> chunk(words, text, options).chunks()).toList();
        int count = lines.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, count)
                .boxed()
                .flatMap(i ->
                        lines.stream().filter(line -> i < line.size()).map(line -> line.get(i)))
                .flatMap(chunk -> chunk.placed().stream())
                .map(Chunk.Placed::embedding)
                .distinct()
                .toList();
    }

    static Chunker.Result chunk(Chunker.Words words, String text, Options options) {
        return Chunker.chunk(words, pieces(text, options), options.backtrack);
    }

    private static List<Weighted> pieces(String text, Options options) {
        return options.emphasis == Emphasis.NONE
                ? List.of(new Weighted(text, 1))
                : Attention.parse(text);
    }

    /// Chunks of the same place in different prompts, `[B, 77, width]` in one call of the encoder.
    private List<Conditioning> encodeChunks(List<Chunk> chunks, Options options) {
        var ids =
                chunks.stream()
                        .map(chunk -> chunk.paddedWith(words.tokenizer().padding()))
                        .toArray(int[][]::new);
        var encoded = encoder.encode(ids, inserted(chunks), options.clipSkip);
        var values = encoded.sequence();
        weigh(values, chunks, options.emphasis);
        int size = values.length / chunks.size();
        int pooledSize = encoded.pooled().length / chunks.size();
        var rows = new ArrayList<Conditioning>();
        for (int row = 0; row < chunks.size(); row++) {
            var slice = Arrays.copyOfRange(values, row * size, (row + 1) * size);
            var pooled =
                    Arrays.copyOfRange(encoded.pooled(), row * pooledSize, (row + 1) * pooledSize);
            rows.add(new Conditioning(encoder.width(), slice, pooled));
        }
        return rows;
    }

    private List<ClipEncoder.Inserted> inserted(List<Chunk> chunks) {
        var inserted = new ArrayList<ClipEncoder.Inserted>();
        for (int row = 0; row < chunks.size(); row++) {
            for (var placed : chunks.get(row).placed()) {
                var vectors = words.embeddings().vectors(placed.embedding());
                inserted.add(new ClipEncoder.Inserted(row, placed.word() + 1, vectors));
            }
        }
        return inserted;
    }

    private void weigh(float[] values, List<Chunk> chunks, Emphasis emphasis) {
        boolean multiplies = emphasis == Emphasis.ORIGINAL || emphasis == Emphasis.NO_NORM;
        if (!multiplies) {
            return;
        }
        float before = mean(values);
        int width = encoder.width();
        for (int i = 0; i < values.length; i++) {
            int token = i / width;
            var multipliers = chunks.get(token / Chunk.LENGTH).multipliers();
            values[i] *= multipliers.get(token % Chunk.LENGTH).floatValue();
        }
        if (emphasis == Emphasis.ORIGINAL) {
            float scale = before / mean(values);
            for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
            }
        }
    }

    /// Summed in double: PyTorch sums float32 pairwise, which comes closer to this than a plain
    /// float32 sum would.
    private static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }
}
