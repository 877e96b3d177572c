package dev.atelier.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowPlacementTest {
    private static final Rectangle LAPTOP = new Rectangle(0, 0, 1366, 738);
    private static final Rectangle RIGHT = new Rectangle(1366, 0, 1920, 1080);
    private static final Rectangle LEFT = new Rectangle(-1920, -200, 1920, 1080);

    /// A 1366 × 768 screen at 200 % is 683 × 384 units large.
    private static final Rectangle SMALL = new Rectangle(0, 0, 683, 384);

    @Test
    void aWindowThatFitsStaysWhereItIs() {
        var window = new Rectangle(100, 50, 1200, 680);

        assertEquals(window, WindowPlacement.on(List.of(LAPTOP), window));
    }

    @Test
    void atTwiceTheScaleItIsNoLargerThanTheScreen() {
        assertEquals(SMALL, WindowPlacement.on(List.of(SMALL), new Rectangle(80, 40, 1440, 900)));
        assertEquals(
                new Dimension(683, 384),
                WindowPlacement.smallest(List.of(SMALL), new Dimension(960, 640)));
        assertEquals(
                new Dimension(960, 640),
                WindowPlacement.smallest(List.of(LAPTOP, RIGHT), new Dimension(960, 640)));
    }

    @Test
    void aWindowOfAScreenThatHasGoneComesToTheFirst() {
        var there = new Rectangle(1500, 100, 1200, 700);

        assertEquals(there, WindowPlacement.on(List.of(LAPTOP, RIGHT), there));
        assertEquals(new Rectangle(166, 38, 1200, 700), WindowPlacement.on(List.of(LAPTOP), there));
        assertEquals(
                new Rectangle(0, 0, 1200, 700),
                WindowPlacement.on(List.of(LAPTOP), new Rectangle(-1800, -100, 1200, 700)));
    }

    @Test
    void aWindowAcrossTwoScreensMayStaySo() {
        var across = new Rectangle(1000, 10, 900, 700);

        assertEquals(across, WindowPlacement.on(List.of(LAPTOP, RIGHT), across));
    }

    @Test
    void itStaysOnTheScreenThatHoldsItsTitle() {
        var window = new Rectangle(-1700, -100, 1900, 1100);

        assertTrue(LEFT.contains(WindowPlacement.on(List.of(LAPTOP, LEFT), window)));
    }

    @Test
    void whateverTheSettingsSayTheWindowIsOnAScreen() {
        var random = new Random(13);
        for (int i = 0; i < 2000; i++) {
            int shift = random.nextInt(24);
            var wild =
                    new Rectangle(
                            random.nextInt() >> shift,
                            random.nextInt() >> shift,
                            random.nextInt() >> shift,
                            random.nextInt() >> shift);
            var place = WindowPlacement.on(List.of(LAPTOP, RIGHT, LEFT), wild);

            assertTrue(place.width > 0 && place.height > 0, place + " of " + wild);
            assertTrue(
                    place.equals(wild)
                            || LAPTOP.contains(place)
                            || RIGHT.contains(place)
                            || LEFT.contains(place),
                    place + " of " + wild);
        }
    }
}
