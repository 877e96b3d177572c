package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.assets.Assets;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    void doctorGoesOnWhereTheEngineDoesNotStart() {
        console.engine.broken =
                Optional.of(
                        new UncheckedIOException(
                                new FileSystemException("native", null, "Read-only file system")));

        assertEquals(1, console.run("doctor"));

        assertTrue(console.out().contains("folders"), console.out());
        assertTrue(
                console.out()
                        .matches(
                                "(?s).*\\nengine\\n +problem +the disk is read-only.*another place\\n"),
                console.out());
        assertEquals("", console.err());
    }

    /// The tests may run as a user who can write everywhere but here.
    @Test
    @EnabledOnOs(OS.LINUX)
    void doctorSaysThatTheDataFolderCannotBeWritten() {
        var other = new Console(Path.of("/proc/atelier"), false);

        assertEquals(0, other.run("doctor"));

        assertTrue(console.run("doctor") == 0 && console.out().contains("data writable  yes"));
        assertTrue(other.out().contains("data writable  no; set ATELIER_DATA"), other.out());
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
                JsonText.object(console.out()).get("chunks") instanceof List<?> chunks
                        && chunks.size() == 2,
                console.out());
    }

    @Test
    void tokensLeavesTagsOutAndCountsThePartsOfAnAnd() {
        assertEquals(0, console.run("tokens", "a red boat <lora:x:0.8> AND a tower :1.5"));

        assertTrue(console.out().contains("part 1 of 2, weight 1.00: a red boat\n"), console.out());
        assertTrue(console.out().contains("part 2 of 2, weight 1.50: a tower\n"), console.out());
        assertTrue(console.out().contains("tag, no tokens: <lora:x:0.8>\n"), console.out());
        assertTrue(console.out().contains("\n3 tokens\n"), console.out());
        assertTrue(console.out().contains("3 tokens in the longest part\n"), console.out());
        assertFalse(console.out().contains("lora</w>"), console.out());
    }

    /// As A1111's counter: every text that prompt editing makes is counted, the longest is said.
    @Test
    void tokensFollowsPromptEditing() {
        assertEquals(0, console.run("tokens", "--steps", "10", "a [cat:red tall dog:0.5] hat"));

        var said = console.out();
        assertTrue(said.contains("steps 1 to 5 of 10: a cat hat\n"), said);
        assertTrue(said.contains("steps 6 to 10 of 10: a red tall dog hat\n"), said);
        assertTrue(said.contains("5 tokens in the longest part\n"), said);
        assertEquals(2, console.run("tokens", "--steps", "0", "a"));
    }

    @Test
    void tokensRefusesAWeightThatIsNone() {
        assertEquals(2, console.run("tokens", "(a:1.2.3)"));
    }

    @Test
    void benchWritesOverNoCheckpoint() throws IOException {
        var there = Files.writeString(folder.resolve("a.safetensors"), "mine");

        assertEquals(1, console.run("bench", "--random", "sd15", "--write", there.toString()));

        assertTrue(
                console.err().contains(there + " is there already; name another file"),
                console.err());
        assertEquals("mine", Files.readString(there));
    }

    @Test
    void benchExportsNetworksWithTheirSizes() throws IOException {
        var target = folder.resolve("networks");

        assertEquals(0, console.run("bench", "--export", target.toString()), console.err());

        var all = JsonText.object(Files.readString(target.resolve("networks.json")));
        var networks = (Map<?, ?>) Objects.requireNonNull(all.get("networks"));
        for (var facts : networks.values()) {
            var archive = (String) ((Map<?, ?>) facts).get("archive");
            assertTrue(Files.size(target.resolve(archive)) > 1000, archive);
        }
        assertEquals(4, networks.size());
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

    /// A merge left 0.999 n as position ids, and took the autoencoder out.
    @Test
    void inspectTellsDamagedPositionsAndAMissingVaeWithTheRemedy() throws IOException {
        var ids = "cond_stage_model.transformer.text_model.embeddings.position_ids";
        var target = folder.resolve("merged.safetensors");
        try (var file = SafetensorsFile.open(Assets.file(Assets.STARTER_MODEL, folder))) {
            var entries = new ArrayList<Entry>();
            for (var info : file.tensors().values()) {
                if (!info.name().startsWith("first_stage_model.") && !info.name().equals(ids)) {
                    entries.add(new Entry(info.name(), info.dtype(), info.shape()));
                }
            }
            entries.add(new Entry(ids, DType.F32, List.of(1L, 77L)));
            var damaged = ByteBuffer.allocate(4 * 77).order(ByteOrder.LITTLE_ENDIAN);
            for (int n = 0; n < 77; n++) {
                damaged.putFloat(0.999f * n);
            }
            SafetensorsWriter.write(
                    target,
                    file.metadata(),
                    entries,
                    e -> e.name().equals(ids) ? damaged.array() : file.bytes(e.name()));
        }

        assertEquals(0, console.run("inspect", target.toString()));

        assertTrue(console.out().matches("(?s).*complete +true\n.*"), console.out());
        assertTrue(console.out().contains("none: choose a VAE to draw with"), console.out());
        assertTrue(console.out().contains("damaged: 0, 0, 1, 2, 3, 4 …"), console.out());
        assertTrue(console.out().contains("or remove the tensor"), console.out());
    }

    @Test
    void inspectRefusesWhatIsNoModel() throws IOException {
        var file = Files.writeString(folder.resolve("x.safetensors"), "this is no model at all");

        assertEquals(1, console.run("inspect", file.toString()));

        assertTrue(console.err().startsWith("atelier: x.safetensors: "), console.err());
    }
}
