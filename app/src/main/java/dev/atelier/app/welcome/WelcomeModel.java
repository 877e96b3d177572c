package dev.atelier.app.welcome;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;

/// Whether the first page is to be shown. Event thread.
public final class WelcomeModel {
    private final Settings settings;
    private final Value<Boolean> shown;

    public WelcomeModel(Settings settings) {
        this.settings = settings;
        shown = Value.of(!settings.get(StudioSettings.WELCOME_DONE));
    }

    public Observed<Boolean> shown() {
        return shown;
    }

    /// Never again.
    public void dismiss() {
        settings.put(StudioSettings.WELCOME_DONE, true);
        shown.set(false);
    }
}
