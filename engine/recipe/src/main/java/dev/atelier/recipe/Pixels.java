package dev.atelier.recipe;

/// A picture in memory: `[height, width, 3]` bytes, red green blue, 0 to 255, rows from the top.
/// Immutable by agreement: the array is shared, not copied, and nobody writes to it afterwards.
public final class Pixels {
    private final int width;
    private final int height;
    private final byte[] rgb;

    /// Takes over `rgb`.
    ///
    /// @throws IllegalArgumentException if its length is not `width * height * 3`
    public Pixels(int width, int height, byte[] rgb) {
        Require.within("width", width, 1, 65536);
        Require.within("height", height, 1, 65536);
        if (rgb.length != (long) width * height * 3) {
            throw new IllegalArgumentException(
                    "pixels: expected %d bytes for %dx%d, got %d"
                            .formatted((long) width * height * 3, width, height, rgb.length));
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /// Columns.
    public int width() {
        return width;
    }

    /// Rows.
    public int height() {
        return height;
    }

    /// The bytes themselves, not a copy; read only.
    public byte[] rgb() {
        return rgb;
    }

    @Override
    public String toString() {
        return "Pixels[" + width + "x" + height + "]";
    }
}
