package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.cli.Terminal;
import dev.atelier.app.home.DataFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands are made when they are called by the name that they are registered under.
class CommandNamesTest {
    @TempDir private Path folder;

    static List<String> names() {
        var nowhere = new PrintWriter(new StringWriter());
        var terminal = new Terminal(nowhere, nowhere, false);
        return Main.commandLine(terminal, DataFolder.ofThisUser()).names();
    }

    private String help(String... arguments) {
        var out = new StringWriter();
        var terminal = new Terminal(new PrintWriter(out), new PrintWriter(out), false);
        var home = new DataFolder(folder, folder.resolve("native"));
        assertEquals(0, Main.commandLine(terminal, home).run(arguments), out::toString);
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsCalledByItsName(String name) {
        var help = help(name, "--help");
        assertTrue(help.startsWith("Usage: atelier " + name + " "), help);
    }

    @Test
    void theListHasThemAll() {
        var help = help("--help");
        for (var name : List.of("generate", "serve", "deploy", "oss", "library", "compare")) {
            assertTrue(help.contains("\n  " + name), name);
        }
    }
}
