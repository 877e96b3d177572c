package dev.atelier.image;

import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/// A picture of whole bytes: 1 channel (a mask), 3 (red, green, blue) or 4 (with alpha), row by row
/// and interleaved. Not changed after it is made.
public final class Bitmap {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] bytes;

    /// @param bytes `height * width * channels`; they then belong to the bitmap
    public Bitmap(int width, int height, int channels, byte[] bytes) {
        if (width < 1 || height < 1 || bytes.length != width * height * channels) {
            throw new IllegalArgumentException(
                    "bitmap: %d x %d x %d does not take %d bytes"
                            .formatted(width, height, channels, bytes.length));
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.bytes = bytes;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    /// The bytes themselves, not a copy: read only.
    public byte[] bytes() {
        return bytes;
    }

    /// 0 to 255.
    public int at(int x, int y, int channel) {
        return bytes[(y * width + x) * channels + channel] & 0xFF;
    }

    public boolean isSize(int wantedWidth, int wantedHeight) {
        return width == wantedWidth && height == wantedHeight;
    }

    /// A part of it.
    public Bitmap crop(Region part) {
        var result = new byte[part.width() * part.height() * channels];
        int line = part.width() * channels;
        for (int y = 0; y < part.height(); y++) {
            int from = ((part.y() + y) * width + part.x()) * channels;
            System.arraycopy(bytes, from, result, y * line, line);
        }
        return new Bitmap(part.width(), part.height(), channels, result);
    }

    /// A copy with `other` laid over it at a place; what stands out is cut off.
    public Bitmap with(Bitmap other, int left, int top) {
        var result = bytes.clone();
        int from = Math.max(0, -left);
        int to = Math.min(other.width, width - left);
        for (int y = Math.max(0, -top); y < Math.min(other.height, height - top); y++) {
            System.arraycopy(
                    other.bytes,
                    (y * other.width + from) * channels,
                    result,
                    ((top + y) * width + left + from) * channels,
                    (to - from) * channels);
        }
        return new Bitmap(width, height, channels, result);
    }

    /// Every byte replaced.
    public Bitmap map(IntUnaryOperator of) {
        var result = new byte[bytes.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) of.applyAsInt(bytes[i] & 0xFF);
        }
        return new Bitmap(width, height, channels, result);
    }

    /// One channel of brightness, ITU-R 601-2 in Pillow's sixteen-bit integers.
    public Bitmap luma() {
        if (channels == 1) {
            return this;
        }
        var result = new byte[width * height];
        for (int i = 0; i < result.length; i++) {
            int at = i * channels;
            int sum =
                    (bytes[at] & 0xFF) * 19595
                            + (bytes[at + 1] & 0xFF) * 38470
                            + (bytes[at + 2] & 0xFF) * 7471;
            result[i] = (byte) ((sum + 0x8000) >> 16);
        }
        return new Bitmap(width, height, 1, result);
    }

    /// One channel alone.
    public Bitmap channel(int which) {
        var result = new byte[width * height];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes[i * channels + which];
        }
        return new Bitmap(width, height, 1, result);
    }

    /// As Java paints it, without alpha.
    public BufferedImage image() {
        var flat = flattened();
        var packed = new int[width * height];
        for (int i = 0; i < packed.length; i++) {
            int at = i * flat.channels;
            int second = flat.channels == 1 ? at : at + 1;
            int third = flat.channels == 1 ? at : at + 2;
            packed[i] =
                    (flat.bytes[at] & 0xFF) << 16
                            | (flat.bytes[second] & 0xFF) << 8
                            | (flat.bytes[third] & 0xFF);
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, packed, 0, width);
        return image;
    }

    /// As Java paints it, with alpha where it has some.
    public BufferedImage translucent() {
        if (channels != 4) {
            return image();
        }
        var packed = new int[width * height];
        for (int i = 0; i < packed.length; i++) {
            packed[i] =
                    (bytes[4 * i + 3] & 0xFF) << 24
                            | (bytes[4 * i] & 0xFF) << 16
                            | (bytes[4 * i + 1] & 0xFF) << 8
                            | (bytes[4 * i + 2] & 0xFF);
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, packed, 0, width);
        return image;
    }

    /// Without alpha, over a white ground (A1111's `img2img_background_color`).
    public Bitmap flattened() {
        if (channels != 4) {
            return this;
        }
        var result = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            int alpha = bytes[4 * i + 3] & 0xFF;
            for (int c = 0; c < 3; c++) {
                result[3 * i + c] = (byte) Blend.mix(255, bytes[4 * i + c] & 0xFF, alpha);
            }
        }
        return new Bitmap(width, height, 3, result);
    }
}
