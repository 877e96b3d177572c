package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder, false);
    }

    @Test
    void namesItsVersion() {
        assertEquals(0, console.run("--version"));

        assertTrue(console.out().matches("(?s)Atelier \\d+\\.\\d+.*Java \\d+.*"), console.out());
    }

    @Test
    void listsItsCommandsButNotTheHiddenOnes() {
        assertEquals(0, console.run("--help"));

        for (var command : new String[] {"generate", "inspect", "tokens", "doctor"}) {
            assertTrue(console.out().contains("\n  " + command), command);
        }
        assertFalse(console.out().contains("welcome"));
    }

    @Test
    void explainsEveryCommand() {
        for (var command : new String[] {"generate", "inspect", "tokens", "doctor"}) {
            assertEquals(0, new Console(folder, false).run(command, "--help"), command);
        }
    }

    @Test
    void refusesToDoNothing() {
        assertEquals(2, console.run());

        assertTrue(console.err().contains("Try 'atelier --help'."), console.err());
    }

    @Test
    void suggestsTheNearestOption() {
        assertEquals(2, console.run("doctor", "--jso"));

        assertTrue(console.err().contains("--json"), console.err());
    }

    @Test
    void saysWhatToDoAboutAFailure() {
        console.engine.failure =
                Optional.of(new Failure.OutOfMemory(Message.plain("The memory ran out.")));

        assertEquals(1, console.run("generate", "a boat"));

        assertEquals(
                "atelier: The memory ran out. Choose a smaller size or batch, or close other programs.\n",
                console.err().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void showsStackTracesOnlyWhenVerbose() {
        console.run("inspect", folder.resolve("absent").toString());
        var verbose = new Console(folder, false);
        verbose.run("inspect", "--verbose", folder.resolve("absent").toString());

        assertFalse(console.err().contains("\tat "), console.err());
        assertTrue(console.err().contains("does not exist"), console.err());
        assertTrue(verbose.err().contains("\tat "), verbose.err());
    }

    @Test
    void reportsACancelledRun() {
        console.engine.duringRun = console.cli::cancel;

        assertEquals(130, console.run("generate", "a boat"));

        assertTrue(
                console.err().endsWith("atelier: cancelled" + System.lineSeparator()),
                console.err());
    }
}
