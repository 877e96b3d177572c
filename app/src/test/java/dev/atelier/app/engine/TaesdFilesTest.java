package dev.atelier.app.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.checkpoint.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaesdFilesTest {
    private static List<FileVersion> files(String... names) {
        return Stream.of(names).map(name -> FileVersion.of(Path.of(name))).toList();
    }

    @Test
    void filesAreChosenByFamilyAndName() {
        var all =
                files(
                        "taesd_decoder.pth",
                        "taesdxl_decoder.pth",
                        "TAESD_decoder.safetensors",
                        "taesd_encoder.pth",
                        "taesd3_decoder.pth");

        assertEquals(
                files("TAESD_decoder.safetensors", "taesd_encoder.pth"),
                TaesdFiles.of(all, Family.SD1.taesd()));
        assertEquals(files("taesdxl_decoder.pth"), TaesdFiles.of(all, Family.SDXL.taesd()));
    }
}
