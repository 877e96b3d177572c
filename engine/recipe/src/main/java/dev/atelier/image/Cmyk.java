package dev.atelier.image;

/// Printing colours on the screen, by Pillow's arithmetic.
final class Cmyk {
    private Cmyk() {}

    /// @param row cyan, magenta, yellow and black at `at`
    /// @param flip 255 where more means less ink, as Adobe writes it; 0 where the three colours are
    ///   so already and only black is stored upside down
    static void rgb(int[] row, int at, int flip, byte[] pixels, int to) {
        int paper = row[at + 3];
        for (int c = 0; c < 3; c++) {
            int ink = flip == 0 ? row[at + c] : 255 - row[at + c];
            pixels[to + c] = (byte) Math.clamp(paper - Blend.divided(ink * paper), 0, 255);
        }
    }
}
