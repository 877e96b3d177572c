package dev.atelier.app.library.view;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a link works, as a person writes it: `30 min`, `2 h`, `3 d`, in either language.
final class LinkDuration {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{1,6})\\s*(min|minutes?|m|分钟?|h|hours?|小时|时|d|days?|天|日)?",
                    Pattern.UNICODE_CASE);

    /// Signatures of the first version have no limit of their own; a year is a decision.
    private static final Duration MOST = Duration.ofDays(365);

    private LinkDuration() {}

    /// @return empty for what is no such text, nothing at all, or longer than a year; a bare number
    ///   is hours
    static Optional<Duration> parse(String text) {
        var found = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!found.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        var unit = found.group(2) == null ? "h" : found.group(2);
        var life =
                switch (unit.charAt(0)) {
                    case 'm', '分' -> Duration.ofMinutes(number);
                    case 'd', '天', '日' -> Duration.ofDays(number);
                    default -> Duration.ofHours(number);
                };
        return Optional.of(life).filter(it -> number > 0 && it.compareTo(MOST) <= 0);
    }

    /// In the largest unit that says it exactly.
    ///
    /// @return the number, and the key of its unit: `day`, `hour` or `minute`
    static ParsedDuration inLargestUnit(Duration life) {
        if (life.equals(Duration.ofDays(life.toDays()))) {
            return new ParsedDuration(life.toDays(), "day");
        }
        return life.equals(Duration.ofHours(life.toHours()))
                ? new ParsedDuration(life.toHours(), "hour")
                : new ParsedDuration(life.toMinutes(), "minute");
    }

    record ParsedDuration(long number, String unit) {}
}
