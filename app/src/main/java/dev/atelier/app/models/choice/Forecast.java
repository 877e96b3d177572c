package dev.atelier.app.models.choice;

import dev.atelier.app.memory.Fit;
import dev.atelier.app.memory.Fit.Remedy;
import dev.atelier.app.ui.Messages;
import java.util.Locale;

/// Says in one sentence whether a picture fits into memory, and what to lower where it does not.
public final class Forecast {
    private final Messages messages;

    /// @param messages the words of Create
    public Forecast(Messages messages) {
        this.messages = messages;
    }

    /// @param token the colour to say it in
    public record Notice(String words, String token) {}

    public Notice notice(Fit fit) {
        var need = gigabytes(fit.need());
        var free = gigabytes(fit.free());
        if (fit.fits()) {
            return new Notice(messages.text("forecast.fits", need, free), "text.tertiary");
        }
        var words =
                fit.remedy()
                        .map(remedy ->
                                switch (remedy) {
                                    case Remedy.OneAtOnce() ->
                                            messages.text("forecast.one-at-once", need, free);
                                    case Remedy.NoSecondPass() ->
                                            messages.text("forecast.no-second-pass", need, free);
                                    case Remedy.Smaller(var size) ->
                                            messages.text(
                                                    "forecast.smaller",
                                                    need,
                                                    free,
                                                    size.width() + " × " + size.height());
                                })
                        .orElseGet(() -> messages.text("forecast.too-large", need, free));
        return new Notice(words, "warn");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
