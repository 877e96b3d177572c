package dev.atelier.app.settings;

import java.io.File;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/// The versions of the settings file. A file says its own in `settings.version`; files from before
/// there was one are of version 1. Step by step an older file becomes one of today's; keys that no
/// step knows stay as they are.
final class SettingsSchema {
    static final String KEY = "settings.version";

    /// The step at index 0 makes version 2 of version 1, and so on.
    private static final List<Consumer<Properties>> STEPS =
            List.of(SettingsSchema::foldersOneALine);

    /// What this program writes.
    static final int NEWEST = STEPS.size() + 1;

    private SettingsSchema() {}

    /// @throws IllegalArgumentException when the file says none that there can be
    static int versionOf(Properties values) {
        var text = values.getProperty(KEY, "1").strip();
        try {
            int version = Integer.parseInt(text);
            if (version >= 1) {
                return version;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(KEY + ": " + text, e);
        }
        throw new IllegalArgumentException(KEY + ": " + text);
    }

    /// Brings an older file to [#NEWEST].
    ///
    /// @throws IllegalArgumentException when its version cannot be read
    static void migrate(Properties values) {
        for (int version = versionOf(values); version < NEWEST; version++) {
            STEPS.get(version - 1).accept(values);
        }
        values.setProperty(KEY, Integer.toString(NEWEST));
    }

    /// 1 → 2. Folders stood side by side with the system's separator of paths between them, which
    /// on Linux and macOS is a character that a folder's name may hold.
    private static void foldersOneALine(Properties values) {
        var key = StudioSettings.MODEL_FOLDERS.key();
        var folders = values.getProperty(key);
        if (folders != null) {
            values.setProperty(key, folders.replace(File.pathSeparator, "\n"));
        }
    }
}
