package dev.atelier.network;

import dev.atelier.text.ClipEncoder;
import dev.atelier.torch.Compute;
import dev.atelier.torch.TorchModule;
import java.util.Map;

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
    public float[] encode(int[][] ids, int clipSkip) {
        var flat = new long[ids.length * ids[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = ids[i / ids[0].length][i % ids[0].length];
        }
        try (var tokens = compute.torch().longs(flat, ids.length, ids[0].length);
                var result = module.call("encode", tokens, (long) clipSkip)) {
            return result.floats();
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
