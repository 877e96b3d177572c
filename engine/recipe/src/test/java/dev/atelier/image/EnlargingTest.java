package dev.atelier.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.PixelUpscaler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sizes and bytes are Pillow's, see the heads of the files.
class EnlargingTest {
    @ParameterizedTest
    @MethodSource("nearestRows")
    void nearestTakesThePixelsThatPillowTakes(List<String> row) {
        int in = Integer.parseInt(row.getFirst());
        int out = Integer.parseInt(row.get(1));
        var bytes = new byte[in];
        IntStream.range(0, in).forEach(i -> bytes[i] = (byte) i);

        var across = Resize.nearest(new Bitmap(in, 1, 1, bytes), out, 1);
        var down = Resize.nearest(new Bitmap(1, in, 1, bytes), 1, out);

        var expected = row.subList(2, row.size());
        assertEquals(expected, places(across));
        assertEquals(expected, places(down));
    }

    @ParameterizedTest
    @MethodSource("enlargedRows")
    void enlargesToThePixelsThatPillowGives(List<String> row) throws NoSuchAlgorithmException {
        var upscaler = PixelUpscaler.ofLabel(row.getFirst()).orElseThrow();
        int width = Integer.parseInt(row.get(1));
        int height = Integer.parseInt(row.get(2));

        var made = Enlarging.to(pattern(), upscaler, width, height);

        var hash = MessageDigest.getInstance("SHA-256").digest(made.bytes());
        assertEquals(row.get(3), HexFormat.of().formatHex(hash));
    }

    private static Bitmap pattern() {
        var bytes = new byte[24 * 16 * 3];
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 24; x++) {
                int at = 3 * (y * 24 + x);
                bytes[at] = (byte) (37 * x + 11 * y);
                bytes[at + 1] = (byte) (3 * x * x + 29 * y);
                bytes[at + 2] = (byte) (7 * x * y + 13);
            }
        }
        return new Bitmap(24, 16, 3, bytes);
    }

    private static List<String> places(Bitmap row) {
        return IntStream.range(0, row.bytes().length)
                .mapToObj(i -> Integer.toString(row.bytes()[i] & 0xFF))
                .toList();
    }

    static Stream<List<String>> nearestRows() throws IOException {
        return rows("nearest.txt");
    }

    static Stream<List<String>> enlargedRows() throws IOException {
        return rows("enlarged.txt");
    }

    private static Stream<List<String>> rows(String name) throws IOException {
        try (var in = EnlargingTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(" ")));
        }
    }
}
