package dev.atelier.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings files as crashes and hands leave them.
class DamagedSettingsTest {
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
                    "a = \\u12".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                }) {
            Files.write(file, bytes);

            var settings = Settings.open(file, tasks);

            assertEquals("as at first", settings.get("a", "as at first"));
            var aside = settings.setAside().orElseThrow();
            assertEquals(bytes.length, Files.size(aside));
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
                """);
        // A zero that is written as an escape is text, and a file may hold it.
        var settings = Settings.open(file, tasks);

        assertEquals(Theme.SYSTEM, settings.get("theme", Theme.SYSTEM));
        assertEquals(0, settings.get("scale", 0, 0, 400));
        assertEquals(80, settings.get("window.x", 80));
        assertEquals(-1.0, settings.get("pace.starter", -1.0));
        assertEquals(folder, settings.get("pictures", folder));
        assertEquals("ROSE", settings.get("accent", ""));
        assertEquals(
                Set.of("theme", "scale", "window.x", "pace.starter", "pictures"),
                settings.unusable());
        assertEquals(Optional.empty(), settings.setAside());
    }

    @Test
    void modelFoldersThatNoFolderCanBeAreLeftOut() throws IOException {
        Files.writeString(file, "models.folders = /a:/b\\u0000c:/d\n");

        var folders = new ModelFolders(Settings.open(file, tasks));

        assertEquals(2, folders.all().get().size());
    }

    /// As with two programs on one data folder.
    @Test
    void twoThatAreOpenKeepEachOthersChanges() throws Exception {
        Files.writeString(file, "theme = DARK\nview = create\nlanguage = en\n");
        try (var here = new Tasks(Runnable::run);
                var there = new Tasks(Runnable::run)) {
            var one = Settings.open(file, here);
            var two = Settings.open(file, there);
            one.put("theme", "LIGHT");
            written(here);
            two.put("scale", 150);
            two.remove("view");
            written(there);
            one.put("accent", "ROSE");
        }

        var kept = Settings.open(file, tasks);
        assertEquals("LIGHT", kept.get("theme", ""));
        assertEquals("150", kept.get("scale", ""));
        assertEquals("none", kept.get("view", "none"));
        assertEquals("en", kept.get("language", ""));
        assertEquals("ROSE", kept.get("accent", ""));
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
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
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
                assertEquals(i, kept.get(name + i, -1), name + i);
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
            settings.put("after", i);
            assertTrue(settings.get("after", -1) == i);
        }
    }
}
