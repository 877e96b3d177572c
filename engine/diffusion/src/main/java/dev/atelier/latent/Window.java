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

    public static Window whole(int height, int width) {
        return new Window(height, width, 0, 0);
    }
}
