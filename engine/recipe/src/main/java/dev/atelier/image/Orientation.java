package dev.atelier.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// How a camera was held, and its undoing (EXIF's tag 274, CIPA DC-008), looked for where Pillow's
/// `exif_transpose` looks. Anything damaged on the way counts as upright.
final class Orientation {
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int TAG = 0x0112;
    private static final int MOST_TEXT = 1 << 20;
    private static final int MOST_ENTRIES = 1000;
    private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

    private Orientation() {}

    /// 1 (upright) to 8.
    static int of(byte[] file) {
        int found;
        if (JpegPixels.is(file)) {
            found = ofJpeg(file);
        } else if (PngPixels.is(file)) {
            found = ofPng(file);
        } else if (PictureKind.isWebp(file)) {
            found = ofWebp(file);
        } else {
            found = PictureKind.isTiff(file) ? ofExif(file) : 1;
        }
        return found >= 1 && found <= 8 ? found : 1;
    }

    /// The tag's value in a block of EXIF, or 0.
    private static int ofExif(byte[] block) {
        int from = starts(block, EXIF) ? EXIF.length : 0;
        if (block.length < from + 8) {
            return 0;
        }
        var tiff = ByteBuffer.wrap(block, from, block.length - from).slice();
        boolean little = tiff.get(0) == 'I';
        tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = tiff.getInt(4);
        if (at < 8 || at > tiff.limit() - 2) {
            return 0;
        }
        int count = Math.min(tiff.getShort(at) & 0xFFFF, MOST_ENTRIES);
        for (int i = 0; i < count && at + 14 + 12 * i <= tiff.limit(); i++) {
            int entry = at + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                return switch (tiff.getShort(entry + 2)) {
                    case 1, 6 -> tiff.get(entry + 8);
                    case 3, 8 -> tiff.getShort(entry + 8);
                    case 4, 9 -> tiff.getInt(entry + 8);
                    default -> 0;
                };
            }
        }
        return 0;
    }

    private static boolean starts(byte[] block, byte[] with) {
        return block.length >= with.length
                && Arrays.equals(block, 0, with.length, with, 0, with.length);
    }

    private static int ofJpeg(byte[] file) {
        for (int at = 2; at + 4 <= file.length && (file[at] & 0xFF) == 0xFF; ) {
            int marker = file[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = (file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF);
            if (marker == 0xDA || length < 2 || at + 2 + length > file.length) {
                return 0;
            }
            var block = Arrays.copyOfRange(file, at + 4, at + 2 + length);
            if (marker == 0xE1 && starts(block, EXIF)) {
                return ofExif(block);
            }
            at += 2 + length;
        }
        return 0;
    }

    /// The chunk `eXIf`, ImageMagick's text of the same, or XMP.
    private static int ofPng(byte[] file) {
        int exif = 0;
        int profile = 0;
        int xmp = 0;
        var in = ByteBuffer.wrap(file);
        for (int at = 8; at + 12 <= file.length; ) {
            int length = in.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                break;
            }
            var type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            var data =
                    type.equals("IDAT")
                            ? new byte[0]
                            : Arrays.copyOfRange(file, at + 8, at + 8 + length);
            switch (type) {
                case "eXIf" -> exif = ofExif(data);
                case "tEXt", "zTXt" -> profile = Math.max(profile, text(data, type.equals("zTXt")));
                case "iTXt" -> xmp = Math.max(xmp, xmp(data));
                default -> {}
            }
            at += 12 + length;
        }
        if (exif != 0) {
            return exif;
        }
        return profile != 0 ? profile : xmp;
    }

    private static int text(byte[] data, boolean packed) {
        var keyword = "Raw profile type exif\0".getBytes(StandardCharsets.ISO_8859_1);
        if (!starts(data, keyword)) {
            return 0;
        }
        int from = keyword.length + (packed ? 1 : 0);
        var rest = Arrays.copyOfRange(data, Math.min(from, data.length), data.length);
        var lines =
                new String(
                                packed ? unpacked(rest).orElse(new byte[0]) : rest,
                                StandardCharsets.ISO_8859_1)
                        .split("\n", 4);
        return lines.length < 4 ? 0 : ofExif(hex(lines[3]));
    }

    private static byte[] hex(String text) {
        var out = new ByteArrayOutputStream();
        int high = -1;
        for (int i = 0; i < Math.min(text.length(), MOST_TEXT); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit >= 0 && high >= 0) {
                out.write(high << 4 | digit);
                high = -1;
            } else if (digit >= 0) {
                high = digit;
            }
        }
        return out.toByteArray();
    }

    private static int xmp(byte[] data) {
        var keyword = "XML:com.adobe.xmp\0".getBytes(StandardCharsets.ISO_8859_1);
        if (!starts(data, keyword)) {
            return 0;
        }
        int flag = keyword.length;
        boolean packed = flag < data.length && data[flag] == 1;
        int zeros = 0;
        int from = flag + 2;
        while (from < data.length && zeros < 2) {
            zeros += data[from++] == 0 ? 1 : 0;
        }
        var rest = Arrays.copyOfRange(data, Math.min(from, data.length), data.length);
        var text = packed ? unpacked(rest).orElse(new byte[0]) : rest;
        var found =
                XMP.matcher(
                        new String(
                                text, 0, Math.min(text.length, MOST_TEXT), StandardCharsets.UTF_8));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static Optional<byte[]> unpacked(byte[] packed) {
        try (var inflater = new Inflater()) {
            inflater.setInput(packed);
            var out = new byte[MOST_TEXT];
            int length = inflater.inflate(out);
            return Optional.of(Arrays.copyOf(out, length));
        } catch (DataFormatException e) {
            return Optional.empty();
        }
    }

    private static int ofWebp(byte[] file) {
        var riff = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 12; at + 8 <= file.length; ) {
            long size = riff.getInt(at + 4) & 0xFFFFFFFFL;
            if (at + 8 + size > file.length) {
                return 0;
            }
            var type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("EXIF")) {
                return ofExif(Arrays.copyOfRange(file, at + 8, at + 8 + (int) size));
            }
            at += 8 + (int) (size + (size & 1));
        }
        return 0;
    }

    static boolean turnsSides(int orientation) {
        return orientation >= 5;
    }

    /// The picture upright.
    static Bitmap upright(Bitmap picture, int orientation) {
        if (orientation == 1) {
            return picture;
        }
        int width = picture.width();
        int height = picture.height();
        int channels = picture.channels();
        int across = turnsSides(orientation) ? height : width;
        int down = turnsSides(orientation) ? width : height;
        var result = new byte[picture.bytes().length];
        int to = 0;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                int column =
                        switch (orientation) {
                            case 2, 3 -> width - 1 - x;
                            case 4 -> x;
                            case 5, 6 -> y;
                            default -> width - 1 - y;
                        };
                int row =
                        switch (orientation) {
                            case 2 -> y;
                            case 3, 4 -> height - 1 - y;
                            case 5, 8 -> x;
                            default -> height - 1 - x;
                        };
                System.arraycopy(
                        picture.bytes(), (row * width + column) * channels, result, to, channels);
                to += channels;
            }
        }
        return new Bitmap(across, down, channels, result);
    }
}
