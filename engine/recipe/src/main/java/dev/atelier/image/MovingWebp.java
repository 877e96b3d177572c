package dev.atelier.image;

import dev.atelier.recipe.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The first frame of an animated WebP (RFC 9649, 2.7) as a still one, and its place on the canvas.
///
/// @param still a whole WebP file
/// @param left of the frame's place in pixels
/// @param top of the frame's place in pixels
/// @param width of the canvas in pixels
/// @param height of the canvas in pixels
/// @param transparent whether the canvas has transparency
record MovingWebp(byte[] still, int left, int top, int width, int height, boolean transparent) {
    private static final int HEAD = 12;
    private static final int CHUNK = 8;
    private static final int BODY = HEAD + CHUNK;

    /// Of flags, three bytes that are not used, and two sizes.
    private static final int CANVAS = 10;

    /// What stands in front of a frame's own chunks: its place, size, duration and flags.
    private static final int FRAME = 16;

    private static final int ANIMATED = 2;
    private static final int TRANSPARENT = 16;

    /// Width and height of the canvas in pixels; empty where a file does not move.
    ///
    /// @param file a WebP
    static Optional<int[]> canvas(byte[] file) {
        return moves(file)
                ? Optional.of(new int[] {1 + three(file, BODY + 4), 1 + three(file, BODY + 7)})
                : Optional.empty();
    }

    private static boolean moves(byte[] file) {
        return file.length >= BODY + CANVAS
                && name(file, HEAD).equals("VP8X")
                && (file[BODY] & ANIMATED) != 0;
    }

    /// Empty where a file does not move.
    ///
    /// @param file a WebP
    /// @throws PictureException where it has no whole frame
    static Optional<MovingWebp> of(byte[] file) throws PictureException {
        if (!moves(file)) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = HEAD; at + CHUNK <= file.length; ) {
            long size = bytes.getInt(at + 4) & 0xFFFFFFFFL;
            if (size > file.length - at - CHUNK) {
                break;
            }
            int from = at + CHUNK;
            if (name(file, at).equals("ANMF") && size > FRAME + CHUNK) {
                return Optional.of(
                        new MovingWebp(
                                still(file, from, from + (int) size),
                                2 * three(file, from),
                                2 * three(file, from + 3),
                                1 + three(file, BODY + 4),
                                1 + three(file, BODY + 7),
                                (file[BODY] & TRANSPARENT) != 0));
            }
            at = from + (int) (size + (size & 1));
        }
        throw new PictureException(Message.of("picture.cut"));
    }

    /// A frame with transparency of its own needs the extended form.
    private static byte[] still(byte[] file, int from, int to) {
        var chunks = Arrays.copyOfRange(file, from + FRAME, to);
        var out = new ByteArrayOutputStream(chunks.length + 64);
        boolean extended = name(chunks, 0).equals("ALPH");
        int more = extended ? CHUNK + CANVAS : 0;
        out.writeBytes(ascii("RIFF"));
        out.writeBytes(little(4 + more + chunks.length));
        out.writeBytes(ascii("WEBP"));
        if (extended) {
            out.writeBytes(ascii("VP8X"));
            out.writeBytes(little(CANVAS));
            out.writeBytes(little(TRANSPARENT));
            out.write(file, from + 6, 6); // the frame's width and height, less one
        }
        out.writeBytes(chunks);
        return out.toByteArray();
    }

    /// The frame on its canvas, which is black, or nothing where it is transparent.
    Bitmap on(Bitmap frame) {
        int channels = transparent ? 4 : 3;
        var pixels = new byte[Math.multiplyExact(width * height, channels)];
        int across = Math.min(frame.width(), width - left);
        int down = Math.min(frame.height(), height - top);
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                int at = ((top + y) * width + left + x) * channels;
                for (int c = 0; c < channels; c++) {
                    boolean opaque = c == 3 && frame.channels() == 3;
                    pixels[at + c] = opaque ? (byte) 255 : (byte) frame.at(x, y, c);
                }
            }
        }
        return new Bitmap(width, height, channels, pixels);
    }

    private static String name(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static int three(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }
}
