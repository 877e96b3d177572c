package dev.atelier.app.viewer;

import dev.atelier.app.observe.Value;
import dev.atelier.app.viewer.CanvasTool.Point;
import java.awt.Graphics2D;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A round brush on the canvas: its size, where the pointer is, and the straight pieces that a
/// stroke is painted in. Event thread.
public final class Brush {
    private static final double GROWTH = 1.25;

    private final double smallest;
    private final double largest;
    private final Value<Double> size;
    private @Nullable Point pointer;
    private @Nullable Point last;
    private boolean down;

    /// A straight piece of a stroke.
    public record Piece(Point from, Point to) {}

    /// @param size its diameter at first, between the two, all in pixels of the picture
    public Brush(double smallest, double largest, double size) {
        this.smallest = smallest;
        this.largest = largest;
        this.size = Value.of(size);
    }

    /// Diameter, pixels of the picture.
    public Value<Double> size() {
        return size;
    }

    public void grow() {
        resize(size.get() * GROWTH);
    }

    public void shrink() {
        resize(size.get() / GROWTH);
    }

    /// Gives it that diameter, or the nearest that it can have.
    public void resize(double diameter) {
        size.set(Math.clamp(diameter, smallest, largest));
    }

    /// Begins a stroke.
    ///
    /// @param straight begins where the last one ended
    /// @return what is painted at once
    public Piece press(Point at, boolean straight) {
        var from = straight && last != null ? last : at;
        down = true;
        last = at;
        return new Piece(from, at);
    }

    /// Goes on with the stroke.
    ///
    /// @return what is painted; empty where no stroke was begun
    public Optional<Piece> drag(Point at) {
        pointer = at;
        var from = last;
        if (!down || from == null) {
            return Optional.empty();
        }
        last = at;
        return Optional.of(new Piece(from, at));
    }

    /// Ends the stroke.
    public void release() {
        down = false;
    }

    /// The pointer is there, without painting.
    public void hover(Point at) {
        pointer = at;
    }

    /// Begins with another picture: the next straight line starts anew.
    public void forget() {
        last = null;
        down = false;
    }

    /// Draws its outline around the pointer.
    ///
    /// @param scale pixels of the screen for one of the picture
    public void paint(Graphics2D g, double scale) {
        var at = pointer;
        if (at != null) {
            ToolOutline.ring(g, at, size.get(), scale);
        }
    }
}
