package dev.atelier.app.bench;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.library.AccountBuckets;
import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryIndex;
import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.ThumbnailStore;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.webui.request.Catalogue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/// Measures the library with pictures that it makes: small PNGs with infotexts of their own, in
/// folders of a thousand and in a bucket of a sandbox in this process.
public final class LibraryBench {
    private static final String BUCKET = "pictures";
    private static final int ROUNDS = 9;
    private static final int FOLDER = 1000;
    private static final int PAGE = 200;
    private static final double MEGABYTE = 1 << 20;
    private static final long FIRST_DAY = 1_735_689_600_000L;
    private static final long MINUTES_FIVE = 300_000;
    private static final List<String> THINGS =
            List.of("boat", "harbour", "lighthouse", "mill", "mountain", "fish", "moon", "garden");
    private static final List<String> MANNERS =
            List.of("flat design", "watercolour", "ink", "gouache", "photo", "月亮", "红船", "clay");
    private static final List<String> MODELS =
            List.of("v1-5-pruned", "deliberate_v2", "dreamshaper_8", "starter-32");

    private final int count;
    private final Path scratch;
    private final Consumer<CloudRow> report;
    private final byte[] pixels;

    /// @param count pictures here, and as many there
    /// @param scratch an empty folder
    /// @param report receives each row as soon as it is measured
    public LibraryBench(int count, Path scratch, Consumer<CloudRow> report) throws IOException {
        this.count = count;
        this.scratch = scratch;
        this.report = report;
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        pixels = out.toByteArray();
    }

    /// Runs all measurements; blocks for minutes.
    public void run() throws IOException, Buckets.AwayException {
        var folder = scratch.resolve("made");
        for (int i = 0; i < count; i++) {
            var file = folder.resolve("%05d".formatted(i / FOLDER)).resolve(name(i));
            if (i % FOLDER == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.write(file, picture(i));
            Files.setLastModifiedTime(file, FileTime.fromMillis(made(i)));
        }
        try (var tasks = new Tasks(Runnable::run)) {
            var settings = Settings.open(scratch.resolve("settings"), tasks);
            disk(settings, folder);
            looks();
            bucket(settings);
            looks();
        }
        thumbnails(folder);
    }

    private static String name(int i) {
        return "%06d.png".formatted(i);
    }

    private static long made(int i) {
        return FIRST_DAY + i * MINUTES_FIVE;
    }

    private byte[] picture(int i) throws IOException {
        var infotext =
                "a %s and a %s, %s, number %d <lora:style-%d:0.8>%nNegative prompt: fog, text%nSteps: %d, Sampler: Euler a, CFG scale: 7, Seed: %d, Size: 64x64, Model hash: abcdef1234, Model: %s"
                        .formatted(
                                THINGS.get(i % THINGS.size()),
                                THINGS.get(i / 8 % THINGS.size()),
                                MANNERS.get(i / 64 % MANNERS.size()),
                                i,
                                i % 50,
                                10 + i % 30,
                                1_000_000L + i,
                                MODELS.get(i % MODELS.size()));
        return PngText.write(pixels, Map.of(PngText.PARAMETERS, infotext));
    }

    private void disk(Settings settings, Path folder) throws IOException {
        try (var index = LibraryIndex.open(scratch)) {
            var library = new Library(index, settings, folder, Buckets.none());
            var source = new Source.Folder(folder);
            double first = seconds(() -> library.scan(source, new Cancellation()));
            add("pictures on disk", count, "");
            add("first look through them", first, "s");
            add("pictures a second", count / first, "/s");
            add(
                    "look again, nothing new",
                    seconds(() -> library.scan(source, new Cancellation())),
                    "s");
            var one = folder.resolve("new.png");
            Files.write(one, picture(count + 1));
            add("take in one saved picture", 1e3 * seconds(() -> library.take(one)), "ms");
        }
    }

    /// Opens, searches and counts as a window does.
    private void looks() throws IOException {
        add("index on disk", Files.size(scratch.resolve("library.db")) / MEGABYTE, "MB");
        add("open, all by day, first page", 1e3 * median(this::openLook), "ms");
        try (var index = LibraryIndex.open(scratch)) {
            look(index, "all, newest first", "");
            look(index, "boat", "boat");
            look(index, "\"a boat and a moon\"", "\"a boat and a moon\"");
            look(index, "红船", "红船");
            look(
                    index,
                    "model:deliberate -moon after:2025-03",
                    "model:deliberate -moon after:2025-03");
            look(index, "seed:1000042", "seed:1000042");
            add("count all facets", 1e3 * median(() -> index.facets(LibraryQuery.ALL)), "ms");
            var ids = index.search(LibraryQuery.ALL, Sort.NEWEST, Grouping.DAY).ids();
            var random = new Random(1);
            add(
                    "read a page of 200 entries anywhere",
                    1e3
                            * median(() -> {
                                int from = random.nextInt(Math.max(1, ids.length - PAGE));
                                index.entries(
                                        Arrays.copyOfRange(
                                                ids, from, Math.min(ids.length, from + PAGE)));
                            }),
                    "ms");
            memory(index);
        }
    }

    private void openLook() throws IOException {
        try (var index = LibraryIndex.open(scratch)) {
            var all = index.search(LibraryQuery.ALL, Sort.NEWEST, Grouping.DAY).ids();
            index.entries(Arrays.copyOf(all, Math.min(PAGE, all.length)));
        }
    }

    private void look(LibraryIndex index, String name, String query) throws IOException {
        var parsed = LibraryQuery.parse(query);
        int found = index.search(parsed, Sort.NEWEST, Grouping.DAY).count();
        add(
                "search " + name + " (" + found + ")",
                1e3 * median(() -> index.search(parsed, Sort.NEWEST, Grouping.DAY)),
                "ms");
    }

    private void memory(LibraryIndex index) throws IOException {
        long before = alive();
        var held = index.search(LibraryQuery.ALL, Sort.NEWEST, Grouping.DAY);
        add("heap that a search of all holds", (alive() - before) / MEGABYTE, "MB");
        for (int i = 0; i + PAGE < held.count(); i += 10 * PAGE) {
            index.entries(Arrays.copyOfRange(held.ids(), i, i + PAGE));
        }
        add("heap after scrolling through it", (alive() - before) / MEGABYTE, "MB");
        if (held.count() == 0) {
            throw new IOException("nothing was found"); // and holds it until here
        }
    }

    private void bucket(Settings settings) throws IOException {
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        var cloud = LocalStore.in(CloudSettings.inMemory(0, idle), BUCKET);
        for (int i = 0; i < count; i++) {
            // Every second one is a twin of a picture on disk.
            cloud.store().sink().put(BUCKET, "out/" + name(i), picture(i % 2 == 0 ? i : count + i));
        }
        try (var sandbox = Sandbox.start(cloud);
                var index = LibraryIndex.open(scratch)) {
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
                var library = new Library(index, settings, scratch.resolve("made"), buckets);
                var source = new Source.Bucket(new OssAddress(BUCKET, "out/"));
                library.add(source);
                double first = seconds(() -> library.scan(source, new Cancellation()));
                add("objects in a bucket", count, "");
                add("first look through them", first, "s");
                add(
                        "look again, nothing new",
                        seconds(() -> library.scan(source, new Cancellation())),
                        "s");
                add("pictures in both places", index.facets(LibraryQuery.ALL).both(), "");
            }
        }
    }

    private void thumbnails(Path folder) throws IOException, Buckets.AwayException {
        var file = folder.resolve("large.png");
        var out = new BufferedImage(1024, 1024, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 1024 * 1024; i++) {
            out.setRGB(i % 1024, i / 1024, random.nextInt(1 << 24));
        }
        ImageIO.write(out, "png", file.toFile());
        try (var index = LibraryIndex.open(scratch);
                var tasks = new Tasks(Runnable::run)) {
            var settings = Settings.open(scratch.resolve("settings"), tasks);
            var library = new Library(index, settings, folder, Buckets.none());
            library.take(file);
            var place =
                    index.entries(
                                    index.search(
                                                    LibraryQuery.parse("size:1024"),
                                                    Sort.NEWEST,
                                                    Grouping.NONE)
                                            .ids())
                            .getFirst()
                            .best();
            var store = new ThumbnailStore(scratch.resolve("thumbs"), Buckets.none(), 1 << 30);
            long start = System.nanoTime();
            store.read(place, 256);
            add("make a small picture of 1024x1024", (System.nanoTime() - start) / 1e6, "ms");
            start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                store.read(place, 256);
            }
            add("read it from the disk again", (System.nanoTime() - start) / 1e6 / ROUNDS, "ms");
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(Work work) throws IOException {
        var all = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            all[i] = seconds(work);
        }
        Arrays.sort(all);
        return all[ROUNDS / 2];
    }

    private void add(String name, double value, String unit) {
        report.accept(new CloudRow(name, value, unit, 0));
    }

    private static long alive() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
