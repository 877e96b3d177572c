package dev.atelier.image;

import dev.atelier.recipe.Message;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// The pixels of a PNG (https://www.w3.org/TR/png-3/) as Pillow 9.5 gives them to A1111: no gamma,
/// no profile; a transparent colour counts only where a palette has degrees of it.
final class PngPixels {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    /// Adam7: first column and row, and the steps between columns and rows.
    private static final int[][] PASSES = {
        {0, 0, 8, 8},
        {4, 0, 8, 8},
        {0, 4, 4, 8},
        {2, 0, 4, 4},
        {0, 2, 2, 4},
        {1, 0, 2, 2},
        {0, 1, 1, 2}
    };

    private final byte[] file;
    private final List<InputStream> packed = new ArrayList<>();
    private int width;
    private int height;
    private int depth;
    private int colour;
    private boolean interlaced;
    private byte @Nullable [] palette;
    private byte @Nullable [] alphas;

    private PngPixels(byte[] file) throws IOException {
        this.file = file;
        chunks();
    }

    static boolean is(byte[] file) {
        return file.length >= 8 && Arrays.equals(file, 0, 8, SIGNATURE, 0, 8);
    }

    /// Width and height as the header says.
    static int[] size(byte[] file) throws IOException {
        if (file.length < 33 || !type(file, 12).equals("IHDR")) {
            throw new PictureException(Message.of("picture.no-header"));
        }
        var header = ByteBuffer.wrap(file);
        return new int[] {header.getInt(16), header.getInt(20)};
    }

    /// @return three channels, or four where Pillow's mode is RGBA
    static Bitmap read(byte[] file) throws IOException {
        return new PngPixels(file).decoded();
    }

    private static String type(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    private void chunks() throws IOException {
        var in = ByteBuffer.wrap(file);
        boolean pixels = false;
        for (int at = 8; at + 8 <= file.length; ) {
            int length = in.getInt(at);
            var type = type(file, at + 4);
            if (type.equals("IEND") || (pixels && !type.equals("IDAT"))) {
                break;
            }
            int there = Math.min(Math.max(length, 0), file.length - at - 8);
            if (type.equals("IDAT")) {
                pixels = true;
                packed.add(new ByteArrayInputStream(file, at + 8, there));
            } else {
                if (length < 0 || length > file.length - at - 12) {
                    throw new PictureException(Message.of("picture.cut"));
                }
                take(type, at + 8, length);
            }
            at = length < 0 || there < length ? file.length : at + 12 + length;
        }
        if (width == 0 || !pixels) {
            throw new PictureException(Message.of("picture.no-pixels"));
        }
    }

    private void take(String type, int at, int length) throws IOException {
        var crc = new CRC32();
        crc.update(file, at - 4, length + 4);
        if ((int) crc.getValue() != ByteBuffer.wrap(file).getInt(at + length)) {
            throw new PictureException(Message.of("picture.sum", printable(type)));
        }
        switch (type) {
            case "IHDR" -> header(at, length);
            case "PLTE" -> palette = Arrays.copyOfRange(file, at, at + length);
            case "tRNS" -> alphas = Arrays.copyOfRange(file, at, at + length);
            default -> {} // texts, times, profiles
        }
    }

    private static String printable(String type) {
        return type.chars().allMatch(c -> c > 0x20 && c < 0x7F) ? type : "?";
    }

    private void header(int at, int length) throws IOException {
        if (length < 13) {
            throw new PictureException(Message.of("picture.cut-header"));
        }
        var in = ByteBuffer.wrap(file);
        width = in.getInt(at);
        height = in.getInt(at + 4);
        depth = file[at + 8];
        colour = file[at + 9];
        interlaced = file[at + 12] != 0;
        boolean known =
                switch (colour) {
                    case GREY ->
                            depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
                    case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
                    case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
                    default -> false;
                };
        if (!known || width < 1 || height < 1) {
            throw new PictureException(Message.of("picture.header"));
        }
    }

    private int samples() {
        return switch (colour) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /// Pillow keeps the alpha of a grey picture's 8 bits apart and drops it, that of 16 bits not.
    private boolean transparent() {
        return colour == RGB_ALPHA
                || (colour == GREY_ALPHA && depth == 16)
                || (colour == PALETTE && alphas != null && !onlyOne(alphas));
    }

    /// One entry is transparent and all others are opaque: a colour key, which A1111 ignores.
    private static boolean onlyOne(byte[] alphas) {
        int clear = 0;
        for (byte alpha : alphas) {
            if (alpha != 0 && alpha != -1) {
                return false;
            }
            clear += alpha == 0 ? 1 : 0;
        }
        return clear <= 1;
    }

    private Bitmap decoded() throws IOException {
        int channels = transparent() ? 4 : 3;
        var pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        var all = new SequenceInputStream(Collections.enumeration(packed));
        var inflater = new Inflater();
        try (var in = new InflaterInputStream(all, inflater, 1 << 16)) {
            if (interlaced) {
                for (var pass : PASSES) {
                    pass(in, pass, pixels, channels);
                }
            } else {
                pass(in, new int[] {0, 0, 1, 1}, pixels, channels);
            }
            var _ = in.read(); // the sum of all bytes stands at the end
        } catch (EOFException e) {
            throw new PictureException(Message.of("picture.cut"), e);
        } finally {
            inflater.end();
        }
        return new Bitmap(width, height, channels, pixels);
    }

    private void pass(InputStream in, int[] pass, byte[] pixels, int channels) throws IOException {
        int across = (width - pass[0] + pass[2] - 1) / pass[2];
        int down = (height - pass[1] + pass[3] - 1) / pass[3];
        if (across <= 0 || down <= 0) {
            return;
        }
        int bits = depth * samples();
        int length = Math.toIntExact(((long) across * bits + 7) / 8);
        int back = Math.max(1, bits / 8);
        var before = new byte[length];
        var row = new byte[length];
        for (int y = 0; y < down; y++) {
            int filter = in.read();
            if (filter < 0 || in.readNBytes(row, 0, length) < length) {
                throw new PictureException(Message.of("picture.cut"));
            }
            unfilter(filter, row, before, back);
            int at = ((pass[1] + y * pass[3]) * width + pass[0]) * channels;
            for (int x = 0; x < across; x++) {
                pixel(row, x, pixels, at);
                at += pass[2] * channels;
            }
            var spare = before;
            before = row;
            row = spare;
        }
    }

    private static void unfilter(int filter, byte[] row, byte[] before, int back)
            throws IOException {
        if (filter > 4) {
            throw new PictureException(Message.of("picture.rows"));
        }
        for (int i = 0; i < row.length && filter > 0; i++) {
            int left = i < back ? 0 : row[i - back] & 0xFF;
            int above = before[i] & 0xFF;
            int more =
                    switch (filter) {
                        case 1 -> left;
                        case 2 -> above;
                        case 3 -> (left + above) / 2;
                        default -> paeth(left, above, i < back ? 0 : before[i - back] & 0xFF);
                    };
            row[i] += (byte) more;
        }
    }

    private static int paeth(int left, int above, int corner) {
        int guess = left + above - corner;
        int byLeft = Math.abs(guess - left);
        int byAbove = Math.abs(guess - above);
        int byCorner = Math.abs(guess - corner);
        if (byLeft <= byAbove && byLeft <= byCorner) {
            return left;
        }
        return byAbove <= byCorner ? above : corner;
    }

    private void pixel(byte[] row, int x, byte[] pixels, int at) {
        int bytes = depth / 8;
        switch (colour) {
            case GREY -> grey(pixels, at, greyValue(row, x));
            case PALETTE -> chosen(bits(row, x), pixels, at);
            case GREY_ALPHA -> {
                int from = 2 * x * bytes;
                grey(pixels, at, row[from]);
                if (depth == 16) {
                    pixels[at + 3] = row[from + bytes];
                }
            }
            default -> {
                int count = samples();
                for (int c = 0; c < count; c++) {
                    pixels[at + c] = row[(count * x + c) * bytes];
                }
            }
        }
    }

    private static void grey(byte[] pixels, int at, byte value) {
        pixels[at] = value;
        pixels[at + 1] = value;
        pixels[at + 2] = value;
    }

    private byte greyValue(byte[] row, int x) {
        if (depth == 16) {
            return row[2 * x] == 0 ? row[2 * x + 1] : -1; // Pillow's mode I: cut off above 255
        }
        return depth == 8 ? row[x] : (byte) (bits(row, x) * 255 / ((1 << depth) - 1));
    }

    private int bits(byte[] row, int x) {
        if (depth == 8) {
            return row[x] & 0xFF;
        }
        int perByte = 8 / depth;
        int shift = 8 - depth * (x % perByte + 1);
        return row[x / perByte] >> shift & ((1 << depth) - 1);
    }

    /// Entries that a palette lacks are Pillow's grey ramp.
    private void chosen(int index, byte[] pixels, int at) {
        for (int c = 0; c < 3; c++) {
            pixels[at + c] =
                    palette != null && 3 * index + c < palette.length
                            ? palette[3 * index + c]
                            : (byte) index;
        }
        if (alphas != null && transparent()) {
            pixels[at + 3] = index < alphas.length ? alphas[index] : -1;
        }
    }
}
