package dev.atelier.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Size;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// Maps against those of sd-webui-controlnet with OpenCV; `make.py` beside `maps.tsv` made them.
class ControlMapsTest {
    /// More rows than any change should lose.
    private static final int LEAST_ROWS = 300;

    /// A row of `maps.tsv`.
    private record Row(String[] cells) {
        Bitmap picture() {
            return MapCases.picture(cells[0], number(1), number(2));
        }

        int number(int at) {
            return Integer.parseInt(cells[at]);
        }

        boolean is(String what) {
            return cells[3].equals(what);
        }

        String found(Bitmap map) {
            var crc = new CRC32();
            crc.update(map.bytes());
            return "%d x %d %08x".formatted(map.width(), map.height(), crc.getValue());
        }

        String expected() {
            return "%s x %s %s".formatted(cells[7], cells[8], cells[9]);
        }

        @Override
        public String toString() {
            return String.join(" ", cells);
        }
    }

    private static List<Row> rows() throws IOException {
        var table = Objects.requireNonNull(ControlMapsTest.class.getResourceAsStream("maps.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> new Row(line.split("\t", -1))).toList();
        }
    }

    @Test
    void drawsEveryMapAsTheExtensionDoes() throws IOException {
        var wrong = new ArrayList<String>();
        int count = 0;
        for (var row : rows()) {
            if (row.is("fit") || row.is("perfect")) {
                continue;
            }
            count++;
            var map = drawn(row);
            if (!row.found(map).equals(row.expected())) {
                wrong.add(row + " gave " + row.found(map));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(count > LEAST_ROWS / 2, "rows: " + count);
    }

    private static Bitmap drawn(Row row) {
        var module = ControlMaps.PLAIN.preprocessor(row.cells[3]);
        double a = Double.parseDouble(row.cells[5]);
        double b = Double.parseDouble(row.cells[6]);
        boolean shuffles = row.is("shuffle");
        var drawing = new Drawing(row.number(4), a, b, shuffles ? (long) a : 0);
        return ControlMaps.PLAIN.map(module, row.picture(), drawing);
    }

    @Test
    void fitsEveryMapAsTheExtensionDoes() throws IOException {
        var wrong = new ArrayList<String>();
        int count = 0;
        for (var row : rows()) {
            if (!row.is("fit")) {
                continue;
            }
            count++;
            var size = new Size(row.number(5), row.number(6));
            var map = ControlMaps.fitted(row.picture(), Fit.valueOf(row.cells[4]), size);
            if (!row.found(map).equals(row.expected())) {
                wrong.add(row + " gave " + row.found(map));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(count > LEAST_ROWS / 3, "rows: " + count);
    }

    @Test
    void findsTheResolutionOfPixelPerfectMaps() throws IOException {
        for (var row : rows()) {
            if (row.is("perfect")) {
                var size = new Size(row.number(5), row.number(6));
                assertEquals(
                        row.number(7),
                        ControlMaps.perfect(row.picture(), Fit.valueOf(row.cells[4]), size),
                        row.toString());
            }
        }
    }

    @Test
    void replacesNumbersThatAreOutOfRange() {
        var unit = new Preprocessing("canny", Fit.CROP, 32, 0, 999, false);
        assertEquals(
                new Drawing(512, 100, 200, 5),
                ControlMaps.PLAIN.preprocessor("canny").drawing(unit, 5));
    }

    @Test
    void takesEitherNameOfAModule() {
        assertEquals(
                "invert",
                ControlMaps.PLAIN.preprocessor("Invert (from white bg & black line)").name());
        assertEquals("hed", Preprocessors.named("softedge_hed").orElseThrow().name());
    }

    @Test
    void saysWhatIsMissing() {
        assertTrue(refusal("softedge_hed").contains("ControlNetHED.pth"));
        assertTrue(refusal("reference_only").contains("draws no map"));
        assertTrue(refusal("no_such_module").contains("no_such_module"));
    }

    private static String refusal(String module) {
        var refused =
                assertThrows(
                        InvalidValueException.class, () -> ControlMaps.PLAIN.preprocessor(module));
        return String.valueOf(refused.getMessage());
    }

    @Test
    void keepsTheMaskOfAnInpaintingMapBlackAndWhite() {
        var bytes = new byte[16 * 16 * 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 4 == 3 ? (i / 4 % 16 < 7 ? 255 : 0) : i);
        }
        var map =
                ControlMaps.PLAIN.made(
                        new Preprocessing("inpaint_only", Fit.STRETCH, -1, -1, -1, false),
                        new Bitmap(16, 16, 4, bytes),
                        new Size(40, 24),
                        0);
        assertEquals(4, map.channels());
        for (byte value : map.channel(3).bytes()) {
            assertTrue(value == 0 || value == (byte) 255);
        }
    }
}
