package dev.atelier.latent;

/// A size to resize to, and how much of it is then cut off in all on both sides, in latent pixels.
/// An odd surplus is cut more at the end.
public record Window(int height, int width, int cutRows, int cutColumns) {
    public Window {
        if (cutRows < 0 || cutColumns < 0 || cutRows >= height || cutColumns >= width) {
            throw new IllegalArgumentException(
                    "window: cannot cut %d x %d off %d x %d"
                            .formatted(cutRows, cutColumns, height, width));
        }
    }

    /// What is kept of a latent that has the size already.
    public Latent of(Latent latent) {
        int rows = height - cutRows;
        int columns = width - cutColumns;
        var shape = new Latent.Shape(latent.batch(), latent.channels(), rows, columns);
        var kept = new double[shape.size()];
        int at = 0;
        for (int plane = 0; plane < latent.batch() * latent.channels(); plane++) {
            for (int y = 0; y < rows; y++) {
                int from = (plane * height + cutRows / 2 + y) * width + cutColumns / 2;
                System.arraycopy(latent.values(), from, kept, at, columns);
                at += columns;
            }
        }
        return Latent.of(shape, kept);
    }

    public static Window whole(int height, int width) {
        return new Window(height, width, 0, 0);
    }
}
