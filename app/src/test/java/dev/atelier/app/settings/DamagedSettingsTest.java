package dev.atelier.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.ChildOutput;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Accent;
import dev.atelier.app.ui.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Settings files as crashes and hands leave them.
class DamagedSettingsTest {
    @RegisterExtension final ChildOutput children = new ChildOutput();
    @TempDir Path folder;
    private Path file = Path.of("");
    private final Tasks tasks = new Tasks(Runnable::run);

    @BeforeEach
    void name() {
        file = folder.resolve("settings.properties");
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void whatIsNoTextIsSetAsideAndKept() throws IOException {
        for (var bytes :
                new byte[][] {
                    new byte[2000],
                    {(byte) 0xC3, 0x28, 0x0A},
                    "a = \\u12".getBytes(StandardCharsets.UTF_8)
                }) {
            Files.write(file, bytes);

            var settings = Settings.open(file, tasks);

            assertEquals(Theme.SYSTEM, settings.get(StudioSettings.THEME));
            var aside = settings.setAside().orElseThrow();
            assertFalse(aside.newer());
            assertEquals(bytes.length, Files.size(aside.file()));
        }
    }

    @Test
    void valuesThatCannotBeUsedAreNamedAndTheOthersKept() throws IOException {
        Files.writeString(
                file,
                """
                theme = PURPLE
                scale = 12345
                window.x = left
                pace.starter = NaN
                pictures = a\\u0000b
                accent = ROSE
                language = tlh
                models.list = perhaps
                key.generate = the red one
                """);
        // A zero that is written as an escape is text, and a file may hold it.
        var settings = Settings.open(file, tasks);

        assertEquals(Theme.SYSTEM, settings.get(StudioSettings.THEME));
        assertEquals(0, settings.get(StudioSettings.SCALE));
        assertEquals(80, settings.get(StudioSettings.WINDOW_X));
        assertEquals(Optional.empty(), settings.get(StudioSettings.CALL_SECONDS.of("starter")));
        assertEquals(Optional.empty(), settings.get(StudioSettings.PICTURES));
        assertEquals(Optional.empty(), settings.get(StudioSettings.LANGUAGE));
        assertFalse(settings.get(StudioSettings.MODELS_AS_LIST));
        var key = StudioSettings.COMMAND_KEY.of("generate");
        assertEquals(Optional.empty(), settings.get(key));
        assertEquals(Accent.ROSE, settings.get(StudioSettings.ACCENT));
        assertEquals(
                Set.of(
                        "theme",
                        "scale",
                        "window.x",
                        "pace.starter",
                        "pictures",
                        "language",
                        "models.list",
                        "key.generate"),
                settings.unusable());
        assertEquals(Optional.empty(), settings.setAside());
    }

    @Test
    void modelFoldersThatNoFolderCanBeAreLeftOut() throws IOException {
        Files.writeString(file, "settings.version = 2\nmodels.folders = /a\\n/b\\u0000c\\n/d\n");

        var folders = new ModelFolders(Settings.open(file, tasks));

        assertEquals(2, folders.all().get().size());
    }

    @Test
    void theFolderThatComesWithTheProgramIsThereUntilItIsTakenOut() throws IOException {
        var bundled = folder.resolve("bundled");
        var folders = new ModelFolders(Settings.open(file, tasks), bundled);
        folders.add(folder);

        assertEquals(List.of(bundled, folder), folders.all().get());
        assertTrue(folders.isBundled(bundled));
        assertFalse(folders.isBundled(folder));

        var settings = Settings.open(file, tasks);
        new ModelFolders(settings, bundled).remove(bundled);
        assertEquals(List.of(), new ModelFolders(settings, bundled).all().get());
    }

    /// As with two programs on one data folder.
    @Test
    void twoThatAreOpenKeepEachOthersChanges() throws Exception {
        Files.writeString(file, "settings.version = 2\ntheme = DARK\nview = grid\nlanguage = en\n");
        try (var here = new Tasks(Runnable::run);
                var there = new Tasks(Runnable::run)) {
            var one = Settings.open(file, here);
            var two = Settings.open(file, there);
            one.put(StudioSettings.THEME, Theme.LIGHT);
            written(here);
            two.put(StudioSettings.SCALE, 150);
            two.remove(StudioSettings.VIEW);
            written(there);
            one.put(StudioSettings.ACCENT, Accent.ROSE);
        }

        var kept = Settings.open(file, tasks);
        assertEquals(Theme.LIGHT, kept.get(StudioSettings.THEME));
        assertEquals(150, kept.get(StudioSettings.SCALE));
        assertFalse(kept.has(StudioSettings.VIEW));
        assertEquals(Optional.of(Locale.ENGLISH), kept.get(StudioSettings.LANGUAGE));
        assertEquals(Accent.ROSE, kept.get(StudioSettings.ACCENT));
        try (var files = Files.list(folder)) {
            var names = files.map(it -> it.getFileName().toString()).sorted().toList();
            assertEquals(List.of("settings.properties", "settings.properties.lock"), names);
        }
    }

    @Test
    void processesThatSaveAtTheSameTimeLoseNothing() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path");
        var writers = new ArrayList<Process>();
        for (var name : List.of("one", "two", "three")) {
            writers.add(
                    new ProcessBuilder(
                                    java,
                                    "-cp",
                                    classes,
                                    SettingsProcess.class.getName(),
                                    file.toString(),
                                    name)
                            .redirectError(children.errors())
                            .start());
        }
        for (var writer : writers) {
            assertEquals("ready", writer.inputReader().readLine());
        }
        for (var writer : writers) {
            writer.outputWriter().append("go\n").close();
        }
        for (var writer : writers) {
            assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, writer.exitValue());
        }

        var kept = Settings.open(file, tasks);
        for (var name : List.of("one", "two", "three")) {
            for (int i = 0; i < SettingsProcess.COUNT; i++) {
                assertEquals(i, kept.get(SettingsProcess.COUNTED.of(name + i)), name + i);
            }
        }
    }

    private static void written(Tasks tasks) throws InterruptedException {
        var end = new CountDownLatch(1);
        tasks.inOrder(end::countDown);
        assertTrue(end.await(60, TimeUnit.SECONDS));
    }

    /// Any bytes at all, the same in each run.
    @Test
    void opensWithWhateverIsThere() throws IOException {
        var random = new Random(13);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            for (int at = 0; i % 2 == 0 && at < bytes.length; at++) {
                bytes[at] = (byte) "=\\u \n#!:".charAt(bytes[at] & 7);
            }
            Files.write(file, bytes);
            var settings = Settings.open(file, tasks);
            settings.put(StudioSettings.SCALE, i);
            assertEquals(i, settings.get(StudioSettings.SCALE));
        }
    }
}
