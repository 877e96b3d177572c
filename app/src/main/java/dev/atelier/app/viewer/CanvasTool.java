package dev.atelier.app.viewer;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;

/// Work on the picture that the canvas shows. The canvas asks it only while it is active; panning
/// then needs the middle button or the space bar. Event thread.
public interface CanvasTool {
    /// A place on the picture, in its pixels, perhaps outside of it; the centre of the first pixel
    /// is at 0.5, 0.5.
    record Point(double x, double y) {}

    boolean active();

    /// Paints over the picture.
    ///
    /// @param box where the picture lies, in the pixels that `g` paints in
    void paint(Graphics2D g, Rectangle2D box);

    /// @param straight whether the way from the last spot is wanted, as with Shift
    /// @param other whether the tool does the opposite, as with Alt
    void press(Point at, boolean straight, boolean other);

    void drag(Point at);

    void release(Point at);

    /// The pointer moves without a button, or leaves the picture far behind.
    void hover(Point at);

    /// What keys do, by their codes.
    Map<Integer, Runnable> keys();
}
