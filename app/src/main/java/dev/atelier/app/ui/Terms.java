package dev.atelier.app.ui;

import java.util.Map;

/// Names that mean something in files and are read by people too: A1111's words in files, the
/// present language on the screen.
public final class Terms {
    private static final Map<String, String> KEYS =
            Map.of(
                    "Automatic", "term.Automatic",
                    "Original", "term.Original",
                    "None", "term.None");

    private Terms() {}

    /// The words for a name; the name itself where it is not translated.
    public static String of(String name) {
        var key = KEYS.get(name);
        return key == null ? name : Messages.of(Terms.class).text(key);
    }
}
