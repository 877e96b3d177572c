package dev.atelier.app.settings;

import dev.atelier.app.ui.Motion;

/// The look that is set.
public final class Appearance {
    private Appearance() {}

    /// Gives it to all windows. Event thread.
    public static void apply(Settings settings) {
        Motion.reduce(settings.get(StudioSettings.MOTION_REDUCED));
        settings.get(StudioSettings.THEME).apply(settings.get(StudioSettings.ACCENT));
    }
}
