package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.CommandException;
import dev.atelier.recipe.Message;
import java.time.Duration;
import java.util.regex.Pattern;

/// Times as people type them.
final class Times {
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    private Times() {}

    /// Reads `90s`, `30m`, `12h` or `7d`.
    ///
    /// @param option named where it is none of them
    static Duration of(String option, String text) {
        var found = TIME.matcher(text);
        if (!found.matches()) {
            throw CommandException.usage(Message.of("cli.time", option, text));
        }
        long amount = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
