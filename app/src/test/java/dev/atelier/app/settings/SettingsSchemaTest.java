package dev.atelier.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Accent;
import dev.atelier.app.ui.Theme;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings files of other versions. The one of version 1 was written by the program as it was
/// before files had a version; only values that its short run had left at the default were added.
class SettingsSchemaTest {
    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("settings.properties");
    }

    @Test
    void everyValueOfAFileWithoutVersionIsThere() throws IOException {
        Files.writeString(file, versionOne());

        use(settings -> {
            assertEquals(Theme.DARK, settings.get(StudioSettings.THEME));
            assertEquals(Accent.ROSE, settings.get(StudioSettings.ACCENT));
            assertTrue(settings.get(StudioSettings.MOTION_REDUCED));
            assertEquals(
                    Optional.of(Locale.SIMPLIFIED_CHINESE), settings.get(StudioSettings.LANGUAGE));
            assertEquals(150, settings.get(StudioSettings.SCALE));
            assertEquals("models", settings.get(StudioSettings.VIEW));
            assertEquals(-1200, settings.get(StudioSettings.WINDOW_X));
            assertEquals(1440, settings.get(StudioSettings.WINDOW_WIDTH));
            assertEquals(431, settings.get(StudioSettings.CREATE_COLUMN));
            assertTrue(settings.get(StudioSettings.SECTION_OPEN.of("hires")));
            assertTrue(settings.get(StudioSettings.MODELS_AS_LIST));
            assertTrue(settings.get(StudioSettings.WELCOME_DONE));
            assertEquals(
                    Optional.of(KeyStroke.getKeyStroke("ctrl J")),
                    settings.get(StudioSettings.COMMAND_KEY.of("generate")));
            var usual = Optional.of(KeyStroke.getKeyStroke("ctrl K"));
            assertEquals(
                    Optional.empty(), settings.get(StudioSettings.COMMAND_KEY.of("skip", usual)));
            assertEquals(usual, settings.get(StudioSettings.COMMAND_KEY.of("other", usual)));
            assertTrue(settings.get(StudioSettings.DRAFT).contains("\"value\" : 105"));
            assertTrue(settings.get(StudioSettings.GRID_ROWS).contains("STEPS"));
            assertEquals("[date]/[seed]", settings.get(StudioSettings.PATTERN));
            assertEquals(
                    Optional.of(Path.of("/home/ada/pictures")),
                    settings.get(StudioSettings.PICTURES));
            assertEquals(
                    Optional.of(Path.of("/home/ada/old pictures")),
                    settings.get(StudioSettings.IMPORT_FOLDER));
            assertEquals(
                    List.of(Path.of("/tmp/bundled/models/lora"), Path.of("/home/ada/models")),
                    settings.get(StudioSettings.MODEL_FOLDERS));
            assertEquals(
                    List.of("starter", "photo v2"), settings.get(StudioSettings.MODELS_RECENT));
            assertEquals(
                    "My first", settings.get(StudioSettings.MODEL_LABEL.of("checkpoint.starter")));
            assertEquals(
                    Optional.of(174.7297138885498),
                    settings.get(StudioSettings.CALL_SECONDS.of("starter")));
            assertEquals(
                    List.of(new MemoryPoint(0.016384, 582148096), new MemoryPoint(0.262144, 9e8)),
                    settings.get(StudioSettings.MEMORY.of("starter")));
            assertEquals(Optional.empty(), settings.setAside());
            assertTrue(settings.unusable().isEmpty());
        });
    }

    @Test
    void theFirstChangeWritesTodaysVersionAndKeepsTheOldFileAndUnknownKeys() throws IOException {
        Files.writeString(file, versionOne());

        use(settings -> settings.put(StudioSettings.THEME, Theme.LIGHT));

        var expected = parse(versionOne());
        expected.setProperty("settings.version", "2");
        expected.setProperty("theme", "LIGHT");
        expected.setProperty("models.folders", "/tmp/bundled/models/lora\n/home/ada/models");
        assertEquals(expected, parse(Files.readString(file)));
        assertEquals(versionOne(), Files.readString(folder.resolve("settings.properties.v1")));
    }

    @Test
    void readingAloneChangesNothing() throws IOException {
        Files.writeString(file, versionOne());

        use(settings -> settings.get(StudioSettings.THEME));

        assertEquals(versionOne(), Files.readString(file));
    }

    /// Version 1 split its name at the colon when it was read again.
    @Test
    void aFolderWithAColonStaysWhole() {
        var odd = folder.resolve(File.separatorChar == '/' ? "a:b" : "a;b");
        use(settings -> new ModelFolders(settings).add(odd));

        use(settings -> assertEquals(List.of(odd), settings.get(StudioSettings.MODEL_FOLDERS)));
    }

    @Test
    void aFileOfALaterVersionIsKeptAsideAndNotChanged() throws IOException {
        var later = "settings.version=99\ntheme=ULTRAVIOLET\n";
        Files.writeString(file, later);

        use(settings -> {
            assertEquals(Theme.SYSTEM, settings.get(StudioSettings.THEME));
            var aside = settings.setAside().orElseThrow();
            assertTrue(aside.newer());
            assertEquals("settings.properties.newer", aside.file().getFileName().toString());
            settings.put(StudioSettings.THEME, Theme.DARK);
        });

        assertEquals(later, Files.readString(folder.resolve("settings.properties.newer")));
        use(settings -> assertEquals(Theme.DARK, settings.get(StudioSettings.THEME)));
    }

    /// A later program that writes while this one is open.
    @Test
    void aLaterVersionIsNeverWrittenOver() throws IOException {
        var later = "settings.version=99\ntheme=ULTRAVIOLET\n";
        Files.writeString(file, "settings.version=2\n");

        use(settings -> {
            write(later);
            settings.put(StudioSettings.THEME, Theme.DARK);
            assertEquals(Theme.DARK, settings.get(StudioSettings.THEME));
        });

        assertEquals(later, Files.readString(file));
    }

    @Test
    void aVersionThatIsNoneIsDamage() throws IOException {
        for (var version : List.of("0", "-3", "two", "")) {
            Files.writeString(file, "settings.version=" + version + "\n");
            use(settings -> assertFalse(settings.setAside().orElseThrow().newer()));
        }
    }

    /// Each is declared once; a family's names do not run into those of others.
    @Test
    void namesInTheFileAreDistinct() throws IllegalAccessException {
        var keys = new ArrayList<String>();
        var prefixes = new ArrayList<String>();
        for (var field : StudioSettings.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                switch (field.get(null)) {
                    case Setting<?> setting -> keys.add(setting.key());
                    case Setting.Family<?> family -> prefixes.add(family.prefix());
                    default -> throw new AssertionError(field);
                }
            }
        }
        keys.add(SettingsSchema.KEY);

        assertEquals(keys.size(), new HashSet<>(keys).size());
        for (var prefix : prefixes) {
            var clash =
                    Stream.concat(keys.stream(), prefixes.stream())
                            .filter(other -> other.startsWith(prefix) && !other.equals(prefix))
                            .toList();
            assertEquals(List.of(), clash, prefix);
        }
    }

    private void use(Consumer<Settings> action) {
        try (var tasks = new Tasks(Runnable::run)) {
            action.accept(Settings.open(file, tasks));
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As this platform separates paths.
    private static String versionOne() throws IOException {
        try (var in = SettingsSchemaTest.class.getResourceAsStream("settings-1.properties")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("lora\\:/", "lora\\" + File.pathSeparator + "/");
        }
    }

    private static Properties parse(String text) throws IOException {
        var all = new Properties();
        all.load(new StringReader(text));
        return all;
    }
}
