package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose the work of a webui is, from what it tells: the moment at which it began, and a step.
class TurnsTest {
    private static final Turns.Work IDLE = new Turns.Work(new Activity(false, 100), 0, 0);

    private final Turns turns = new Turns();

    private static Turns.Work work(long begun, int step) {
        return new Turns.Work(new Activity(true, begun), 0, step);
    }

    @Test
    void whatWentOnBeforeIsAnothers() {
        var mine = turns.join();
        mine.other(work(100, 12));
        assertFalse(mine.isOwn(work(100, 12)));
        assertTrue(mine.isOwn(work(160, 0)));
        assertTrue(mine.isOwn(work(160, 7)));
        assertFalse(mine.isOwn(work(230, 0)), "the next is another's");
    }

    @Test
    void whatBeginsAfterRestIsOwn() {
        var mine = turns.join();
        mine.other(IDLE);
        assertFalse(mine.isOwn(IDLE));
        assertTrue(mine.isOwn(work(100, 0)), "within the second of the last");
    }

    /// Two of one second, or a webui that tells no moment.
    @Test
    void aStepBackIsAnotherJob() {
        var mine = turns.join();
        mine.other(work(0, 12));
        assertFalse(mine.isOwn(work(0, 12)));
        assertTrue(mine.isOwn(work(0, 1)));
        assertTrue(mine.isOwn(work(0, 2)));
    }

    /// Several that the service has handed over at once are made in their order.
    @Test
    void ofSeveralTheFirstIsMade() {
        var second = turns.join();
        second.order(8);
        var first = turns.join();
        first.order(7);
        var third = turns.join();
        third.order(9);
        for (var one : List.of(first, second, third)) {
            assertFalse(one.isOwn(IDLE));
        }

        assertFalse(second.isOwn(work(100, 1)));
        assertTrue(first.isOwn(work(100, 1)));
        assertFalse(second.isOwn(work(100, 9)));
        assertFalse(third.isOwn(work(100, 9)));
        assertEquals(0, second.before());
        assertEquals(1, third.before());

        assertFalse(first.isOwn(work(130, 0)));
        assertTrue(second.isOwn(work(130, 0)));
        assertFalse(third.isOwn(work(130, 1)));
        assertEquals(0, third.before());
        first.leave();
        assertTrue(second.isOwn(work(130, 5)));
    }
}
