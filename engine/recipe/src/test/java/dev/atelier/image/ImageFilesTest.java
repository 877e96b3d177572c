package dev.atelier.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Right values: Pillow 9.4 with A1111's two repairs, see `pictures/make.py`; the others are cases
/// of an outside test. References are plain RGB or RGBA and read by Java itself.
class ImageFilesTest {
    @TempDir Path folder;

    private static Path pictures() {
        try {
            var url = Objects.requireNonNull(ImageFilesTest.class.getResource("pictures/make.py"));
            return Objects.requireNonNull(Path.of(url.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<String> made() throws IOException {
        try (var files = Files.list(pictures())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ref.png"))
                    .map(name -> name.substring(0, name.length() - 8))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void thereAreMany() throws IOException {
        assertTrue(made().count() > 50);
    }

    @ParameterizedTest
    @MethodSource("made")
    void isAsPillow(String name) throws IOException {
        same(name, name + ".ref.png", 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gray_init.png gray_init_as_rgb.png",
                "gray_mask.png gray_mask_as_rgb.png",
                "rot6.jpg rot6_ref.png",
                "cmyk.jpg cmyk_ref.png",
                "icc.jpg iccjpg_ref.png"
            })
    void isAsTheOutsideCase(String pair) throws IOException {
        var names = pair.split(" ", -1);
        same(names[0], names[1], 0);
    }

    @Test
    void readsLosslessWebp() throws IOException {
        var picture = ImageFiles.read(pictures().resolve("lossless.webp"));
        assertTrue(picture.width() > 1);
    }

    private static void same(String name, String reference, int most) throws IOException {
        var read = ImageFiles.read(pictures().resolve(name));
        var right = ImageIO.read(pictures().resolve(reference).toFile());
        assertEquals(right.getWidth(), read.width(), "width");
        assertEquals(right.getHeight(), read.height(), "height");
        assertEquals(right.getColorModel().hasAlpha() ? 4 : 3, read.channels(), "channels");
        for (int y = 0; y < read.height(); y++) {
            for (int x = 0; x < read.width(); x++) {
                int argb = right.getRGB(x, y);
                for (int c = 0; c < read.channels(); c++) {
                    int wanted = argb >> (c == 3 ? 24 : 16 - 8 * c) & 0xFF;
                    int at = y * 10_000 + x;
                    assertTrue(
                            Math.abs(wanted - read.at(x, y, c)) <= most,
                            () -> "at " + at + ": " + wanted);
                }
            }
        }
        var size = ImageFiles.size(pictures().resolve(name));
        assertEquals(read.width(), size.width);
        assertEquals(read.height(), size.height);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pil_rgba.png",
                "pil_420.jpg",
                "pil_progressive.jpg",
                "pil_lossless_alpha.webp",
                "pil_lossy.webp",
                "pil_moving_lossy.webp",
                "pil_palette.gif",
                "pil_rgb.bmp",
                "pil_rgb.tif",
                "pil_interlaced.png"
            })
    void refusesEveryCutPicture(String name) throws IOException {
        var whole = Files.readAllBytes(pictures().resolve(name));
        for (int length = 0; length < whole.length - 16; length += 5) {
            var cut = Arrays.copyOf(whole, length);
            var thrown =
                    assertThrows(
                            IOException.class,
                            () -> ImageFiles.read(cut, "cut.png"),
                            name + " " + length);
            assertTrue(said(thrown).startsWith("cut.png "), said(thrown));
        }
    }

    @Test
    void hugeSizesCostNothing() throws IOException {
        var png = Files.readAllBytes(pictures().resolve("pil_rgba.png"));
        ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        var thrown = assertThrows(IOException.class, () -> ImageFiles.read(png, "huge.png"));
        assertTrue(said(thrown).contains("100 million"), said(thrown));
    }

    @Test
    void namesWhatItCannotRead() throws IOException {
        assertSays(
                "\0\0\0\u001Cftypavif\0\0\0\0", "an AVIF picture, which this program cannot read");
        assertSays("\0\0\0\u001Cftypheic\0\0\0\0", "a HEIC picture");
        assertSays("\0\0\0\u001Cftypmif1\0\0\0\0mif1miafheic", "a HEIC picture");
        assertSays("\0\0\0\u001Cftypmif1\0\0\0\0mif1avifmiaf", "an AVIF picture");
        assertSays("\0\0\0\u0018ftypisom\0\0\0\0isommp41avif", "a film");
        assertSays("\0\0\0\fjP  \r\n\u0087\n\0\0\0\u0014ftypjp2 ", "a JPEG 2000 picture");
        assertSays("\u00FFO\u00FFQ\0/", "a JPEG 2000 picture");
        assertSays("<html><body>", "a web page");
        assertSays("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer");
        assertSays("hello there", "no picture that this program can read");
        assertSays("", "is empty");
        assertTrue(
                said(assertThrows(IOException.class, () -> ImageFiles.read(folder)))
                        .endsWith("is a folder"));
        assertTrue(
                said(assertThrows(
                                IOException.class,
                                () -> ImageFiles.read(folder.resolve("gone.png"))))
                        .startsWith("there is no file"));
    }

    private static void assertSays(String content, String words) {
        var bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        var thrown = assertThrows(IOException.class, () -> ImageFiles.read(bytes, "x"));
        assertTrue(said(thrown).contains(words), said(thrown));
    }

    private static String said(Exception thrown) {
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void paintsWhatItRead() {
        var bitmap = new Bitmap(1, 1, 4, new byte[] {(byte) 200, 100, 0, (byte) 128});
        assertEquals(0xFFE3B17F, bitmap.image().getRGB(0, 0));
    }
}
