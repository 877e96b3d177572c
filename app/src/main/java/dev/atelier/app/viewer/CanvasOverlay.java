package dev.atelier.app.viewer;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// Something that is shown over the picture on the canvas. Event thread.
@FunctionalInterface
public interface CanvasOverlay {
    /// @param g smooth; not to be changed
    /// @param box where the picture lies, in the pixels that `g` paints in
    void paint(Graphics2D g, Rectangle2D box);
}
