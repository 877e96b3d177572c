package dev.atelier.control;

import dev.atelier.image.Bitmap;

/// From soft edges to scribbles.
final class SoftEdges {
    private static final double WIDE = 3;
    private static final float STRONG = 127;
    private static final int WEAK = 4;

    /// The four directions of a line: right, down, and both diagonals.
    private static final int[][] DIRECTIONS = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};

    private SoftEdges() {}

    /// Thin lines where the blurred edges are highest, then made wide again.
    static Bitmap scribble(Bitmap edges, Drawing drawing) {
        var ridges = ridges(edges.channel(0));
        var wide = Gaussian.of(ridges, WIDE);
        return Colours.three(wide.map(v -> v > WEAK ? 255 : 0));
    }

    /// White where the blurred edges are strong and no neighbour in some direction is higher.
    private static Bitmap ridges(Bitmap edges) {
        var blurred = Gaussian.floats(edges, WIDE);
        int width = edges.width();
        int height = edges.height();
        var result = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean on = blurred[y * width + x] > STRONG && isRidge(blurred, width, x, y);
                result[y * width + x] = (byte) (on ? 255 : 0);
            }
        }
        return new Bitmap(width, height, 1, result);
    }

    private static boolean isRidge(float[] values, int width, int x, int y) {
        float own = values[y * width + x];
        for (var way : DIRECTIONS) {
            float before = at(values, width, x - way[0], y - way[1]);
            float after = at(values, width, x + way[0], y + way[1]);
            if (before <= own && after <= own) {
                return true;
            }
        }
        return false;
    }

    private static float at(float[] values, int width, int x, int y) {
        boolean inside = x >= 0 && x < width && y >= 0 && y * width < values.length;
        return inside ? values[y * width + x] : Float.NEGATIVE_INFINITY;
    }
}
