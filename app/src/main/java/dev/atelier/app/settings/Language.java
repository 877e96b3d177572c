package dev.atelier.app.settings;

import java.io.IOException;
import java.util.Locale;

/// The language of the studio: the one that is set, else the system's where the studio speaks it.
public final class Language {
    private Language() {}

    /// Takes the one that the settings name.
    public static void apply(Settings settings) {
        use(settings.get(StudioSettings.LANGUAGE).orElseGet(Language::ofSystem));
    }

    /// Messages are in this one from now on.
    public static void use(Locale language) {
        Locale.setDefault(Locale.Category.DISPLAY, language);
    }

    /// Runs something in the language that the settings name, for files that the terminal writes.
    public static void within(Settings settings, Writing writing) throws IOException {
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        apply(settings);
        try {
            writing.write();
        } finally {
            use(before);
        }
    }

    /// Writes files.
    @FunctionalInterface
    public interface Writing {
        void write() throws IOException;
    }

    private static Locale ofSystem() {
        return Locale.getDefault().getLanguage().equals("zh")
                ? Locale.SIMPLIFIED_CHINESE
                : Locale.ENGLISH;
    }
}
