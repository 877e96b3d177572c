package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Where cells are, by hand: at a width of 520 with cells of about 168 there are three columns of
/// 168, 112 high, with gaps of 8; titles are 36 high.
class CellLayoutTest {
    private static final List<GridGroup> GROUPS =
            List.of(
                    new GridGroup("Today", "", 0),
                    new GridGroup("Yesterday", "", 4),
                    new GridGroup("Before", "", 5));

    private static CellLayout grouped() {
        return new CellLayout(GROUPS, 11, 520, 168);
    }

    @Test
    void putsRowsInLinesBelowTheirTitle() {
        var layout = grouped();

        assertEquals(3, layout.columns());
        assertEquals("0 36 168 112", place(layout, 0));
        assertEquals("352 36 168 112", place(layout, 2));
        assertEquals("0 156 168 112", place(layout, 3));
        assertEquals("0 312 168 112", place(layout, 4)); // after 36 + 2 * 120 a second title
        assertEquals("176 468 168 112", place(layout, 6));
        assertEquals(36 * 3 + 120 * (2 + 1 + 2), layout.height());
    }

    @Test
    void findsTheRowAtAnySpotOfItsCellAndNoneBetween() {
        var layout = grouped();
        for (int row = 0; row < 11; row++) {
            var place = layout.place(row);
            assertEquals(row, layout.rowAt(place.x, place.y));
            assertEquals(row, layout.rowAt(place.x + 167, place.y + 111));
        }

        assertEquals(-1, layout.rowAt(172, 50), "between two cells");
        assertEquals(-1, layout.rowAt(10, 20), "on a title");
        assertEquals(-1, layout.rowAt(200, 170), "right of the last of a group");
        assertEquals(-1, layout.rowAt(10, 5000), "below all");
    }

    @Test
    void arrowsKeepTheirColumnFromGroupToGroup() {
        var layout = grouped();

        assertEquals(3, layout.beside(0, 1));
        assertEquals(3, layout.beside(1, 1), "the line below is shorter");
        assertEquals(4, layout.beside(3, 1), "into the next group");
        assertEquals(3, layout.beside(4, -1), "and back");
        assertEquals(10, layout.beside(10, 1), "the last stays");
        assertEquals(1, layout.beside(1, -1), "the first line stays");
    }

    @Test
    void theFirstRowInSightIsFoundWithoutWalking() {
        var layout = new CellLayout(List.of(), 100_000, 520, 168);

        assertEquals(100_000 / 3 * 120 + 120, layout.height());
        assertEquals(30_000, layout.firstBelow(10_000 * 120));
        assertEquals(30_000, layout.firstBelow(10_000 * 120 + 119));
        assertEquals(0, layout.firstBelow(-5));
        assertEquals(100_000, layout.firstBelow(layout.height()));
    }

    @Test
    void aListHasOneRowBelowAnother() {
        var layout = CellLayout.list(GROUPS, 11, 520);

        assertEquals("0 36 520 48", place(layout, 0));
        assertEquals("0 180 520 48", place(layout, 3));
        assertEquals("0 264 520 48", place(layout, 4)); // below the second title
        assertEquals(36 * 3 + 48 * 11, layout.height());
        assertEquals(3, layout.rowAt(519, 227));
        assertEquals(-1, layout.rowAt(5, 230), "on a title");
        assertEquals(4, layout.beside(3, 1));
        assertEquals(3, layout.beside(4, -1));
    }

    @Test
    void nothingIsALayoutToo() {
        var layout = new CellLayout(List.of(), 0, 520, 168);

        assertEquals(0, layout.height());
        assertEquals(-1, layout.rowAt(3, 3));
        assertTrue(layout.firstBelow(0) >= 0);
    }

    private static String place(CellLayout layout, int row) {
        var it = layout.place(row);
        return it.x + " " + it.y + " " + it.width + " " + it.height;
    }
}
