package dev.atelier.control;

import dev.atelier.image.Bitmap;
import java.util.Arrays;

/// The colour that a map has at its edge.
final class Border {
    private Border() {}

    /// The median of each channel over the four edges, corners twice; a mask's is 255.
    static byte[] colour(Bitmap map) {
        var colour = new byte[map.channels()];
        for (int c = 0; c < colour.length; c++) {
            colour[c] = c == 3 ? (byte) 255 : (byte) median(map, c);
        }
        return colour;
    }

    private static int median(Bitmap map, int channel) {
        int width = map.width();
        int height = map.height();
        var values = new int[2 * (width + height)];
        int at = 0;
        for (int x = 0; x < width; x++) {
            values[at++] = map.at(x, 0, channel);
            values[at++] = map.at(x, height - 1, channel);
        }
        for (int y = 0; y < height; y++) {
            values[at++] = map.at(0, y, channel);
            values[at++] = map.at(width - 1, y, channel);
        }
        Arrays.sort(values);
        return (values[at / 2 - 1] + values[at / 2]) / 2;
    }
}
