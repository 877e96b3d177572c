package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Puts EXIF into WebP files (RFC 9649): only the extended form can hold it, so a simple file gets
/// the header of one.
final class Webp {
    private static final int HAS_EXIF = 0x08;
    private static final int HAS_ALPHA = 0x10;
    private static final int SMALLEST = 30;

    private Webp() {}

    static byte[] withExif(byte[] picture, byte[] exif) throws IOException {
        if (picture.length < SMALLEST) {
            throw new MessageException(Message.of("picture.no-webp", Message.of("picture.cut")));
        }
        var riff = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        var body = new ByteArrayOutputStream(picture.length + exif.length + 32);
        boolean extended = PictureText.four(picture, 12).equals("VP8X");
        if (!extended) {
            chunk(body, "VP8X", header(picture, riff));
        }
        for (int at = 12; at + 8 <= picture.length; ) {
            long size = riff.getInt(at + 4) & 0xFFFFFFFFL;
            if (size > picture.length - at - 8) {
                throw new MessageException(
                        Message.of("picture.no-webp", Message.of("picture.cut")));
            }
            var type = PictureText.four(picture, at);
            var data = new byte[(int) size];
            riff.get(at + 8, data);
            if (type.equals("VP8X") && data.length > 0) {
                data[0] |= HAS_EXIF;
            }
            if (!type.equals("EXIF")) {
                chunk(body, type, data);
            }
            at += 8 + (int) (size + (size & 1));
        }
        chunk(body, "EXIF", exif);
        var whole = new ByteArrayOutputStream(body.size() + 12);
        whole.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(little(body.size() + 4));
        whole.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(little(data.length));
        out.writeBytes(data);
        if (data.length % 2 == 1) {
            out.write(0);
        }
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    /// The extended header of a simple file, from the size in its bitstream.
    private static byte[] header(byte[] picture, ByteBuffer riff) throws IOException {
        int width;
        int height;
        int flags = HAS_EXIF;
        switch (PictureText.four(picture, 12)) {
            case "VP8 " -> {
                width = riff.getShort(26) & 0x3FFF;
                height = riff.getShort(28) & 0x3FFF;
            }
            case "VP8L" -> {
                int bits = riff.getInt(21);
                width = 1 + (bits & 0x3FFF);
                height = 1 + ((bits >>> 14) & 0x3FFF);
                flags |= ((bits >>> 28) & 1) == 1 ? HAS_ALPHA : 0;
            }
            default ->
                    throw new MessageException(
                            Message.of("picture.no-webp", Message.of("picture.none")));
        }
        var header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(flags);
        header.put(three(width - 1)).put(three(height - 1));
        return header.array();
    }

    private static byte[] three(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }
}
