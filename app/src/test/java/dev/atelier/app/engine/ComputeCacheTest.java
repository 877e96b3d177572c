package dev.atelier.app.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.home.DataFolder;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeCacheTest {
    private static Torch torch;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        DataFolder.ofThisUser().prepareEngine();
        torch = Torch.startOnCpu();
    }

    @AfterAll
    static void stop() {
        torch.close();
    }

    @Test
    void computesTheSameWayAfterARestart() {
        var chosen = new Compute(torch, Strategy.PLAIN_F32, Compute.Attention.CHUNKED, "measured");
        var file = folder.resolve("data").resolve("compute.properties");

        new ComputeCache(file).remember(chosen);

        assertEquals(Optional.of(chosen), new ComputeCache(file).recall(torch));
    }

    @Test
    void measuresAnewOnAnotherMachineAndAfterDamage() throws IOException {
        var file = folder.resolve("compute.properties");
        var known = new ComputeCache(file);
        assertTrue(known.recall(torch).isEmpty());

        known.remember(new Compute(torch, Strategy.PLAIN_F32, Compute.Attention.FUSED, ""));
        var text = Files.readString(file);
        Files.writeString(file, text.replace("PyTorch", "another PyTorch"));
        assertTrue(known.recall(torch).isEmpty());

        Files.writeString(file, text.replace("PLAIN_F32", "TERNARY"));
        assertTrue(known.recall(torch).isEmpty());

        Files.writeString(file, "\\u00");
        assertTrue(known.recall(torch).isEmpty());
    }
}
