package dev.atelier.image;

import dev.atelier.recipe.Message;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The pixels of a JPEG as Pillow gives them: Java's decoder finds the stored numbers, the colours
/// are made here as libjpeg does (`jdcolor.c`), because Java's own choice looks at profiles and
/// knows no CMYK.
final class JpegPixels {
    /// What a progressive file may cost: its scans times its pixels.
    private static final long MOST_WORK = 4_000_000_000L;

    private static final int ADOBE_TRANSFORM = 11;

    private final byte[] file;
    private final ByteArrayOutputStream bare = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int components;
    private boolean rgbNames;
    private boolean jfif;
    private int transform = -1;
    private boolean cut;
    private int scans;

    private JpegPixels(byte[] file) throws IOException {
        this.file = file;
        segments();
    }

    static boolean is(byte[] file) {
        return file.length >= 3
                && (file[0] & 0xFF) == 0xFF
                && (file[1] & 0xFF) == 0xD8
                && (file[2] & 0xFF) == 0xFF;
    }

    static int[] size(byte[] file) throws IOException {
        var jpeg = new JpegPixels(file);
        return new int[] {jpeg.width, jpeg.height};
    }

    /// @return three channels
    static Bitmap read(byte[] file) throws IOException {
        var jpeg = new JpegPixels(file);
        if (jpeg.cut) {
            throw new PictureException(Message.of("picture.cut")); // Pillow wants the last marker
        }
        if ((long) jpeg.scans * jpeg.width * jpeg.height > MOST_WORK) {
            throw new PictureException(Message.of("picture.scans"));
        }
        return jpeg.coloured(jpeg.raster());
    }

    /// Copies what decoding needs. Texts, profiles and small pictures stay out: they cannot mislead
    /// or break the decoder.
    private void segments() throws IOException {
        bare.write(0xFF);
        bare.write(0xD8);
        int at = 2;
        while (true) {
            while (at < file.length && (file[at] & 0xFF) != 0xFF) {
                at++; // what stands between segments is passed over, as Pillow does
            }
            while (at < file.length && (file[at] & 0xFF) == 0xFF) {
                at++;
            }
            if (at + 2 >= file.length) {
                throw new PictureException(Message.of("picture.cut"));
            }
            int marker = file[at] & 0xFF;
            if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD9)) {
                at++;
                continue;
            }
            int length = (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF);
            if (length < 2 || at + 1 + length > file.length) {
                throw new PictureException(Message.of("picture.cut"));
            }
            if (marker == 0xDA) {
                scans(at - 1);
                return;
            }
            take(marker, at + 3, length - 2);
            at += 1 + length;
        }
    }

    private void take(int marker, int at, int length) throws IOException {
        boolean frame = marker >= 0xC0 && marker <= 0xCF;
        boolean table = marker == 0xC4 || marker == 0xCC;
        if (marker == 0xE0) {
            jfif |= starts(at, length, "JFIF");
        } else if (marker == 0xEE && length > ADOBE_TRANSFORM && starts(at, length, "Adobe")) {
            transform = file[at + ADOBE_TRANSFORM] & 0xFF;
        } else if (frame && !table && marker != 0xC8) {
            frame(at, length);
        }
        if (frame || marker == 0xDB || marker == 0xDD) {
            bare.write(0xFF);
            bare.write(marker);
            bare.write(file, at - 2, length + 2);
        }
    }

    private boolean starts(int at, int length, String word) {
        return length > word.length()
                && new String(file, at, word.length(), StandardCharsets.ISO_8859_1).equals(word);
    }

    private void frame(int at, int length) throws IOException {
        if (length < 6 || length < 6 + 3 * (file[at + 5] & 0xFF)) {
            throw new PictureException(Message.of("picture.cut-header"));
        }
        height = (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF);
        width = (file[at + 3] & 0xFF) << 8 | (file[at + 4] & 0xFF);
        components = file[at + 5] & 0xFF;
        rgbNames =
                components == 3
                        && file[at + 6] == 'R'
                        && file[at + 9] == 'G'
                        && file[at + 12] == 'B';
        if (file[at] != 8) {
            throw new PictureException(Message.of("picture.bits", file[at]));
        }
    }

    private void scans(int from) throws IOException {
        if (width < 1 || height < 1) {
            throw new PictureException(Message.of("picture.header"));
        }
        bare.write(file, from, file.length - from);
        cut = true;
        for (int at = from; at + 1 < file.length; at++) {
            if ((file[at] & 0xFF) == 0xFF) {
                int marker = file[at + 1] & 0xFF;
                scans += marker == 0xDA ? 1 : 0;
                cut &= marker != 0xD9;
            }
        }
    }

    private Raster raster() throws IOException {
        var reader = reader();
        try (var in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bare.toByteArray()))) {
            reader.setInput(in, true, true);
            return reader.readRaster(0, null);
        } finally {
            reader.dispose();
        }
    }

    /// Java's own, whatever other readers a class path holds.
    private static ImageReader reader() throws IOException {
        var readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            var reader = readers.next();
            if (reader.canReadRaster()) {
                return reader;
            }
        }
        throw new IOException("this Java reads no JPEG");
    }

    private Bitmap coloured(Raster raster) throws IOException {
        int bands = raster.getNumBands();
        if (bands != components || bands == 2 || bands > 4) {
            throw new PictureException(Message.of("picture.colours", components));
        }
        int across = raster.getWidth();
        var pixels = new byte[Math.multiplyExact(across * raster.getHeight(), 3)];
        var row = new int[across * bands];
        int to = 0;
        boolean mixed = bands == 3 ? ycc() : transform > 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, across, 1, row);
            for (int x = 0; x < across; x++) {
                int at = x * bands;
                if (bands > 1 && mixed) {
                    unmix(row, at);
                }
                if (bands == 4) {
                    Cmyk.rgb(row, at, mixed ? 0 : 255, pixels, to);
                } else {
                    for (int c = 0; c < 3; c++) {
                        pixels[to + c] = (byte) row[bands == 1 ? at : at + c];
                    }
                }
                to += 3;
            }
        }
        return new Bitmap(across, raster.getHeight(), 3, pixels);
    }

    /// libjpeg's guess (`jdapimin.c`).
    private boolean ycc() {
        if (jfif) {
            return true;
        }
        return transform >= 0 ? transform != 0 : !rgbNames;
    }

    /// YCbCr to RGB in libjpeg's sixteen-bit integers.
    private static void unmix(int[] row, int at) {
        int y = row[at];
        int cb = row[at + 1] - 128;
        int cr = row[at + 2] - 128;
        row[at] = Math.clamp(y + ((91881 * cr + 32768) >> 16), 0, 255);
        row[at + 1] = Math.clamp(y + ((-22554 * cb - 46802 * cr + 32768) >> 16), 0, 255);
        row[at + 2] = Math.clamp(y + ((116130 * cb + 32768) >> 16), 0, 255);
    }
}
