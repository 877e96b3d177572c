package dev.atelier.app.queue;

import dev.atelier.app.ui.Messages;
import java.time.Duration;
import java.util.Locale;

/// Times as people read them.
public final class Durations {
    private Durations() {}

    /// The same where there is little room: `2.1 min` for minutes.
    public static String brief(Duration duration) {
        double minutes = duration.toMillis() / 60_000.0;
        return minutes < 1
                ? text(duration)
                : Messages.of(Durations.class)
                        .text("duration.brief", String.format(Locale.ROOT, "%.1f", minutes));
    }

    /// Such as `0.8 s`, `31 s`, `2 min 5 s`, in the present language.
    public static String text(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        var words = Messages.of(Durations.class);
        if (seconds < 9.95) {
            return words.text("duration.seconds", String.format(Locale.ROOT, "%.1f", seconds));
        }
        long whole = Math.round(seconds);
        return whole < 60
                ? words.text("duration.seconds", whole + "")
                : words.text("duration.minutes", whole / 60 + "", whole % 60 + "");
    }
}
