package dev.atelier.pipeline;

import dev.atelier.torch.DeviceMemory;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/// How a picture is cut where its whole does not fit into the device's memory. Lengths are in
/// latents. Tiles overlap and are blended.
final class Tiles {
    /// Edges of a tile, from the largest.
    private static final int[] EDGES = {96, 64, 48, 32, 16};

    /// The share of a tile's edge that its neighbour sees too.
    private static final int OVERLAP = 4;

    private Tiles() {}

    /// Does work in the largest tiles that fit.
    ///
    /// @param longest edge of the whole
    /// @param need bytes that a tile of an edge takes
    /// @param work with tiles of an edge
    /// @throws dev.atelier.torch.TorchException out of memory, where the smallest tile does not fit
    static <T> T largest(
            DeviceMemory memory, int longest, IntToLongFunction need, IntFunction<T> work) {
        for (int edge : EDGES) {
            if (edge < longest) {
                var done = memory.attempt(need.applyAsLong(edge), () -> work.apply(edge));
                if (done.isPresent()) {
                    return done.get();
                }
            }
        }
        int edge = Math.min(EDGES[EDGES.length - 1], longest);
        return memory.must(need.applyAsLong(edge), () -> work.apply(edge));
    }

    /// Where tiles begin: the last ends with the picture.
    static int[] starts(int length, int edge) {
        if (length <= edge) {
            return new int[] {0};
        }
        int stride = edge - overlap(edge);
        int count = Math.ceilDiv(length - edge, stride) + 1;
        var starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = Math.min(i * stride, length - edge);
        }
        return starts;
    }

    /// How far a tile of an edge lies over its neighbour.
    static int overlap(int edge) {
        return edge / OVERLAP;
    }

    /// The weight of a place in a tile: it fades in from both ends.
    ///
    /// @param fade over how many places
    static float ramp(int at, int length, int fade) {
        int fromEdge = Math.min(at, length - 1 - at) + 1;
        return Math.min(1f, fromEdge / (float) (fade + 1));
    }
}
