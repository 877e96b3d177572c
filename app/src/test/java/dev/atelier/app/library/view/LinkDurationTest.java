package dev.atelier.app.library.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkDurationTest {
    @ParameterizedTest
    @CsvSource({
        "30 min,PT30M",
        "90m,PT90M",
        "2 h,PT2H",
        "12,PT12H",
        "1 hour,PT1H",
        "3 d,P3D",
        "10 Days,P10D",
        "30 分钟,PT30M",
        "2小时,PT2H",
        "3 天,P3D",
        "365 d,P365D"
    })
    void readsTimesAsPeopleWriteThem(String text, Duration life) {
        assertEquals(Optional.of(life), LinkDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 h", "-1 h", "forever", "366 d", "9999999 d", "1.5 h", "h"})
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), LinkDuration.parse(text));
    }

    @Test
    void saysItInTheLargestUnitThatIsExact() {
        assertEquals(
                new LinkDuration.ParsedDuration(1, "day"),
                LinkDuration.inLargestUnit(Duration.ofHours(24)));
        assertEquals(
                new LinkDuration.ParsedDuration(36, "hour"),
                LinkDuration.inLargestUnit(Duration.ofHours(36)));
        assertEquals(
                new LinkDuration.ParsedDuration(90, "minute"),
                LinkDuration.inLargestUnit(Duration.ofMinutes(90)));
    }
}
