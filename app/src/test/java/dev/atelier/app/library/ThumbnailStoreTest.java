package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.picture.Provenance;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small pictures on disk.
class ThumbnailStoreTest {
    private @TempDir Path folder;
    private Path small;
    private ThumbnailStore store;

    @BeforeEach
    void open() {
        small = folder.resolve("small");
        store = new ThumbnailStore(small, Buckets.none(), 1 << 20);
    }

    private static Entry.Place place(Path file) throws IOException {
        long bytes = Files.exists(file) ? Files.size(file) : 0;
        var changed =
                Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.EPOCH;
        return new Entry.Place(PictureRef.of(file), false, bytes, changed, "", Provenance.NONE);
    }

    private Path picture(String name, int width, int height, int rgb) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        var file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private List<Path> kept() throws IOException {
        try (var all = Files.walk(small)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void isKeptAndReadFromTheDiskAgain() throws Exception {
        var file = picture("a.png", 400, 200, 0x336699);
        var place = place(file);

        var made = store.read(place, 256);
        assertEquals(256, made.getWidth());
        assertEquals(128, made.getHeight());
        assertEquals(0x336699, made.getRGB(40, 40) & 0xFFFFFF, "as the picture is");
        Files.delete(file);

        assertEquals(256, store.read(place, 256).getWidth());
    }

    @Test
    void aChangedPictureIsMadeAnew() throws Exception {
        store.read(place(picture("a.png", 400, 200, 0)), 256);
        var file = picture("a.png", 200, 400, 0xFFFFFF);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        assertEquals(256, store.read(place(file), 256).getHeight());
    }

    @Test
    void oneThatWasCutShortByACrashIsMadeAgain() throws Exception {
        var place = place(picture("a.png", 400, 200, 0));
        store.read(place, 256);
        var kept = kept().getFirst();
        Files.write(kept, Arrays.copyOf(Files.readAllBytes(kept), 20));

        assertEquals(256, store.read(place, 256).getWidth());
        assertNotNull(ImageIO.read(kept.toFile()), "and kept again");
    }

    /// Whatever is wrong with a file is an [IOException], which a cell says; nothing is kept.
    @Test
    void whatIsNoPictureIsSaid() throws Exception {
        var whole = Files.readAllBytes(picture("whole.png", 64, 64, 0));
        var files =
                List.of(
                        Files.write(folder.resolve("zero.png"), new byte[0]),
                        Files.writeString(folder.resolve("text.png"), "no picture"),
                        Files.write(
                                folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2)),
                        Files.createDirectory(folder.resolve("folder.png")),
                        folder.resolve("vanished.png"));
        for (var file : files) {
            var said =
                    assertThrows(
                            IOException.class, () -> store.read(place(file), 256), file::toString);
            assertNotNull(said.getMessage());
        }
        assertTrue(Files.notExists(small) || kept().isEmpty());
    }

    @Test
    void aWrongEndingDoesNotMatter() throws Exception {
        var file = Files.move(picture("a.png", 300, 300, 0), folder.resolve("a.jpg"));

        assertEquals(256, store.read(place(file), 256).getWidth());
    }

    /// 60 megapixels of one bit, a few kilobytes on disk.
    @Test
    void aHugePictureIsReadWithGaps() throws Exception {
        var file = folder.resolve("huge.png");
        Files.write(file, white(30_000, 2_000));

        var made = store.read(place(file), 256);

        assertEquals(256, made.getWidth());
        assertEquals(0xFFFFFF, made.getRGB(100, 5) & 0xFFFFFF);
    }

    private static byte[] white(int width, int height) throws IOException {
        var pixels = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(pixels)) {
            var row = new byte[1 + (width + 7) / 8];
            Arrays.fill(row, 1, row.length, (byte) 0xFF);
            for (int y = 0; y < height; y++) {
                deflated.write(row);
            }
        }
        var head = new ByteArrayOutputStream();
        var data = new DataOutputStream(head);
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {1, 0, 0, 0, 0});
        var png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(png, "IHDR", head.toByteArray());
        chunk(png, "IDAT", pixels.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content)
            throws IOException {
        var out = new DataOutputStream(png);
        out.writeInt(content.length);
        var named = new ByteArrayOutputStream();
        named.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        named.writeBytes(content);
        out.write(named.toByteArray());
        var sum = new CRC32();
        sum.update(named.toByteArray());
        out.writeInt((int) sum.getValue());
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws Exception {
        store = new ThumbnailStore(small, Buckets.none(), 1000);
        store.read(place(picture("old.png", 300, 300, 0)), 256);
        Files.setLastModifiedTime(kept().getFirst(), FileTime.fromMillis(0));
        var old = kept().getFirst();
        store.read(place(picture("new.png", 300, 300, 0xFFFFFF)), 256);

        store.prune();

        assertTrue(Files.notExists(old));
    }
}
