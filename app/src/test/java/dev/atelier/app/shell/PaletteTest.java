package dev.atelier.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.PaletteEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.Action;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people type into the palette, and keys.
class PaletteTest {
    @TempDir Path folder;
    private final Tasks tasks = new Tasks(Runnable::run);
    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private Settings settings;
    private Commands commands;

    @BeforeEach
    void bind() {
        speak(Locale.ENGLISH);
    }

    private void speak(Locale language) {
        Locale.setDefault(Locale.Category.DISPLAY, language);
        settings = Settings.open(folder.resolve("settings.properties"), tasks);
        commands = new Commands(settings);
        for (var command : Command.values()) {
            commands.bind(command, () -> {});
        }
    }

    @AfterEach
    void close() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
        tasks.close();
    }

    private String first(String typed) {
        return Palette.matches(commands.goals(), typed).stream()
                .findFirst()
                .map(PaletteEntry::name)
                .orElse("");
    }

    @Test
    void wordsThatBeginSoComeFirst() {
        assertEquals("Generate", first("gen"));
        assertEquals("Models", first("mod"));
        assertEquals("Settings", first("set"));
        assertEquals("Quit", first("q"));
        assertEquals("Interrupt the rest", first("int"));
        assertEquals("Generate before all others", first("gen before"));
        assertEquals("X/Y/Z grid…", first("grid"));
    }

    @Test
    void synonymsAndInitialsFindIt() {
        assertEquals("Settings", first("preferences"));
        assertEquals("Interrupt the rest", first("halt"));
        assertEquals("X/Y/Z grid…", first("xyz"));
        assertEquals("Generate forever", first("loop"));
        assertEquals("Pause and free memory", first("vram"));
        assertEquals("", first("zzzz"));
    }

    @Test
    void oneMistypedLetterDoesNotHideIt() {
        assertEquals("Settings", first("setings"));
        assertEquals("Settings", first("settinsg"));
        assertEquals("Settings", first("sertings"));
        assertEquals("Settings", first("setttings"));
        assertEquals("Generate", first("genrate"));
        assertEquals("X/Y/Z grid…", first("grad"));
        assertEquals("Move the picture to the trash", first("trash"));
        assertEquals("Move the picture to the trash", first("delete"));
        assertEquals("", first("sattanga"));
    }

    @Test
    void englishWordsWorkInAChineseWindowToo() {
        speak(Locale.SIMPLIFIED_CHINESE);

        assertEquals("生成", first("gen"));
        assertEquals("设置", first("settings"));
        assertEquals("设置", first("preferences"));
        assertEquals("设置", first("偏好"));
        assertEquals("深色主题", first("dark"));
    }

    @Test
    void otherKeysAreShownEverywhere() {
        var shown = new ArrayList<String>();
        commands.keyText(Command.GENERATE).bind(shown::add);
        commands.rebind(Command.GENERATE, Optional.of(KeyStroke.getKeyStroke("F8")));

        assertEquals(List.of("Ctrl+Enter", "F8"), shown);
        var tip = commands.action(Command.GENERATE).getValue(Action.SHORT_DESCRIPTION);
        assertEquals("Generate  F8", tip);
        assertTrue(commands.isChanged(Command.GENERATE));

        commands.resetKeys();
        assertEquals(List.of("Ctrl+Enter", "F8", "Ctrl+Enter"), shown);
        assertFalse(commands.isChanged(Command.GENERATE));
        assertFalse(settings.has(StudioSettings.COMMAND_KEY.of("generate")));
    }

    @Test
    void aKeyThatAnotherCommandHasIsKnownBeforeItIsTaken() {
        var key = KeyStroke.getKeyStroke("ctrl G");

        assertEquals(Optional.of(Command.GRID), commands.ownerOf(key, Command.PAUSE));
        assertEquals(Optional.empty(), commands.ownerOf(key, Command.GRID));
    }

    @Test
    void keysThatTextNeedsAreKept() {
        for (var needed : List.of("A", "shift A", "SPACE", "LEFT", "TAB", "ctrl C", "ctrl V")) {
            assertTrue(Keys.isNeededForText(KeyStroke.getKeyStroke(needed)), needed);
        }
        for (var free :
                List.of("F5", "shift F3", "ctrl G", "ctrl shift C", "alt X", "ctrl alt V")) {
            assertFalse(Keys.isNeededForText(KeyStroke.getKeyStroke(free)), free);
        }
    }

    /// Two commands with one key would leave one of them without.
    @Test
    void noKeyIsGivenTwiceFromTheStart() {
        var keys =
                commands.all().stream()
                        .flatMap(command -> Commands.usualKey(command).stream())
                        .toList();

        assertEquals(keys.size(), keys.stream().distinct().count());
    }
}
