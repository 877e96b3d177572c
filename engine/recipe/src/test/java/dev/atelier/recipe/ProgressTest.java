package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static String speed(double perSecond) {
        return new Progress(1, 1, 1, 20, perSecond, Duration.ZERO).speed();
    }

    @ParameterizedTest
    @CsvSource({"2.5, 2.50 it/s", "1, 1.00 it/s", "0.25, 4.00 s/it", "0.004, 250.00 s/it"})
    void isWrittenAsInA1111sConsole(double perSecond, String written) {
        assertEquals(written, speed(perSecond));
    }

    /// A speed that rounds to nothing says nothing, and an unknown one is not said.
    @Test
    void isNeverZero() {
        for (double speed = 1e-6; speed < 1e4; speed *= 1.01) {
            assertFalse(speed(speed).startsWith("0.00"), speed(speed));
        }
        assertEquals("", speed(0));
        assertEquals("", speed(Double.NaN));
    }
}
