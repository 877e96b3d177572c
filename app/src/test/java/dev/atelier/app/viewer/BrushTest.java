package dev.atelier.app.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.viewer.Brush.Piece;
import dev.atelier.app.viewer.CanvasTool.Point;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrushTest {
    private final Brush brush = new Brush(2, 100, 40);

    @Test
    void paintsFromPointToPointWhileItIsPressed() {
        assertEquals(Optional.empty(), brush.drag(new Point(1, 1)));

        assertEquals(
                new Piece(new Point(2, 2), new Point(2, 2)), brush.press(new Point(2, 2), false));
        assertEquals(
                Optional.of(new Piece(new Point(2, 2), new Point(5, 6))),
                brush.drag(new Point(5, 6)));
        brush.release();

        assertEquals(Optional.empty(), brush.drag(new Point(9, 9)));
    }

    @Test
    void aStraightLineBeginsWhereTheLastStrokeEnded() {
        brush.press(new Point(2, 2), false);
        brush.release();
        brush.hover(new Point(30, 30));

        assertEquals(
                new Piece(new Point(2, 2), new Point(9, 9)), brush.press(new Point(9, 9), true));
    }

    @Test
    void aStraightLineOnAnotherPictureBeginsAnew() {
        brush.press(new Point(2, 2), false);
        brush.forget();

        assertEquals(
                new Piece(new Point(9, 9), new Point(9, 9)), brush.press(new Point(9, 9), true));
    }

    @Test
    void growsAndShrinksWithinItsLimits() {
        for (int i = 0; i < 20; i++) {
            brush.grow();
        }
        assertEquals(100, brush.size().get());
        for (int i = 0; i < 40; i++) {
            brush.shrink();
        }
        assertEquals(2, brush.size().get());
    }
}
