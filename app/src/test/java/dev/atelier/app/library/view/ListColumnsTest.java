package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// By hand: 104 for the small picture, 40 for the place, 16 after each column.
class ListColumnsTest {
    private static final ListColumns COLUMNS =
            new ListColumns(
                    List.of(
                            new ListColumns.Column("name", "Name", 100, 1, 0),
                            new ListColumns.Column("prompt", "Prompt", 200, 3, 2),
                            new ListColumns.Column("seed", "Seed", 80, 0, 1)));

    private static String spans(int width) {
        return String.join(
                " ",
                COLUMNS.spans(width).stream()
                        .map(it -> it.at() + ":" + it.left() + "+" + it.width())
                        .toList());
    }

    @Test
    void sharesWhatIsLeftAmongThoseThatGrow() {
        // 104 + 100 + 16 + 200 + 16 + 80 + 16 + 40 = 572; 400 more are shared 1 to 3
        assertEquals("0:104+100 1:220+200 2:436+80", spans(572));
        assertEquals("0:104+200 1:320+500 2:836+80", spans(972));
    }

    @Test
    void leavesTheLeastImportantOutWhereThereIsNoRoom() {
        assertEquals("0:104+315 2:435+80", spans(571));
        assertEquals("0:104+195", spans(355));
        assertEquals("0:104+100", spans(100), "the first stays");
    }

    @Test
    void findsTheColumnAtAPlace() {
        assertEquals(2, COLUMNS.at(440, 572).orElseThrow().at());
        assertEquals(true, COLUMNS.at(60, 572).isEmpty());
    }
}
