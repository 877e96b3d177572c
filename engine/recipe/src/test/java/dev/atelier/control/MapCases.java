package dev.atelier.control;

import dev.atelier.image.Bitmap;

/// The pictures of `maps.tsv`; `make.py` makes the same.
final class MapCases {
    private static final int[][] PALETTE = {
        {0, 0, 0}, {120, 120, 80}, {4, 200, 3}, {150, 5, 61}, {255, 255, 255}
    };

    private MapCases() {}

    @FunctionalInterface
    private interface Colour {
        int[] at(int x, int y);
    }

    static Bitmap picture(String name, int w, int h) {
        return switch (name) {
            case "noise" -> noise(w, h);
            case "grey" -> each(w, h, (x, y) -> grey((x * 7 + y * 13 + x * y / 5) & 255));
            case "lines" ->
                    each(
                            w,
                            h,
                            (x, y) ->
                                    grey(
                                            x == y || x == w / 2 || y == h / 3 || (x + y) % 17 == 0
                                                    ? 255
                                                    : 0));
            case "scene" -> each(w, h, (x, y) -> scene(w, h, x, y));
            case "areas" -> each(w, h, (x, y) -> PALETTE[(x / 9 + y / 7) % 5]);
            case "blobs" -> each(w, h, (x, y) -> grey((x / 11 + y / 8) % 3 == 0 ? 255 : 0));
            default -> each(w, h, (_, _) -> grey(0));
        };
    }

    private static int[] grey(int value) {
        return new int[] {value, value, value};
    }

    private static int[] scene(int w, int h, int x, int y) {
        int fromX = x - w / 3;
        int fromY = y - h / 2;
        int side = Math.min(w, h);
        if (25 * (fromX * fromX + fromY * fromY) < side * side) {
            return new int[] {250, 220, 40};
        }
        if (x > w * 2 / 3 && h / 4 < y && y < h / 2) {
            return new int[] {200, 30, 60};
        }
        return new int[] {x * 120 / w, 60 + y * 130 / h, 200 - x * 90 / w};
    }

    private static Bitmap noise(int w, int h) {
        var bytes = new byte[w * h * 3];
        int state = 12345;
        for (int i = 0; i < bytes.length; i++) {
            state = state * 1664525 + 1013904223;
            bytes[i] = (byte) (state >>> 24);
        }
        return new Bitmap(w, h, 3, bytes);
    }

    private static Bitmap each(int w, int h, Colour colour) {
        var bytes = new byte[w * h * 3];
        for (int i = 0; i < w * h; i++) {
            var values = colour.at(i % w, i / w);
            for (int c = 0; c < 3; c++) {
                bytes[3 * i + c] = (byte) values[c];
            }
        }
        return new Bitmap(w, h, 3, bytes);
    }
}
