package dev.atelier.app.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.image.Bitmap;
import org.junit.jupiter.api.Test;

/// What of a map of lines is seen over a picture.
class MapPaintTest {
    private static final int EDGE = 900;

    /// Each of the pixels that cross a line of one pixel shows it in full, at any size.
    @Test
    void thinLinesDoNotFadeWhereTheMapIsSeenSmaller() {
        var bytes = new byte[EDGE * EDGE * 3];
        for (int y = 0; y < EDGE; y++) {
            bytes[(y * EDGE + 450) * 3] = (byte) 255;
        }
        var map = new Bitmap(EDGE, EDGE, 3, bytes);
        for (int shown : new int[] {97, 300, 451, 800, 900, 2000}) {
            var light = MapPaint.light(map, shown);
            assertEquals(Math.min(shown, EDGE), light.getWidth());
            for (int y = 0; y < light.getHeight(); y += 7) {
                int most = 0;
                int lit = 0;
                for (int x = 0; x < light.getWidth(); x++) {
                    int alpha = light.getRGB(x, y) >>> 24;
                    most = Math.max(most, alpha);
                    lit += alpha > 0 ? 1 : 0;
                }
                assertEquals(255, most, "at " + shown);
                assertTrue(lit <= 3, lit + " at " + shown);
            }
        }
    }
}
