package dev.atelier.recipe.infotext;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The texts in picture files, without touching the pixels: PNG by its chunks, JPEG (ITU-T T.81)
/// and WebP (RFC 9649) by their EXIF. A comment in EXIF counts as A1111's `parameters`; ComfyUI's
/// two fields, which begin with their keyword, go under it.
public final class PictureText {
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int MAX_BLOCK = 16 << 20;
    private static final int JPEG_MOST = 65_533 - EXIF.length;

    private PictureText() {}

    /// All texts by keyword.
    ///
    /// @throws IOException with a sentence, when it is none of the three or is damaged
    public static Map<String, String> read(byte[] picture) throws IOException {
        if (isJpeg(picture)) {
            return named(jpeg(picture));
        }
        return isWebp(picture) ? named(webp(picture)) : PngText.read(picture);
    }

    /// The same JPEG or WebP with other settings; its pixels stay as they are.
    public static byte[] write(byte[] picture, String infotext) throws IOException {
        var block = Exif.write(infotext);
        if (isJpeg(picture)) {
            if (block.length > JPEG_MOST) {
                throw new IOException("the settings are too long for a JPEG");
            }
            return intoJpeg(picture, block);
        }
        if (isWebp(picture)) {
            return Webp.withExif(picture, block);
        }
        throw new IOException("the picture is neither a JPEG nor a WebP");
    }

    private static boolean isJpeg(byte[] b) {
        return b.length > 3 && (b[0] & 0xFF) == 0xFF && (b[1] & 0xFF) == 0xD8;
    }

    private static boolean isWebp(byte[] b) {
        return b.length > 12 && four(b, 0).equals("RIFF") && four(b, 8).equals("WEBP");
    }

    static String four(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> named(byte[] block) {
        var texts = new LinkedHashMap<String, String>();
        Exif.read(block)
                .forEach((tag, text) -> {
                    if (tag.equals(Exif.COMMENT)) {
                        texts.put(PngText.PARAMETERS, text);
                    } else if (text.startsWith("prompt:") || text.startsWith("workflow:")) {
                        int colon = text.indexOf(':');
                        texts.put(text.substring(0, colon), text.substring(colon + 1));
                    } else {
                        texts.putIfAbsent(tag, text);
                    }
                });
        return texts;
    }

    /// The EXIF of a JPEG; empty where it has none.
    private static byte[] jpeg(byte[] picture) throws IOException {
        for (int at = 2; ; ) {
            int length = segment(picture, at);
            if (length == 0) {
                return new byte[0];
            }
            if (length >= 2 + EXIF.length && isExif(picture, at)) {
                return Arrays.copyOfRange(picture, at + 4 + EXIF.length, at + 2 + length);
            }
            at += 2 + length;
        }
    }

    /// The length of the segment that begins here, its own two bytes included; 0 where pixels
    /// begin.
    private static int segment(byte[] picture, int at) throws IOException {
        if (at + 4 > picture.length || (picture[at] & 0xFF) != 0xFF) {
            throw new IOException("not a sound JPEG: it is cut short");
        }
        int marker = picture[at + 1] & 0xFF;
        if (marker == 0xDA || marker == 0xD9) {
            return 0;
        }
        int length = (picture[at + 2] & 0xFF) << 8 | (picture[at + 3] & 0xFF);
        if (length < 2 || at + 2 + length > picture.length) {
            throw new IOException("not a sound JPEG: it is cut short");
        }
        return length;
    }

    private static boolean isExif(byte[] picture, int at) {
        int from = at + 4;
        return (picture[at + 1] & 0xFF) == 0xE1
                && from + EXIF.length <= picture.length
                && Arrays.equals(picture, from, from + EXIF.length, EXIF, 0, EXIF.length);
    }

    /// EXIF stands first, behind JFIF's own segment where there is one.
    private static byte[] intoJpeg(byte[] picture, byte[] block) throws IOException {
        var out = new ByteArrayOutputStream(picture.length + block.length + 16);
        out.write(picture, 0, 2);
        int at = 2;
        boolean jfif = segment(picture, at) > 0 && (picture[at + 1] & 0xFF) == 0xE0;
        if (jfif) {
            int length = 2 + segment(picture, at);
            out.write(picture, at, length);
            at += length;
        }
        int length = 2 + EXIF.length + block.length;
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.writeBytes(EXIF);
        out.writeBytes(block);
        for (int next = segment(picture, at); next > 0; next = segment(picture, at)) {
            if (!isExif(picture, at)) {
                out.write(picture, at, 2 + next);
            }
            at += 2 + next;
        }
        out.write(picture, at, picture.length - at);
        return out.toByteArray();
    }

    private static byte[] webp(byte[] picture) throws IOException {
        var riff = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 12; at + 8 <= picture.length; ) {
            long size = riff.getInt(at + 4) & 0xFFFFFFFFL;
            if (at + 8 + size > picture.length || size > Integer.MAX_VALUE - 16) {
                throw new IOException("not a sound WebP: it is cut short");
            }
            if (four(picture, at).equals("EXIF") && size <= MAX_BLOCK) {
                var block = Arrays.copyOfRange(picture, at + 8, at + 8 + (int) size);
                boolean marked =
                        block.length >= EXIF.length
                                && Arrays.equals(block, 0, EXIF.length, EXIF, 0, EXIF.length);
                return marked ? Arrays.copyOfRange(block, EXIF.length, block.length) : block;
            }
            at += 8 + (int) (size + (size & 1));
        }
        return new byte[0];
    }
}
