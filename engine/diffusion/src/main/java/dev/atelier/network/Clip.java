package dev.atelier.network;

import dev.atelier.text.ClipEncoder;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The CLIP text model, `clip.py`.
public final class Clip implements ClipEncoder, AutoCloseable {
    private final Compute compute;
    private final TorchModule module;
    private final int width;

    private Clip(Compute compute, TorchModule module, int width) {
        this.compute = compute;
        this.module = module;
        this.width = width;
    }

    /// Sizes that the shapes of the weights do not tell.
    ///
    /// @param quickGelu OpenAI's approximation of GELU, as in SD1
    record Shape(int width, int layers, int heads, boolean quickGelu) {}

    /// Compiles the text; the weights are put into [#module()] afterwards.
    static Clip compile(Compute compute, Shape shape) {
        var module =
                compute.compile(
                        "clip.py",
                        Map.of(
                                "layers", (long) shape.layers,
                                "heads", (long) shape.heads,
                                "quick_gelu", shape.quickGelu ? 1L : 0L));
        return new Clip(compute, module, shape.width);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public float[] encode(int[][] ids, List<Inserted> inserted, int clipSkip) {
        int length = ids[0].length;
        var flat = new long[ids.length * length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = ids[i / length][i % length];
        }
        try (var tokens = compute.torch().longs(flat, ids.length, length)) {
            var vectors = vectors(inserted, length);
            return vectors.isEmpty() ? encode(tokens, clipSkip) : encode(tokens, vectors, clipSkip);
        }
    }

    private float[] encode(Tensor tokens, long clipSkip) {
        try (var result = module.call("encode", tokens, clipSkip)) {
            return result.floats();
        }
    }

    /// Place among all tokens to the vector that stands there. Those beyond its row are left out,
    /// as in A1111.
    private Map<Long, float[]> vectors(List<Inserted> inserted, int length) {
        var vectors = new TreeMap<Long, float[]>();
        for (var one : inserted) {
            int count = Math.min(one.vectors().count(), length - one.position());
            for (int i = 0; i < count; i++) {
                var vector = Arrays.copyOfRange(one.vectors().values(), i * width, (i + 1) * width);
                vectors.put((long) one.row() * length + one.position() + i, vector);
            }
        }
        return vectors;
    }

    private float[] encode(Tensor tokens, Map<Long, float[]> vectors, long clipSkip) {
        var places = vectors.keySet().stream().mapToLong(Long::longValue).toArray();
        var values = new float[places.length * width];
        int at = 0;
        for (var vector : vectors.values()) {
            System.arraycopy(vector, 0, values, at, width);
            at += width;
        }
        var torch = compute.torch();
        try (var where = torch.longs(places, places.length);
                var what = torch.floats(values, places.length, width);
                var result = module.call("encode_with", tokens, where, what, clipSkip)) {
            return result.floats();
        }
    }

    /// Gives each place of a chunk the position vector of another, for a file that says so.
    ///
    /// @param positions the place whose vector it gets, for each place
    void reorder(long[] positions) {
        try (var order = compute.torch().longs(positions, positions.length)) {
            module.callLong("reorder", order);
        }
    }

    /// The module itself, for its weights and its trace.
    public TorchModule module() {
        return module;
    }

    @Override
    public void close() {
        module.close();
    }
}
