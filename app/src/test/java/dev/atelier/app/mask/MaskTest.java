package dev.atelier.app.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.mask.Mask.Box;
import dev.atelier.app.viewer.CanvasTool.Point;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Tools of the mask, held against Java2D's geometry.
class MaskTest {
    private static final int EDGE = 48;

    private final Mask mask = new Mask(EDGE, EDGE);

    @Test
    void aStrokeCoversWhatARoundPenCovers() {
        var from = new Point(10.3, 14.7);
        var to = new Point(34.1, 29.9);
        mask.stroke(from, to, 6, false);

        var pen = new BasicStroke(12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        var shape = pen.createStrokedShape(new Line2D.Double(from.x(), from.y(), to.x(), to.y()));
        assertCovers(shape, 1.2);
    }

    @Test
    void aLassoCoversTheInsideOfItsLineEvenIfItCrossesItself() {
        var random = new Random(7);
        var corners =
                random.ints(9, 0, EDGE)
                        .mapToObj(x -> new Point(x + 0.2, random.nextInt(EDGE) + 0.3));
        var line = corners.toList();
        mask.polygon(line, false);

        var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        path.moveTo(line.getFirst().x(), line.getFirst().y());
        line.forEach(spot -> path.lineTo(spot.x(), spot.y()));
        path.closePath();
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                assertEquals(path.contains(x + 0.5, y + 0.5) ? 255 : 0, mask.at(x, y), x + "," + y);
            }
        }
    }

    /// Full inside, nothing outside; between them the edge may be soft.
    private void assertCovers(Shape shape, double edge) {
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                double cx = x + 0.5;
                double cy = y + 0.5;
                if (shape.contains(cx - edge, cy - edge, 2 * edge, 2 * edge)) {
                    assertEquals(255, mask.at(x, y), x + "," + y);
                } else if (!shape.intersects(cx - edge, cy - edge, 2 * edge, 2 * edge)) {
                    assertEquals(0, mask.at(x, y), x + "," + y);
                }
            }
        }
    }

    @Test
    void erasingTakesBackWhatPaintingGave() {
        mask.stroke(new Point(20, 20), new Point(30, 20), 5, false);
        assertFalse(mask.isEmpty());
        mask.stroke(new Point(20, 20), new Point(30, 20), 7, true);
        assertTrue(mask.isEmpty());
        assertEquals(Optional.empty(), mask.covered());
    }

    @Test
    void aRectangleIsWholePixels() {
        mask.rectangle(new Point(30, 9), new Point(4, 20), false);
        assertEquals(Optional.of(new Box(4, 9, 26, 11)), mask.covered());
        mask.rectangle(new Point(-50, -50), new Point(500, 500), true);
        assertTrue(mask.isEmpty());
    }

    @Test
    void invertingTwiceChangesNothing() {
        mask.stroke(new Point(1, 1), new Point(9, 9), 3, false);
        var before = mask.copy();
        mask.invert();
        assertEquals(255 - before.at(5, 5), mask.at(5, 5));
        mask.invert();
        for (int i = 0; i < EDGE * EDGE; i++) {
            assertEquals(before.at(i % EDGE, i / EDGE), mask.at(i % EDGE, i / EDGE));
        }
    }

    @Test
    void featheringSoftensEdgesAndKeepsWhatIsCovered() {
        mask.rectangle(new Point(16, 16), new Point(32, 32), false);
        double before = sum();
        mask.feather(2);

        assertTrue(mask.at(16, 24) > 0 && mask.at(16, 24) < 255);
        assertTrue(mask.at(14, 24) > 0);
        assertEquals(255, mask.at(24, 24));
        assertEquals(before, sum(), before / 100.0); // rounding, three passes
    }

    private double sum() {
        double sum = 0;
        for (int i = 0; i < EDGE * EDGE; i++) {
            sum += mask.at(i % EDGE, i / EDGE);
        }
        return sum;
    }

    @Test
    void extendingCoversTheNewMarginsAlone() {
        mask.rectangle(new Point(0, 0), new Point(2, 2), false);
        var larger = mask.extended(new Margins(8, 0, 0, 16));

        assertEquals(EDGE + 8, larger.width());
        assertEquals(EDGE + 16, larger.height());
        assertEquals(255, larger.at(0, 0));
        assertEquals(255, larger.at(8, 0));
        assertEquals(0, larger.at(12, 12));
        assertEquals(255, larger.at(30, EDGE));
        var back = larger.cropped(new Box(8, 0, EDGE, EDGE));
        assertEquals(mask.covered(), back.covered());
    }

    @Test
    void marksOutsideThePictureDoNothing() {
        mask.stroke(new Point(-100, -100), new Point(-50, 900), 20, false);
        mask.polygon(List.of(new Point(-9, -9), new Point(-3, -9), new Point(-3, 90)), false);
        assertTrue(mask.isEmpty());
    }
}
