package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.assets.Assets;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that only report: doctor, tokens and inspect.
class ReportCommandsTest {
    @TempDir private Path folder;
    private Console console;

    @BeforeEach
    void open() {
        console = new Console(folder, false);
    }

    @Test
    void doctorDescribesMachineFoldersAndEngine() {
        assertEquals(0, console.run("doctor"));

        for (var line :
                new String[] {
                    "machine", "  processor", "folders", "  free disk", "engine", "  strategy"
                }) {
            assertTrue(console.out().contains(line), line);
        }
    }

    @Test
    void doctorAnswersScriptsInJson() {
        console.run("doctor", "--json");

        var answer = JsonText.object(console.out());
        assertTrue(answer.keySet().toString().equals("[machine, folders, engine]"), console.out());
    }

    @Test
    void tokensShowsIdsWeightsAndTheCount() {
        assertEquals(0, console.run("tokens", "a (red:1.5) boat"));

        assertTrue(console.out().matches("(?s).* 736 +1\\.50.*red.*"), console.out());
        assertTrue(console.out().contains("3 tokens"), console.out());
    }

    @Test
    void tokensStartsAChunkAtBreak() {
        console.run("tokens", "--json", "a BREAK b");

        assertTrue(
                JsonText.object(console.out()).get("chunks") instanceof java.util.List<?> chunks
                        && chunks.size() == 2,
                console.out());
    }

    @Test
    void tokensRefusesAWeightThatIsNone() {
        assertEquals(2, console.run("tokens", "(a:1.2.3)"));
    }

    @Test
    void inspectDescribesTheStarterModel() throws IOException {
        var model = Assets.file(Assets.STARTER_MODEL, folder);

        assertEquals(0, console.run("inspect", model.toString()));

        assertTrue(console.out().matches("(?s).*family +Stable Diffusion 1\n.*"), console.out());
        assertTrue(console.out().matches("(?s).*short hash +2b2a895a10\n.*"), console.out());
        assertTrue(console.out().matches("(?s).*missing +none\n.*unused +none\n.*"), console.out());
        assertTrue(console.out().contains("atelier.config"), console.out());
    }

    @Test
    void inspectRefusesWhatIsNoModel() throws IOException {
        var file = Files.writeString(folder.resolve("x.safetensors"), "this is no model at all");

        assertEquals(1, console.run("inspect", file.toString()));

        assertTrue(console.err().startsWith("atelier: [x.safetensors] "), console.err());
    }
}
