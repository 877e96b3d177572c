package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the review says about the end of a service.
class PlannedStopTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-01T18:00:20+08:00");
    private static final Optional<Duration> IDLE = Optional.of(Duration.ofMinutes(30));

    private Locale before;

    @BeforeEach
    void english() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private static String after(Duration time) {
        return new PlannedStop(Optional.of(NOW.plus(time).toInstant()), IDLE).words(NOW, false);
    }

    @Test
    void saysTheMomentInTheTimeOfTheReader() {
        assertEquals("Stops for certain today at 20:00, in 2 hours.", after(Duration.ofHours(2)));
        assertEquals(
                "Stops for certain tomorrow at 02:00, in 8 hours.", after(Duration.ofHours(8)));
        assertEquals(
                "Stops for certain on 2026-03-04 at 18:00, in 72 hours.",
                after(Duration.ofDays(3)));
    }

    @Test
    void saysThatWorkPutsAnIdleLeaseOff() {
        assertEquals(
                "Without work it stops for certain at 18:30, in 30 minutes. Each picture puts that"
                        + " off.",
                new PlannedStop(Optional.empty(), IDLE).words(NOW, false));
    }

    @Test
    void saysPlainlyThatNothingStopsIt() {
        var never = new PlannedStop(Optional.<Instant>empty(), Optional.empty());
        assertEquals("Nothing stops it: it costs until you stop it.", never.words(NOW, false));
        assertEquals("Nothing stops it until you do.", never.words(NOW, true));
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        assertEquals("不会自动停止：在手动停止前一直计费。", never.words(NOW, false));
    }
}
