package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void aLibrariesFailureThatADiskCausedNamesTheDisk() {
        var thrown =
                new IllegalStateException(
                        "Failed to extract PyTorch native library",
                        new FileSystemException("/data/tmp1", null, "No space left on device"));

        assertEquals(
                "the disk is full (writing /data/tmp1); free some space or choose another place",
                Explanation.of(thrown).english());
    }
}
