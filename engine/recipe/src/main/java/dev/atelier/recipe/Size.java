package dev.atelier.recipe;

/// A picture's size in pixels. The latent is an eighth of it in each direction.
///
/// @param width a multiple of 8, 8 to [#MAX]
/// @param height a multiple of 8, 8 to [#MAX]
public record Size(int width, int height) {
    public Size {
        check("width", width);
        check("height", height);
    }

    /// The largest side, so that `width * height * 4` stays within an `int`.
    public static final int MAX = 16384;

    /// A size of `width` by `height` pixels.
    public static Size of(int width, int height) {
        return new Size(width, height);
    }

    /// The largest size within `width` by `height` whose sides are multiples of 8, at least 8 by 8.
    public static Size within(int width, int height) {
        return new Size(floor(width), floor(height));
    }

    /// `512x768`, as infotext writes it.
    @Override
    public String toString() {
        return width + "x" + height;
    }

    private static int floor(int side) {
        return Math.clamp(side, 8, MAX) & ~7;
    }

    private static void check(String name, int side) {
        Require.within(name, side, 8, MAX);
        if (side % 8 != 0) {
            throw new IllegalArgumentException(name + ": expected a multiple of 8, got " + side);
        }
    }

    /// A copy with another `width`.
    public Size withWidth(int width) {
        return new Size(width, height);
    }

    /// A copy with another `height`.
    public Size withHeight(int height) {
        return new Size(width, height);
    }
}
