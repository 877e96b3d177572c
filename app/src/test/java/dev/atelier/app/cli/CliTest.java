package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "doctor --jso | atelier doctor: there is no option --jso; did you mean --json?",
                "generate --stepz=3 x | atelier generate: there is no option --stepz; did you mean --steps?",
                "generate --colour-of-the-moon x | atelier generate: there is no option --colour-of-the-moon",
                "genrate x | atelier: there is no command genrate; did you mean generate?",
                "`` | atelier: no command is given; choose one of generate, inspect,",
                "generate a boat | atelier generate: \"boat\" is more than this command takes; put a text of several words in quotes",
                "generate x --steps | atelier generate: --steps needs a value: --steps N",
                "generate x --steps many | atelier generate: --steps: expected a whole number, got many",
                "generate x --cfg-scale high | atelier generate: --cfg-scale: expected a number, got high",
                "serve --port 1 --port 2 | atelier serve: --port is given twice; give it once",
                "generate x --size wide | atelier generate: --size: expected WIDTHxHEIGHT, such as 512x768, got wide",
                "generate x --recipe a.json --from b.png | atelier generate: these exclude each other, give one of them: --recipe, --from",
                "inspect | atelier inspect: FILE is missing"
            })
    void saysWhatIsWrongWithTheLine(String line, String said) {
        var chinese = Locale.getDefault();
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE); // the command line speaks English only
        try {
            var words = line.isEmpty() ? new String[0] : line.split(" ", -1);
            assertEquals(2, console.run(words));
        } finally {
            Locale.setDefault(chinese);
        }

        var lines = console.err().lines().toList();
        assertTrue(lines.getFirst().startsWith(said), console.err());
        assertEquals("Try '" + said.substring(0, said.indexOf(':')) + " --help'.", lines.get(1));
        assertEquals(2, lines.size());
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
