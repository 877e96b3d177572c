package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Which position vector of a Hugging Face text model each token gets. Files carry the numbers 0 to
/// 76 as a tensor; a merge that averaged them with a file that lacks it leaves fractions. The
/// transformers library up to 4.30, which A1111 v1.10.1 uses, copies them into a whole-number
/// buffer, which drops the fraction, and computes with them: 75.924 means position 75.
///
/// @param order a row of the position embedding for each place
public record PositionIds(List<Long> order) {
    private static final String KEY = "embeddings.position_ids";
    private static final int SHOWN = 6;

    /// More is none of any text model.
    private static final int MOST = 1 << 16;

    public PositionIds {
        order = List.copyOf(order);
    }

    /// Those of a file, empty where it has none.
    static Optional<PositionIds> of(
            TensorFile file, Map<String, TensorInfo> tensors, TextConfig text) {
        return Optional.ofNullable(tensors.get(text.prefix() + KEY))
                .filter(info -> info.count() <= MOST)
                .map(info ->
                        new PositionIds(
                                Arrays.stream(file.doubles(info.name()))
                                        .mapToObj(PositionIds::truncated)
                                        .toList()));
    }

    /// What is no number becomes a position that cannot be.
    private static long truncated(double value) {
        return Double.isNaN(value) ? -1 : (long) value;
    }

    /// Whether every token gets the vector of its own place, as it should.
    public boolean inOrder() {
        return LongStream.range(0, order.size()).allMatch(i -> order.get((int) i) == i);
    }

    /// As the text encoder takes it.
    public long[] values() {
        return order.stream().mapToLong(Long::longValue).toArray();
    }

    void requireUsable(Path file, int positions) throws CheckpointException {
        if (order.size() != positions) {
            throw new CheckpointException(
                    file, Message.of("file.positions", positions, order.size()));
        }
        for (long at : order) {
            if (at < 0 || at >= positions) {
                throw new CheckpointException(file, Message.of("file.position", positions - 1, at));
            }
        }
    }

    /// The first few.
    @Override
    public String toString() {
        var first = order.stream().limit(SHOWN).map(String::valueOf);
        var text = first.collect(Collectors.joining(", "));
        return order.size() > SHOWN ? text + " …" : text;
    }
}
