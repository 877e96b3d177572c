package dev.atelier.app.models.cover;

import dev.atelier.app.ui.Messages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// When something was used, as people say it.
public final class LastUse {
    private LastUse() {}

    /// @param millis since 1970; 0 for never
    public static String words(long millis) {
        return words(millis, LocalDate.now(ZoneId.systemDefault()), ZoneId.systemDefault());
    }

    static String words(long millis, LocalDate today, ZoneId zone) {
        var messages = Messages.of(LastUse.class);
        if (millis == 0) {
            return messages.text("used.never");
        }
        var day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
        if (day.equals(today)) {
            return messages.text("used.today");
        }
        if (day.equals(today.minusDays(1))) {
            return messages.text("used.yesterday");
        }
        var pattern = day.getYear() == today.getYear() ? "used.day" : "used.year";
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return DateTimeFormatter.ofPattern(messages.text(pattern), language).format(day);
    }
}
