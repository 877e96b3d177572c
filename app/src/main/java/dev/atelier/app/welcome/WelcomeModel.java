package dev.atelier.app.welcome;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;

/// Whether the first page is to be shown. Event thread.
public final class WelcomeModel {
    private static final String KEY = "welcome.done";

    private final Settings settings;
    private final Value<Boolean> shown;

    public WelcomeModel(Settings settings) {
        this.settings = settings;
        shown = Value.of(!settings.get(KEY, false));
    }

    public Observed<Boolean> shown() {
        return shown;
    }

    /// Never again.
    public void dismiss() {
        settings.put(KEY, true);
        shown.set(false);
    }
}
