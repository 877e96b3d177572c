package dev.atelier.app.library.view;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Theme;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

/// Prints how long the grid of 100,000 rows takes to open and to paint while it is scrolled, on the
/// event thread, by the clock and by the processor. Run by hand on a machine at rest: `mvn -q -pl
/// app -am test-compile`, then this class's `main`.
final class GridProbe {
    private static final int ROWS = 100_000;
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 820;
    private static final int FRAMES = 300;

    private GridProbe() {}

    public static void main(String[] arguments) throws Exception {
        Theme.prepare();
        Theme.DARK.apply();
        var tasks = new Tasks(EventQueue::invokeLater);
        var rows = new FakeRows(ROWS);
        rows.reader = edge -> new BufferedImage(512, 341, BufferedImage.TYPE_INT_RGB);
        var frames = new double[FRAMES];
        var busy = new double[FRAMES];
        var processor = ManagementFactory.getThreadMXBean();
        EventQueue.invokeAndWait(() -> {
            long begun = System.nanoTime();
            long spent = processor.getCurrentThreadCpuTime();
            var grid = new PictureGrid(rows, tasks, Value.of(168));
            grid.start("Pictures");
            scroll(grid, 0);
            paint(grid, 0);
            print("open and first frame", System.nanoTime() - begun);
            print("  of the processor", processor.getCurrentThreadCpuTime() - spent);
        });
        var grid = new PictureGrid[1];
        EventQueue.invokeAndWait(() -> {
            grid[0] = new PictureGrid(rows, tasks, Value.of(168));
            grid[0].start("Pictures");
            scroll(grid[0], 0);
        });
        for (int i = 0; i < FRAMES; i++) {
            int y = i * 97;
            int frame = i;
            EventQueue.invokeAndWait(() -> {
                long from = System.nanoTime();
                long spent = processor.getCurrentThreadCpuTime();
                pane(grid[0]).getViewport().setViewPosition(new Point(0, y));
                paint(grid[0], y);
                frames[frame] = (System.nanoTime() - from) / 1e6;
                busy[frame] = (processor.getCurrentThreadCpuTime() - spent) / 1e6;
            });
        }
        print("frame", frames);
        print("frame, of the processor", busy);
        tasks.close();
        System.exit(0);
    }

    private static void print(String what, double... millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d rows, %d x %d: median %.1f ms, 95 %% within %.1f ms%n",
                what,
                ROWS,
                WIDTH,
                HEIGHT,
                millis[FRAMES / 2],
                millis[FRAMES * 95 / 100]);
    }

    private static void scroll(PictureGrid grid, int y) {
        var pane = grid.scrolling();
        pane.setSize(WIDTH, HEIGHT);
        pane.doLayout();
        pane.getViewport().doLayout();
        pane.getViewport().setViewPosition(new Point(0, y));
    }

    private static JScrollPane pane(PictureGrid grid) {
        return (JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, grid);
    }

    private static void paint(PictureGrid grid, int y) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.translate(0, -y);
        g.setClip(0, y, WIDTH, HEIGHT);
        grid.paint(g);
        g.dispose();
    }

    private static void print(String what, long nanos) {
        System.out.printf(Locale.ROOT, "%s: %.0f ms%n", what, nanos / 1e6);
    }
}
