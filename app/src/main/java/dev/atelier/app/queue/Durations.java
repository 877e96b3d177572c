package dev.atelier.app.queue;

import java.time.Duration;
import java.util.Locale;

/// Times as people read them.
public final class Durations {
    private Durations() {}

    /// Such as `0.8 s`, `31 s`, `2 min 5 s`.
    public static String text(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
