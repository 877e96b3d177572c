package dev.atelier.noise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/// One Brownian path over a stretch of sigmas, fixed by its seed, that can be requested its value
/// at any point in any order: torchsde's `BrownianTree` (levy area none, halfway tree, tolerance
/// 1e-6, pool 24).
///
/// The path is a binary tree. The root holds the increment over the whole stretch; a node is split
/// at its middle by a Brownian bridge whose random part is seeded by the node's place. A point is
/// found by splitting until it is a node's border, so its value does not depend on earlier
/// questions, and nothing but a small cache is kept. Times are rounded to 6 decimals. Deviation:
/// sums are doubles where torchsde has float32 (1e-6).
final class BrownianTree {
    private static final int POOL = 24;
    private static final int DECIMALS = 6;

    /// Increments kept: two root-to-leaf paths of about 25 nodes.
    private static final int CACHED = 64;

    private final long seed;
    private final LongFunction<float[]> normals;
    private final LongConsumer drawn;
    private final double start;
    private final double end;
    private final double[] rootIncrement;
    private final Map<Node, double[]> leftIncrements =
            new LinkedHashMap<>(CACHED * 2, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Node, double[]> eldest) {
                    return size() > CACHED;
                }
            };

    /// Place of a node: children of key k are 2k and 2k + 1, one deeper.
    private record Node(int key, int depth, double start, double end) {
        Node left(double middle) {
            return new Node(2 * key, depth + 1, start, middle);
        }

        Node right(double middle) {
            return new Node(2 * key + 1, depth + 1, middle, end);
        }

        double middle() {
            return round(0.5 * (end + start));
        }
    }

    /// @param normals the first draw of a fresh generator with the given seed, one picture of
    ///   values
    /// @param drawn gets every seed that is used, in order
    BrownianTree(
            long seed,
            double start,
            double end,
            LongFunction<float[]> normals,
            LongConsumer drawn) {
        this.seed = seed;
        this.normals = normals;
        this.drawn = drawn;
        this.start = round(start);
        this.end = round(end);
        int rootSeed = new SeedSequence(seed, POOL).generate(1)[0];
        // The root's variance is that of the unrounded stretch.
        rootIncrement = scaled(draw(rootSeed), Math.sqrt(end - start));
    }

    /// The path's increment over `[from, to]`, `from <= to`, clamped to the tree's stretch.
    double[] increment(double from, double to) {
        var low = valueAt(from);
        var high = valueAt(to);
        for (int i = 0; i < high.length; i++) {
            high[i] -= low[i];
        }
        return high;
    }

    private double[] valueAt(double time) {
        double target = Math.clamp(round(time), start, end);
        var value = new double[rootIncrement.length];
        var node = new Node(0, 0, start, end);
        var increment = rootIncrement;
        while (target > node.start() && target < node.end()) {
            double middle = node.middle();
            var left = leftIncrement(node, increment);
            if (target < middle) {
                increment = left;
                node = node.left(middle);
            } else {
                add(value, left);
                increment = difference(increment, left);
                node = node.right(middle);
            }
        }
        if (target >= node.end()) {
            add(value, increment);
        }
        return value;
    }

    /// Brownian bridge: the increment over the left half given that over the whole node.
    private double[] leftIncrement(Node node, double[] whole) {
        var known = leftIncrements.get(node);
        if (known != null) {
            return known;
        }
        double middle = node.middle();
        double length = node.end() - node.start();
        double left = middle - node.start();
        double deviation = Math.sqrt(left * (node.end() - middle) / length);
        var sequence = new SeedSequence(seed, POOL, node.key(), node.depth());
        var increment = scaled(draw(sequence.generate(1)[0]), deviation);
        for (int i = 0; i < increment.length; i++) {
            increment[i] += left / length * whole[i];
        }
        leftIncrements.put(node, increment);
        return increment;
    }

    private float[] draw(int nodeSeed) {
        long unsigned = Integer.toUnsignedLong(nodeSeed);
        drawn.accept(unsigned);
        return normals.apply(unsigned);
    }

    private static double[] scaled(float[] values, double factor) {
        var result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] * factor;
        }
        return result;
    }

    private static double[] difference(double[] a, double[] b) {
        var result = a.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] -= b[i];
        }
        return result;
    }

    private static void add(double[] sum, double[] term) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += term[i];
        }
    }

    /// Python's `round(t, 6)`: half-even on the exact decimal value of the double.
    private static double round(double time) {
        return new BigDecimal(time).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
    }
}
