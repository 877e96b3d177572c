package dev.atelier.network;

import dev.atelier.checkpoint.TextConfig;
import dev.atelier.checkpoint.TextConfig.Spelling;
import dev.atelier.text.ClipEncoder;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A CLIP text model, `clip.py` or `open_clip.py` after the spelling of its keys.
public final class Clip implements ClipEncoder, AutoCloseable {
    private final Compute compute;
    private final TorchModule module;
    private final TextConfig config;

    private Clip(Compute compute, TorchModule module, TextConfig config) {
        this.compute = compute;
        this.module = module;
        this.config = config;
    }

    /// Compiles the text; the weights are put into [#module()] afterwards.
    static Clip compile(Compute compute, TextConfig config) {
        return new Clip(compute, compute.compile(text(config), sizes(config)), config);
    }

    /// The resource that spells the keys as these files do.
    static List<String> text(TextConfig config) {
        return List.of(config.spelling() == Spelling.OPEN_CLIP ? "open_clip.py" : "clip.py");
    }

    /// What the text reads of its sizes.
    static Map<String, Long> sizes(TextConfig config) {
        return Map.of(
                "layers", (long) config.layers(),
                "heads", (long) config.heads(),
                "quick_gelu", config.quickGelu() ? 1L : 0L);
    }

    @Override
    public int width() {
        return config.width();
    }

    @Override
    public Encoded encode(int[][] ids, List<Inserted> inserted, Skip skip) {
        int length = ids[0].length;
        var flat = new long[ids.length * length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = ids[i / length][i % length];
        }
        try (var tokens = compute.torch().longs(flat, ids.length, length)) {
            return encode(tokens, vectors(inserted, length), skip);
        }
    }

    private Encoded encode(Tensor tokens, Map<Long, float[]> vectors, Skip skip) {
        long stop = config.output().stop(skip.layers(), skip.sdxl());
        boolean normed = config.output().normed();
        try (var sequence =
                vectors.isEmpty()
                        ? module.call("encode", tokens, stop, normed)
                        : encode(tokens, vectors, stop)) {
            if (config.projection() == 0) {
                return new Encoded(sequence.floats(), new float[0]);
            }
            try (var pooled = module.call("pooled", tokens)) {
                return new Encoded(sequence.floats(), pooled.floats());
            }
        }
    }

    /// Place among all tokens to the vector that stands there. Those beyond its row are left out,
    /// as in A1111.
    private Map<Long, float[]> vectors(List<Inserted> inserted, int length) {
        var vectors = new TreeMap<Long, float[]>();
        for (var one : inserted) {
            int count = Math.min(one.vectors().count(), length - one.position());
            for (int i = 0; i < count; i++) {
                var vector =
                        Arrays.copyOfRange(one.vectors().values(), i * width(), (i + 1) * width());
                vectors.put((long) one.row() * length + one.position() + i, vector);
            }
        }
        return vectors;
    }

    private Tensor encode(Tensor tokens, Map<Long, float[]> vectors, long stop) {
        int width = width();
        var places = vectors.keySet().stream().mapToLong(Long::longValue).toArray();
        var values = new float[places.length * width];
        int at = 0;
        for (var vector : vectors.values()) {
            System.arraycopy(vector, 0, values, at, width);
            at += width;
        }
        boolean normed = config.output().normed();
        var torch = compute.torch();
        try (var where = torch.longs(places, places.length);
                var what = torch.floats(values, places.length, width)) {
            return module.call("encode_with", tokens, where, what, stop, normed);
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
