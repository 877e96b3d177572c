package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SelectionModelTest {
    private final FakeRows rows = new FakeRows(10);
    private final SelectionModel selection = new SelectionModel(rows);

    @Test
    void shiftChoosesFromWhereTheStretchBegan() {
        selection.only(3);
        selection.extend(6);
        assertEquals(List.of(3, 4, 5, 6), selection.chosen());

        selection.extend(1);
        assertEquals(List.of(1, 2, 3), selection.chosen());
        assertEquals(1, selection.lead());
    }

    @Test
    void controlAddsAndTakesAway() {
        selection.only(2);
        selection.toggle(8);
        selection.toggle(5);
        selection.toggle(2);

        assertEquals(List.of(5, 8), selection.chosen());
    }

    @Test
    void aFrameKeepsWhatWasChosenOnlyWithControl() {
        selection.only(0);
        selection.beginFrame(true);
        selection.frame(List.of(4, 5));
        selection.frame(List.of(4));
        assertEquals(List.of(0, 4), selection.chosen());

        selection.beginFrame(false);
        selection.frame(List.of(7));
        assertEquals(List.of(7), selection.chosen());
    }

    @Test
    void whatIsChosenStaysSoWhenRowsMove() {
        selection.only(4);
        selection.toggle(6);
        rows.ids = new long[] {99, 98, 6, 5, 4};
        selection.reshown(true);

        assertEquals(List.of(2, 4), selection.chosen());
        assertEquals(2, selection.lead(), "the keyboard is still at entry 6");
    }

    @Test
    void whatComesBackIsChosenAsSoonAsAllOfItShows() {
        selection.only(4);
        selection.await(Set.of(70L, 71L));
        assertEquals(List.of(), selection.chosen(), "not the neighbour");

        rows.ids = new long[] {1, 70, 2};
        selection.reshown(true);
        assertEquals(List.of(), selection.chosen());

        rows.ids = new long[] {1, 70, 2, 71};
        selection.reshown(true);
        assertEquals(List.of(1, 3), selection.chosen());
        assertEquals(1, selection.lead());
    }

    @Test
    void anotherChoiceEndsTheWait() {
        selection.await(Set.of(70L));
        selection.only(2);
        rows.ids = new long[] {70, 2};
        selection.reshown(true);

        assertEquals(List.of(1), selection.chosen());
    }

    @Test
    void theNeighbourIsChosenAfterTheChosenOneIsGone() {
        selection.only(4);
        rows.ids = new long[] {0, 1, 2, 3, 5, 6};
        selection.reshown(true);

        assertEquals(List.of(4), selection.chosen());
        assertTrue(selection.contains(5));
    }

    @Test
    void anotherSearchChoosesNothingByItself() {
        selection.only(4);
        rows.ids = new long[] {20, 21, 22, 23, 24, 25};
        selection.reshown(false);

        assertEquals(List.of(), selection.chosen());
    }

    @Test
    void allMeansAllHoweverMany() {
        rows.ids = LongStream.range(0, 100_000).toArray();
        selection.all();

        assertEquals(100_000, selection.size());
        assertEquals(100_000, selection.chosen().size());
    }
}
