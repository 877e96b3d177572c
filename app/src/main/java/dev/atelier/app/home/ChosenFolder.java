package dev.atelier.app.home;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The data folder that a user chose in place of the usual one, which could not be used. It is one
/// line of a file where the platform keeps the settings of programs, since the data folder itself
/// cannot keep it.
///
/// | platform | file |
/// |---|---|
/// | Linux | `$XDG_CONFIG_HOME/atelier/data-folder`, else `~/.config/atelier/data-folder` |
/// | macOS | `~/Library/Preferences/Atelier/data-folder` |
/// | Windows | `%APPDATA%\Atelier\data-folder` |
///
/// @param file the note; need not exist
record ChosenFolder(Path file) {
    /// Of the user who runs this process.
    static ChosenFolder ofThisUser() {
        return of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    static ChosenFolder of(String os, String home, Map<String, String> environment) {
        return new ChosenFolder(
                settings(os.toLowerCase(Locale.ROOT), home, environment).resolve("data-folder"));
    }

    private static Path settings(String system, String home, Map<String, String> environment) {
        if (system.startsWith("windows")) {
            var roaming = environment.get("APPDATA");
            var base = roaming == null ? Path.of(home, "AppData", "Roaming") : Path.of(roaming);
            return base.resolve("Atelier");
        }
        if (system.startsWith("mac")) {
            return Path.of(home, "Library", "Preferences", "Atelier");
        }
        return DataFolder.xdg(environment.get("XDG_CONFIG_HOME"), Path.of(home, ".config"))
                .resolve("atelier");
    }

    /// Empty where none was chosen, or the note cannot be read.
    Optional<Path> read() {
        try {
            var line = Files.readString(file).strip();
            return Optional.of(Path.of(line)).filter(Path::isAbsolute);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// @throws IOException when it cannot be remembered
    void write(Path folder) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.replace(file, (folder + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
