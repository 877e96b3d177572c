package dev.atelier.recipe;

/// The size of a picture in pixels; both are multiples of [#GRID], as latents need.
public record Size(int width, int height) {
    /// The largest edge the program accepts.
    public static final int MAX = 16384;

    /// What both edges are multiples of. Every family that A1111 v1.10.1 draws has eight pixels to
    /// a latent pixel, and so its sizes have this grid.
    public static final int GRID = 8;

    /// The smallest edge: one pixel of the latent.
    public static final int MIN = GRID;

    public Size {
        if (width < MIN || height < MIN || width > MAX || height > MAX) {
            throw InvalidValueException.of(
                    "size", Message.of("expected.range", MIN, MAX), width + "x" + height);
        }
        if (!isOnGrid(width, height)) {
            throw InvalidValueException.of(
                    "size", Message.of("expected.multiples"), width + "x" + height);
        }
    }

    /// Whether both sides are whole latent pixels.
    public static boolean isOnGrid(int width, int height) {
        return width % GRID == 0 && height % GRID == 0;
    }

    /// The largest size of whole latent pixels within the given sides, as A1111 cuts them.
    ///
    /// @throws IllegalArgumentException when a side is below 8 or above [#MAX]
    public static Size onGrid(int width, int height) {
        return new Size(sideOnGrid(width), sideOnGrid(height));
    }

    /// The most whole latent pixels within a side; 0 for what is shorter than one.
    public static int sideOnGrid(int side) {
        return side / GRID * GRID;
    }

    /// The side of whole latent pixels that is nearest.
    public static int nearestSide(double pixels) {
        return Math.clamp(GRID * Math.round(pixels / GRID), GRID, MAX);
    }

    /// Reads `512x768`.
    public static Size parse(String text) {
        var sides = text.strip().split("[x×X]", -1);
        if (sides.length != 2) {
            throw InvalidValueException.of("size", Message.plain("512x768"), text);
        }
        return new Size(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
