package dev.atelier.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/// Values are OpenCV's and scikit-image's, see the heads of the files.
class ColorCorrectionTest {
    @Test
    void coloursBecomeThoseOfOpenCv() throws IOException {
        for (var row : rows("lab.txt")) {
            var numbers = bytes(row);
            var rgb = new byte[] {numbers[0], numbers[1], numbers[2]};

            assertArrayEquals(
                    new byte[] {numbers[3], numbers[4], numbers[5]}, Lab.of(rgb), "rgb " + row);
        }
    }

    /// One level: OpenCV goes back with tables of its own, here it is real numbers.
    @Test
    void theWayBackIsWithinOneLevelOfOpenCv() throws IOException {
        for (var row : rows("lab-back.txt")) {
            var numbers = bytes(row);
            var rgb = Lab.toRgb(new byte[] {numbers[0], numbers[1], numbers[2]});
            for (int c = 0; c < 3; c++) {
                assertEquals(numbers[3 + c] & 0xFF, rgb[c] & 0xFF, 1, "lab " + row);
            }
        }
    }

    /// One level, from the way back.
    @Test
    void aPictureTakesTheColoursOfAnotherAndKeepsItsLight() throws IOException {
        var made =
                picture(
                        (x, y) -> 37 * x + 11 * y,
                        (x, y) -> 3 * x * x + 29 * y,
                        (x, y) -> 7 * x * y + 13);
        var other =
                picture(
                        (x, y) -> 5 * x + 3 * y + 90,
                        (x, y) -> 4 * x + 7 * y + 60,
                        (x, y) -> 3 * x + 2 * y + 20);
        var expected = new ByteArrayOutputStream();
        for (var row : rows("color-correction.txt")) {
            expected.write(HexFormat.of().parseHex(row));
        }

        var corrected = new ColorCorrection(other).applied(made).bytes();

        var wanted = expected.toByteArray();
        assertEquals(wanted.length, corrected.length);
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i] & 0xFF, corrected[i] & 0xFF, 1, "byte " + i);
        }
    }

    private static Bitmap picture(IntBinaryOperator... channels) {
        var bytes = new byte[24 * 16 * 3];
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 24; x++) {
                for (int c = 0; c < 3; c++) {
                    bytes[3 * (y * 24 + x) + c] = (byte) channels[c].applyAsInt(x, y);
                }
            }
        }
        return new Bitmap(24, 16, 3, bytes);
    }

    private static byte[] bytes(String row) {
        var words = row.split(" ", -1);
        var bytes = new byte[words.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(words[i]);
        }
        return bytes;
    }

    private static List<String> rows(String name) throws IOException {
        try (var in = ColorCorrectionTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
