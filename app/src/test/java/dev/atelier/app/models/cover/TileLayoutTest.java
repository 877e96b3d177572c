package dev.atelier.app.models.cover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.models.cover.Tile.Group;
import dev.atelier.app.models.cover.Tile.State;
import dev.atelier.app.models.cover.Tile.Style;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where tiles are and where arrow keys lead.
class TileLayoutTest {
    private static final TileLayout.Measures MEASURES = new TileLayout.Measures(200, 2, 16, 0);

    private static Group group(String title, int from, int to) {
        var look = new Style("lora", "", "", "", State.USUAL);
        return new Group(
                title,
                "",
                IntStream.range(from, to)
                        .mapToObj(i -> new Tile("t" + i, "t" + i, "", Optional.empty(), look))
                        .toList());
    }

    /// 0 1 2 / 3 4 / then a title / 5 6 7 / 8
    private static TileLayout layout() {
        return TileLayout.of(List.of(group("", 0, 5), group("More", 5, 9)), 700, MEASURES);
    }

    @Test
    void hasAsManyColumnsAsThereIsRoomForAndAtLeastTwo() {
        assertEquals(3, MEASURES.count(632));
        assertEquals(2, MEASURES.count(631));
        assertEquals(2, MEASURES.count(100));
        var layout = layout();
        var first = layout.place("t0").orElseThrow();
        var third = layout.place("t2").orElseThrow();
        assertEquals(0, first.x);
        assertEquals(700, third.x + third.width);
        assertEquals(first.y, third.y);
        assertEquals(first.x, layout.place("t3").orElseThrow().x);
    }

    @Test
    void arrowsLeadToWhatIsThere() {
        var layout = layout();

        assertEquals(Optional.of("t3"), layout.next("t2", 1, 0));
        assertEquals(Optional.of("t1"), layout.next("t2", -1, 0));
        assertEquals(Optional.of("t4"), layout.next("t1", 0, 1));
        assertEquals(Optional.of("t4"), layout.next("t2", 0, 1));
        assertEquals(Optional.of("t6"), layout.next("t4", 0, 1));
        assertEquals(Optional.of("t4"), layout.next("t7", 0, -1));
        assertEquals(Optional.of("t8"), layout.next("t6", 0, 1));
        assertEquals(Optional.of("t8"), layout.next("t8", 0, 1));
        assertEquals(Optional.of("t0"), layout.next("t0", -1, 0));
        assertEquals(Optional.of("t8"), layout.next("t0", 1000, 0));
        assertEquals(Optional.of("t0"), layout.next("gone", 0, 1));
    }

    @Test
    void leadsThroughHundreds() {
        var layout = TileLayout.of(List.of(group("", 0, 504)), 600, MEASURES);

        assertEquals(Optional.of("t503"), layout.next("t3", 504, 0));
        assertEquals(Optional.of("t12"), layout.next("t10", 0, 1));
    }
}
