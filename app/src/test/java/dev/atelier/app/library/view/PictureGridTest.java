package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a grid paints, looked at pixel by pixel.
class PictureGridTest {
    private static final int WIDTH = 528;

    @TempDir Path folder;
    private final Tasks tasks = new Tasks(EventQueue::invokeLater);

    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private PictureGrid grid(FakeRows rows) throws Exception {
        var made = new PictureGrid[1];
        EventQueue.invokeAndWait(() -> {
            made[0] = new PictureGrid(rows, tasks, Value.of(168));
            made[0].start("Pictures");
            made[0].setSize(WIDTH, 2_000);
        });
        return made[0];
    }

    private static BufferedImage painted(PictureGrid grid, int y, int height) throws Exception {
        var image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        EventQueue.invokeAndWait(() -> {
            var g = image.createGraphics();
            g.translate(0, -y);
            g.setClip(new Rectangle(0, y, WIDTH, height));
            grid.paint(g);
            g.dispose();
        });
        return image;
    }

    private static int middle(PictureGrid grid, BufferedImage image, int row) {
        var place = grid.cells().place(row);
        return image.getRGB(place.x + place.width / 2, place.y + place.height / 2) & 0xFFFFFF;
    }

    /// In a list a picture that cannot be read is marked, too.
    @Test
    void rowsOfAListMarkWhatCannotBeRead() throws Exception {
        var rows = new FakeRows(2);
        var sound = folder.resolve("sound.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", sound.toFile());
        rows.files.put(0, sound);
        var grid = grid(rows);
        EventQueue.invokeAndWait(() ->
                grid.list(
                        Optional.of(
                                new ListColumns(
                                        List.of(new ListColumns.Column("a", "A", 100, 1, 0))))));

        until(() -> marks(grid, 1) > 0);
        assertEquals(0, marks(grid, 0));
    }

    /// While many move to the trash, files are gone before the index has forgotten them.
    @Test
    void aFileThatIsGoneIsLookedForAgainBeforeThatIsSaid() throws Exception {
        var rows = new FakeRows(1);
        var looks = new AtomicInteger();
        rows.reader =
                edge -> {
                    looks.incrementAndGet();
                    throw new NoSuchFileException("00811.png");
                };
        var grid = grid(rows);
        EventQueue.invokeAndWait(() ->
                grid.list(
                        Optional.of(
                                new ListColumns(
                                        List.of(new ListColumns.Column("a", "A", 100, 1, 0))))));

        long start = System.nanoTime();
        until(() -> marks(grid, 0) > 0);
        assertTrue(System.nanoTime() - start > 1_000_000_000L, "it was said at once");
        assertEquals(2, looks.get());
    }

    /// Pixels of a row in the colour of warnings.
    private static int marks(PictureGrid grid, int row) throws Exception {
        var image = painted(grid, 0, 400);
        var place = grid.cells().place(row);
        int warn = ThemeColors.color("warn").getRGB();
        int found = 0;
        for (int y = place.y; y < place.y + place.height; y++) {
            for (int x = place.x; x < Math.min(WIDTH, place.x + place.width); x++) {
                found += image.getRGB(x, y) == warn ? 1 : 0;
            }
        }
        return found;
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(Check check) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!check.holds()) {
            assertTrue(System.nanoTime() < end, "it never came");
            Thread.sleep(10);
        }
    }

    private static BufferedImage flat(int width, int height, Color color) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(color);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return image;
    }

    @Test
    void onlyWhatIsInSightIsReadOfAHundredThousand() throws Exception {
        var rows = new FakeRows(100_000);
        var reads = new AtomicInteger();
        Set<Integer> edges = ConcurrentHashMap.newKeySet();
        rows.reader =
                edge -> {
                    edges.add(edge);
                    reads.incrementAndGet();
                    return flat(96, 64, new Color(10, 200, 30));
                };
        var grid = grid(rows);

        painted(grid, 0, 400);
        until(() -> middles(grid).equals(Set.of(0x0AC81E))); // no blank is left at rest

        assertEquals(Set.of(2 * 168), edges, "at twice the cell, so that any shape fills it");
        assertEquals(12, reads.get(), "four lines of three, each once");
    }

    private static Set<Integer> middles(PictureGrid grid) throws Exception {
        var image = painted(grid, 0, 400);
        var found = new HashSet<Integer>();
        for (int row = 0; row < 9; row++) {
            found.add(middle(grid, image, row));
        }
        return found;
    }

    /// None of them stops the others, and each says why it is not shown.
    @Test
    void hostileFilesAreQuietTiles() throws Exception {
        var rows = new FakeRows(7);
        rows.files.put(0, write("sound.png", png(flat(60, 40, Color.RED))));
        var sound = png(flat(300, 200, Color.BLUE));
        rows.files.put(1, write("cut.png", Arrays.copyOf(sound, sound.length / 3)));
        rows.files.put(2, write("empty.png", new byte[0]));
        rows.files.put(3, write("text.png", "no picture at all".getBytes(StandardCharsets.UTF_8)));
        rows.files.put(4, folder.resolve("vanished.png"));
        rows.files.put(5, write("wide.png", png(flat(30_000, 10, Color.GREEN))));
        rows.files.put(6, write("really.png", jpeg(flat(60, 40, Color.WHITE))));
        var grid = grid(rows);

        painted(grid, 0, 400);
        until(() -> middle(grid, painted(grid, 0, 400), 6) == 0xFFFFFF);
        until(() -> middle(grid, painted(grid, 0, 400), 5) == 0x00FF00);
        until(() -> middle(grid, painted(grid, 0, 400), 0) == 0xFF0000);
        until(() -> warns(grid, painted(grid, 0, 400), 4));

        var image = painted(grid, 0, 400);
        for (int row : new int[] {1, 2, 3, 4}) {
            assertTrue(warns(grid, image, row), "row " + row + " says why");
        }
        for (int row : new int[] {0, 5, 6}) {
            assertFalse(warns(grid, image, row), "row " + row + " is shown");
        }
    }

    /// Whether the sign of warnings is painted in a cell.
    private static boolean warns(PictureGrid grid, BufferedImage image, int row) {
        var place = grid.cells().place(row);
        int found = 0;
        for (int y = place.y; y < place.y + place.height; y++) {
            for (int x = place.x; x < place.x + place.width; x++) {
                var at = new Color(image.getRGB(x, y));
                boolean amber = at.getRed() > 190 && at.getGreen() > 140 && at.getBlue() < 110;
                found += amber && at.getRed() - at.getGreen() < 80 ? 1 : 0;
            }
        }
        return found > 8;
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return encoded(image, "png");
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        return encoded(image, "jpg");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
