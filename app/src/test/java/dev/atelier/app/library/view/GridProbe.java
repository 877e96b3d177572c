package dev.atelier.app.library.view;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.library.AccountBuckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.ThumbnailStore;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.ui.Theme;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.webui.request.Catalogue;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

/// Prints how long the grid of 100,000 rows takes to open and to paint while it is scrolled, on the
/// event thread, by the clock and by the processor; what it holds of the heap after opening and
/// after scrolling through all of them; and how many cells are blank at rest, the time to rest
/// beside it. Run by hand on a machine at rest: `mvn -q -pl app -am test-compile`, then this
/// class's `main`; with the argument `bucket` the pictures are 100,000 objects in the bucket of a
/// sandbox in this process, which makes the small ones as OSS does, kept on disk as in the studio.
final class GridProbe {
    private static final int ROWS = 100_000;
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 820;
    private static final int FRAMES = 300;
    private static final int PLACES = 10;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int COLOUR = 0x3080C0;
    private static final String BUCKET = "pictures";

    private GridProbe() {}

    public static void main(String[] arguments) throws Exception {
        Theme.prepare();
        Theme.DARK.apply();
        var tasks = new Tasks(EventQueue::invokeLater);
        if (arguments.length == 0) {
            var rows = new FakeRows(ROWS);
            rows.reader = edge -> picture();
            measure(tasks, rows);
        } else {
            inBucket(rows -> measure(tasks, rows));
        }
        tasks.close();
        System.exit(0);
    }

    private static BufferedImage picture() {
        var picture = new BufferedImage(512, 341, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setColor(new Color(COLOUR));
        g.fillRect(0, 0, 512, 341);
        g.dispose();
        return picture;
    }

    private interface Measure {
        void of(GridRows rows) throws Exception;
    }

    /// Rows of 100,000 objects.
    private static void inBucket(Measure measure) throws Exception {
        var scratch = Files.createTempDirectory("probe");
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        var cloud = LocalStore.in(CloudSettings.inMemory(0, idle), BUCKET);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture(), "png", bytes);
        for (int i = 0; i < ROWS; i++) {
            cloud.store().sink().put(BUCKET, i + ".png", bytes.toByteArray());
        }
        try (var sandbox = Sandbox.start(cloud)) {
            var account = sandbox.account();
            var access =
                    new CloudAccess(
                            Map.of(
                                    "ALIBABA_CLOUD_ACCESS_KEY_ID",
                                    account.accessKeyId(),
                                    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                                    account.accessKeySecret(),
                                    "ATELIER_OSS_ENDPOINT",
                                    sandbox.address()),
                            scratch);
            try (var buckets = new AccountBuckets(() -> Optional.of(access), scratch)) {
                var small = new ThumbnailStore(scratch.resolve("small"), buckets, 1L << 30);
                measure.of(new BucketRows(new FakeRows(ROWS), small, bytes.size()));
            }
        }
    }

    private record BucketRows(FakeRows rows, ThumbnailStore small, long bytes) implements GridRows {
        @Override
        public int count() {
            return rows.count();
        }

        @Override
        public long id(int row) {
            return rows.id(row);
        }

        @Override
        public Optional<GridCell> cell(int row) {
            return rows.cell(row);
        }

        @Override
        public GridPicture picture(int row) {
            var ref = new PictureRef.OssObject(new OssAddress(BUCKET, row + ".png"));
            var place = new Entry.Place(ref, false, bytes, Instant.EPOCH, "1", Provenance.NONE);
            return new GridPicture("", true, edge -> small.read(place, edge <= 256 ? 256 : 512));
        }

        @Override
        public List<GridGroup> groups() {
            return List.of();
        }
    }

    private static void measure(Tasks tasks, GridRows rows) throws Exception {
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
        memory(grid[0], rows);
        print("frame", frames);
        print("frame, of the processor", busy);
    }

    /// Opens, scrolls from the first row to the last, rests at ten places.
    private static void memory(PictureGrid grid, GridRows rows) throws Exception {
        rest(grid, 0);
        print("heap after opening", heap());
        int high = height(grid);
        for (int y = 0; y < high; y += HEIGHT) {
            int at = y;
            EventQueue.invokeAndWait(() -> {
                pane(grid).getViewport().setViewPosition(new Point(0, at));
                paint(grid, at);
            });
        }
        rest(grid, high - HEIGHT);
        print("heap after scrolling through all", heap());
        int blank = 0;
        double longest = 0;
        for (int i = 0; i < PLACES; i++) {
            var rest = rest(grid, i * (high / PLACES));
            blank += rest.blank();
            longest = Math.max(longest, rest.millis());
        }
        System.out.printf(
                Locale.ROOT,
                "at rest at %d places of %,d rows: %d blank cells, none after at most %.0f ms%n",
                PLACES,
                rows.count(),
                blank,
                longest);
    }

    /// @param blank cells that never got their picture
    private record Rest(int blank, double millis) {}

    private static Rest rest(PictureGrid grid, int y) throws Exception {
        long begun = System.nanoTime();
        int blank = 1;
        while (blank > 0 && System.nanoTime() - begun < PATIENCE_NANOS) {
            var counted = new int[1];
            EventQueue.invokeAndWait(() -> {
                pane(grid).getViewport().setViewPosition(new Point(0, y));
                counted[0] = blank(grid, paint(grid, y), y);
            });
            blank = counted[0];
            Thread.sleep(5);
        }
        return new Rest(blank, (System.nanoTime() - begun) / 1e6);
    }

    /// Cells in sight whose middle is not the picture's colour.
    private static int blank(PictureGrid grid, BufferedImage seen, int y) {
        int blank = 0;
        for (int row = grid.cells().firstBelow(y); row < ROWS; row++) {
            var place = grid.cells().place(row);
            int middle = place.y + place.height / 2 - y;
            if (middle >= HEIGHT) {
                break;
            }
            boolean shown = middle < 0 || isColour(seen.getRGB(place.x + place.width / 2, middle));
            blank += shown ? 0 : 1;
        }
        return blank;
    }

    /// As near as a JPEG keeps it.
    private static boolean isColour(int rgb) {
        boolean near = true;
        for (int shift = 0; shift < 24; shift += 8) {
            near &= Math.abs((rgb >> shift & 0xFF) - (COLOUR >> shift & 0xFF)) <= 4;
        }
        return near;
    }

    private static int height(PictureGrid grid) throws Exception {
        var high = new int[1];
        EventQueue.invokeAndWait(() -> high[0] = grid.cells().height());
        return high[0];
    }

    /// What is held after all garbage was collected, MB.
    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static void print(String what, double megabytes) {
        System.out.printf(Locale.ROOT, "%s: %.1f MB%n", what, megabytes);
    }

    private static void print(String what, double[] millis) {
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

    private static BufferedImage paint(PictureGrid grid, int y) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.translate(0, -y);
        g.setClip(0, y, WIDTH, HEIGHT);
        grid.paint(g);
        g.dispose();
        return image;
    }

    private static void print(String what, long nanos) {
        System.out.printf(Locale.ROOT, "%s: %.0f ms%n", what, nanos / 1e6);
    }
}
