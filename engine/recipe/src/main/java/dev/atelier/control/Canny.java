package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.StopPoint;

/// OpenCV's `Canny` of three channels: Sobel of 3 × 3 with the edge repeated, the sum of both sizes
/// as magnitude, of the channel where it is largest; the thinning in integers; hysteresis over
/// eight neighbours.
final class Canny {
    /// The tangent of 22.5 degrees in fifteen binary places.
    private static final int TANGENT = 13573;

    private static final byte EDGE = (byte) 255;

    private final int width;
    private final int height;
    private final short[] dx;
    private final short[] dy;

    /// With a border of zeros.
    private final int[] magnitude;

    private Canny(Bitmap picture) {
        width = picture.width();
        height = picture.height();
        dx = new short[width * height];
        dy = new short[width * height];
        magnitude = new int[(width + 2) * (height + 2)];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            slopes(picture, y);
        }
    }

    /// @return one channel: 255 on edges
    static Bitmap edges(Bitmap picture, int low, int high) {
        return new Canny(picture).edges(Math.min(low, high), Math.max(low, high));
    }

    private void slopes(Bitmap picture, int y) {
        int channels = picture.channels();
        var bytes = picture.bytes();
        int above = Math.max(0, y - 1) * width;
        int here = y * width;
        int below = Math.min(height - 1, y + 1) * width;
        for (int x = 0; x < width; x++) {
            int left = Math.max(0, x - 1);
            int right = Math.min(width - 1, x + 1);
            int most = -1;
            for (int c = 0; c < channels; c++) {
                int upperLeft = bytes[(above + left) * channels + c] & 0xFF;
                int upperRight = bytes[(above + right) * channels + c] & 0xFF;
                int lowerLeft = bytes[(below + left) * channels + c] & 0xFF;
                int lowerRight = bytes[(below + right) * channels + c] & 0xFF;
                int east = bytes[(here + right) * channels + c] & 0xFF;
                int west = bytes[(here + left) * channels + c] & 0xFF;
                int south = bytes[(below + x) * channels + c] & 0xFF;
                int north = bytes[(above + x) * channels + c] & 0xFF;
                int across = upperRight - upperLeft + 2 * (east - west) + lowerRight - lowerLeft;
                int down = lowerLeft - upperLeft + 2 * (south - north) + lowerRight - upperRight;
                int size = Math.abs(across) + Math.abs(down);
                if (size > most) {
                    most = size;
                    dx[here + x] = (short) across;
                    dy[here + x] = (short) down;
                }
            }
            magnitude[(y + 1) * (width + 2) + x + 1] = most;
        }
    }

    private Bitmap edges(int low, int high) {
        var edges = new byte[width * height];
        var weak = new boolean[width * height];
        var open = new int[width * height];
        int count = 0;
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int size = magnitude[(y + 1) * (width + 2) + x + 1];
                if (size > low && isCrest(x, y, size)) {
                    if (size > high) {
                        edges[at] = EDGE;
                        open[count++] = at;
                    } else {
                        weak[at] = true;
                    }
                }
            }
        }
        follow(edges, weak, open, count);
        return new Bitmap(width, height, 1, edges);
    }

    private boolean isCrest(int x, int y, int size) {
        int line = width + 2;
        int at = (y + 1) * line + x + 1;
        int across = dx[y * width + x];
        int down = dy[y * width + x];
        int flat = Math.abs(across) * TANGENT;
        int slope = Math.abs(down) << 15;
        if (slope < flat) {
            return size > magnitude[at - 1] && size >= magnitude[at + 1];
        }
        if (slope > flat + (Math.abs(across) << 16)) {
            return size > magnitude[at - line] && size >= magnitude[at + line];
        }
        int side = (across ^ down) < 0 ? -1 : 1;
        return size > magnitude[at - line - side] && size > magnitude[at + line + side];
    }

    /// Weak edges become edges where they touch one.
    private void follow(byte[] edges, boolean[] weak, int[] open, int strong) {
        int count = strong;
        while (count > 0) {
            int at = open[--count];
            int x = at % width;
            int y = at / width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int near = ny * width + nx;
                    if (weak[near]) {
                        weak[near] = false;
                        edges[near] = EDGE;
                        open[count++] = near;
                    }
                }
            }
        }
    }
}
