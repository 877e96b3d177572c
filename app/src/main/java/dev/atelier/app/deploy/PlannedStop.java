package dev.atelier.app.deploy;

import dev.atelier.app.settings.UsualStop;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.money.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// When a service stops by itself.
///
/// @param until then, even at work
/// @param idle after so long without work
record PlannedStop(Optional<Instant> until, Optional<Duration> idle) {
    /// As a lease has it.
    static PlannedStop of(Lease lease) {
        return new PlannedStop(lease.until(), lease.idle());
    }

    /// As it is set for all services.
    static PlannedStop of(UsualStop usual) {
        return new PlannedStop(usual.until(), usual.idle());
    }

    boolean isPlanned() {
        return until.isPresent() || idle.isPresent();
    }

    /// A sentence: the moment at which it stops for certain, or that nothing stops it.
    ///
    /// @param now in the time zone of the reader
    /// @param free whether it costs nothing meanwhile
    String words(ZonedDateTime now, boolean free) {
        var messages = Messages.of(PlannedStop.class);
        if (until.isPresent()) {
            var end = until.get().atZone(now.getZone());
            return messages.text(
                    "stops." + day(now, end),
                    clock(end),
                    in(Duration.between(now, end)),
                    date(end));
        }
        return idle.map(it -> messages.text("stops.idle", clock(now.plus(it)), in(it)))
                .orElseGet(() -> messages.text(free ? "stops.never-free" : "stops.never"));
    }

    private static String day(ZonedDateTime now, ZonedDateTime end) {
        long days = ChronoUnit.DAYS.between(now.toLocalDate(), end.toLocalDate());
        return days <= 0 ? "today" : days == 1 ? "tomorrow" : "date";
    }

    private static String clock(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(at);
    }

    private static String date(ZonedDateTime at) {
        return at.toLocalDate().toString();
    }

    /// To the minute.
    private static String in(Duration time) {
        long minutes = Math.max(0, Math.round(time.toSeconds() / 60.0));
        return Lease.words(Duration.ofMinutes(minutes)).localized();
    }
}
