package dev.atelier.app.library;

import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.file.WholeFile;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small pictures on disk, made when first asked for: of a file by decoding it, of an object by the
/// store itself. A changed picture has another name here, so none is ever out of date. Blocks; any
/// thread.
public final class ThumbnailStore {
    private static final Logger log = LoggerFactory.getLogger(ThumbnailStore.class);

    /// Longest edges that are kept, device pixels.
    private static final List<Integer> EDGES = List.of(128, 256, 512, 1024);

    /// Larger ones are made from the picture each time.
    private static final int LARGEST_KEPT = 512;

    /// Pictures with more pixels than this are read with gaps, one at a time.
    private static final long LARGE = 16_000_000;

    private static final Object LARGE_ONES = new Object();

    private static final int WRITES_TO_PRUNE = 2_000;

    private final Path folder;
    private final Buckets buckets;
    private final long mostBytes;
    private final AtomicInteger writes = new AtomicInteger();

    /// @param folder made when needed; may be deleted at any time
    /// @param mostBytes of all small pictures together
    public ThumbnailStore(Path folder, Buckets buckets, long mostBytes) {
        this.folder = folder;
        this.buckets = buckets;
        this.mostBytes = mostBytes;
    }

    /// The edge in which a picture of this size is kept.
    static int edge(int size) {
        return EDGES.stream().filter(edge -> edge >= size).findFirst().orElse(EDGES.getLast());
    }

    /// A small picture, no edge longer than asked.
    ///
    /// @throws IOException with a sentence, when the picture cannot be read
    /// @throws AwayException when its source cannot be reached
    public BufferedImage read(Entry.Place place, int edge) throws IOException, AwayException {
        var kept = file(place, edge);
        var known = edge <= LARGEST_KEPT ? kept(kept) : Optional.<BufferedImage>empty();
        if (known.isPresent()) {
            return known.get();
        }
        var small = make(place, edge);
        if (edge <= LARGEST_KEPT) {
            keep(small, kept);
        }
        return small;
    }

    /// The largest that was kept of a picture; its source is not asked.
    public Optional<BufferedImage> kept(Entry.Place place) {
        return EDGES.reversed().stream()
                .map(edge -> kept(file(place, edge)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<BufferedImage> kept(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ImageIO.read(file.toFile())).map(ThumbnailStore::plain);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // cut short by a crash; it is made again
        }
    }

    private Path file(Entry.Place place, int edge) {
        var name =
                HexFormat.of()
                        .formatHex(
                                Facts.digest(
                                        place.ref()
                                                + "\n"
                                                + place.bytes()
                                                + "\n"
                                                + place.changed()
                                                + "\n"
                                                + place.version()),
                                0,
                                16);
        return folder.resolve(name.substring(0, 2)).resolve(name + "-" + edge + ".jpg");
    }

    private void keep(BufferedImage small, Path file) {
        try {
            var out = new ByteArrayOutputStream();
            if (!ImageIO.write(small, "jpg", out)) {
                return;
            }
            WholeFile.replaceUnsynced(file, out::writeTo);
            if (writes.incrementAndGet() % WRITES_TO_PRUNE == 0) {
                prune();
            }
        } catch (IOException e) {
            log.debug("a small picture is not kept", e); // a full disk shows pictures all the same
        }
    }

    /// Deletes the oldest until all fit.
    void prune() throws IOException {
        record Kept(Path file, long bytes, FileTime time) {}
        var all = new ArrayList<Kept>();
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                all.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        long sum = all.stream().mapToLong(Kept::bytes).sum();
        all.sort(Comparator.comparing(Kept::time));
        for (var kept : all) {
            if (sum <= mostBytes * 9 / 10) {
                return;
            }
            Files.deleteIfExists(kept.file());
            sum -= kept.bytes();
        }
    }

    private BufferedImage make(Entry.Place place, int edge) throws IOException, AwayException {
        return switch (place.ref()) {
            case PictureRef.LocalFile(var path) -> small(path, edge);
            case PictureRef.OssObject(var address) -> ofObject(address, edge);
        };
    }

    /// A picture of this computer made smaller, however large it is. Blocks.
    ///
    /// @param edge longest side, pixels
    public static BufferedImage small(Path path, int edge) throws IOException {
        try (var input = ImageIO.createImageInputStream(path.toFile())) {
            if (input != null) {
                var large = gapped(input, edge);
                if (large.isPresent()) {
                    return large.get();
                }
            }
        }
        return plain(Thumbs.within(ImageFiles.read(path).image(), edge));
    }

    private BufferedImage ofObject(OssAddress address, int edge) throws IOException, AwayException {
        try {
            var bytes = buckets.open(address).thumbnail(address, edge);
            try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
                // A store that cannot resize answers with the whole picture.
                var large = gapped(input, edge);
                if (large.isPresent()) {
                    return large.get();
                }
            }
            return plain(Thumbs.within(ImageFiles.read(bytes, address.toString()).image(), edge));
        } catch (OssStoreException e) {
            throw AwayException.of(e);
        }
    }

    /// A picture too large to be decoded whole, read with gaps; empty for all others.
    private static Optional<BufferedImage> gapped(ImageInputStream input, int edge)
            throws IOException {
        var found = ImageFiles.own(ImageIO.getImageReaders(input));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var reader = found.get();
        try {
            reader.setInput(input, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width * height <= LARGE) {
                return Optional.empty();
            }
            int gap = (int) Math.max(1, Math.max(width, height) / (2L * edge));
            var how = reader.getDefaultReadParam();
            how.setSourceSubsampling(gap, gap, 0, 0);
            synchronized (LARGE_ONES) {
                return Optional.of(plain(Thumbs.within(reader.read(0, how), edge)));
            }
        } catch (RuntimeException e) {
            throw new MessageException(
                    Message.of("picture.unsound"), e); // readers throw nearly anything
        } catch (IOException e) {
            return Optional.empty(); // let the careful reader say what is wrong
        } finally {
            reader.dispose();
        }
    }

    /// Without transparency and in the form that is painted fastest.
    private static BufferedImage plain(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return image;
        }
        var plain =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = plain.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, plain.getWidth(), plain.getHeight());
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return plain;
    }
}
