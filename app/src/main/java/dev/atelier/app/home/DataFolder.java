package dev.atelier.app.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The program's own folders by the platform's convention. Nothing is created here: the code that
/// writes creates what it needs.
///
/// | platform | data | natives |
/// |---|---|---|
/// | Linux | `$XDG_DATA_HOME/atelier`, else `~/.local/share/atelier` | `$XDG_CACHE_HOME/atelier/native`, else `~/.cache/…` |
/// | macOS | `~/Library/Application Support/Atelier` | `~/Library/Caches/Atelier/native` |
/// | Windows | `%LOCALAPPDATA%\Atelier` | the same, `\native` |
///
/// The system property `atelier.data`, else the environment variable `ATELIER_DATA`, else the note
/// of [#remember] puts everything into one folder instead.
///
/// @param root settings, models, library and log
/// @param natives what can be unpacked again at any time: the engine's native libraries
public record DataFolder(Path root, Path natives) {
    /// The folders of the user who runs this process.
    public static DataFolder ofThisUser() {
        var named = System.getProperty("atelier.data");
        return of(
                System.getProperty("os.name"),
                System.getProperty("user.home"),
                System.getenv(),
                named);
    }

    /// The folders on the platform `os` (in the words of the system property `os.name`).
    static DataFolder of(
            String os, String home, Map<String, String> environment, @Nullable String named) {
        return name(named, environment)
                .or(ChosenFolder.of(os, home, environment)::read)
                .map(DataFolder::in)
                .orElseGet(() -> usual(os, home, environment));
    }

    /// What the property or the variable says.
    private static Optional<Path> name(@Nullable String property, Map<String, String> environment) {
        return Stream.of(property, environment.get("ATELIER_DATA"))
                .filter(it -> it != null && !it.isBlank())
                .map(Path::of)
                .findFirst();
    }

    /// Whether the property or the variable says where all is, so that [#remember] is in vain.
    public static boolean isNamed() {
        return name(System.getProperty("atelier.data"), System.getenv()).isPresent();
    }

    /// Everything in one folder.
    public static DataFolder in(Path folder) {
        var root = folder.toAbsolutePath().normalize();
        return new DataFolder(root, root.resolve("native"));
    }

    private static DataFolder usual(String os, String home, Map<String, String> environment) {
        var system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            var local = environment.get("LOCALAPPDATA");
            var base = local == null ? Path.of(home, "AppData", "Local") : Path.of(local);
            return new DataFolder(
                    base.resolve("Atelier"), base.resolve("Atelier").resolve("native"));
        }
        if (system.startsWith("mac")) {
            var library = Path.of(home, "Library");
            return new DataFolder(
                    library.resolve("Application Support").resolve("Atelier"),
                    library.resolve("Caches").resolve("Atelier").resolve("native"));
        }
        return new DataFolder(
                xdg(environment.get("XDG_DATA_HOME"), Path.of(home, ".local", "share"))
                        .resolve("atelier"),
                xdg(environment.get("XDG_CACHE_HOME"), Path.of(home, ".cache"))
                        .resolve("atelier")
                        .resolve("native"));
    }

    /// The XDG base directory specification ignores values that are not absolute.
    static Path xdg(@Nullable String value, Path otherwise) {
        return value != null && value.startsWith("/") ? Path.of(value) : otherwise;
    }

    /// Makes the folder of the data, where it is not there: what needs it is refused at once, and
    /// not by the first file that cannot be written.
    ///
    /// @throws DataFolderException when it cannot be made
    public void require() throws DataFolderException {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new DataFolderException(root, e);
        }
    }

    /// The same, and proves that files can be written there.
    public void requireWritable() throws IOException {
        require();
        Files.delete(Files.createTempFile(root, ".atelier", ".tmp"));
    }

    /// Makes this folder the one of later starts, unless these name another.
    ///
    /// @throws IOException when it cannot be remembered
    public void remember() throws IOException {
        ChosenFolder.ofThisUser().write(root);
    }

    /// Where files that ship with the program are unpacked, apart from the user's own.
    public Path bundled() {
        return bundled(root);
    }

    /// The same of a data folder.
    public static Path bundled(Path root) {
        return root.resolve("bundled");
    }

    /// The log file.
    public Path log() {
        return root.resolve("atelier.log");
    }

    /// The remembered hashes of model files.
    public Path hashes() {
        return root.resolve("hashes.properties");
    }

    /// What unfinished transfers must remember.
    public Path transfers() {
        return root.resolve("transfers");
    }

    /// Pictures made without a destination of their own.
    public Path pictures() {
        return root.resolve("pictures");
    }

    /// Makes DJL stay off the network, to send no telemetry and to unpack into our folder. DJL
    /// reads these once, so this comes before the first use of the engine; its environment
    /// variables of the same names win over ours.
    public void prepareEngine() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("DJL_CACHE_DIR", natives.toString());
        System.setProperty("ENGINE_CACHE_DIR", natives.toString());
    }

    /// Makes libraries that unpack into the temp folder, and our own passing files, to use a folder
    /// of this process in the cache instead. What a killed process left there is deleted. The
    /// database reads its property once, so this comes first.
    ///
    /// @return deletes the folder; for the end of the process
    public Runnable prepareScratch() {
        long pid = ProcessHandle.current().pid();
        var all = natives.resolve("scratch");
        if (!ScratchFolder.prepare(all, pid)) {
            return () -> {};
        }
        var own = all.resolve(Long.toString(pid));
        System.setProperty("org.sqlite.tmpdir", own.toString());
        System.setProperty(ScratchFolder.PROPERTY, own.toString());
        return () -> ScratchFolder.delete(own);
    }
}
