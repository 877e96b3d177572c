package dev.atelier.app.settings;

import java.io.IOException;
import java.util.Locale;
import javax.swing.JComponent;
import javax.swing.UIManager;

/// The language of the studio: the one that is set, else the system's where the studio speaks it.
public final class Language {
    private static final String CHINESE = "简体中文";

    private Language() {}

    /// What a language calls itself; where the window's font cannot draw that, its English name and
    /// what is missing.
    public static String name(Locale language) {
        if (!language.equals(Locale.SIMPLIFIED_CHINESE)) {
            return "English";
        }
        var font = UIManager.getFont("Label.font");
        boolean drawn = font == null || font.canDisplayUpTo(CHINESE) < 0;
        return drawn ? CHINESE : "Chinese (no font for it is installed)";
    }

    /// The windows take the one that the settings name. Event thread.
    public static void apply(Settings settings) {
        show(of(settings));
    }

    /// Messages are in this one from now on, and what Swing itself says in windows that are made
    /// from now on, such as a file chooser. Event thread.
    public static void show(Locale language) {
        use(language);
        JComponent.setDefaultLocale(language);
    }

    /// Messages are in this one from now on.
    private static void use(Locale language) {
        Locale.setDefault(Locale.Category.DISPLAY, language);
    }

    private static Locale of(Settings settings) {
        return settings.get(StudioSettings.LANGUAGE).orElseGet(Language::ofSystem);
    }

    /// Runs something in the language that the settings name, for files that the terminal writes.
    public static void within(Settings settings, Writing writing) throws IOException {
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        use(of(settings));
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
