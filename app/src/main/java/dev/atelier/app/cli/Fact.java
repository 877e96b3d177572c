package dev.atelier.app.cli;

import dev.atelier.recipe.Message;
import java.util.Locale;

/// One line of a report.
///
/// @param topic the group of lines it belongs to
/// @param name one or two words
/// @param value the plain value for `--json`: text, number, truth value or list of these
/// @param text the same for a reader
public record Fact(String topic, String name, Object value, String text) {
    /// A fact that reads the same in both forms.
    public static Fact of(String topic, String name, Object value) {
        return new Fact(topic, name, value, value.toString());
    }

    /// An amount of bytes, shown in the largest fitting unit.
    public static Fact bytes(String topic, String name, long bytes) {
        return new Fact(topic, name, bytes, readable(bytes));
    }

    /// `bytes` in GB, MB or KB of 1024 each, one decimal.
    static String readable(long bytes) {
        for (int i = 3; i > 0; i--) {
            var unit = 1L << (10 * i);
            if (bytes >= unit) {
                return String.format(
                        Locale.ROOT, "%.1f %sB", bytes / (double) unit, " KMG".charAt(i));
            }
        }
        return Message.of("cli.bytes", bytes).english();
    }
}
