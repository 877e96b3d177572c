package dev.atelier.app.settings;

import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.look.Accent;
import dev.atelier.app.ui.look.Motion;

/// The look that is set.
public final class Appearance {
    private Appearance() {}

    /// Gives it to all windows. Event thread.
    public static void apply(Settings settings) {
        Motion.reduce(settings.get("motion.reduced", false));
        settings.get("theme", Theme.SYSTEM).apply(settings.get("accent", Accent.LAPIS));
    }
}
