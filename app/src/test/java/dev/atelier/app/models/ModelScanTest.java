package dev.atelier.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelScanTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    @TempDir Path folder;
    private final ModelScan scan = new ModelScan();

    @Test
    void findsCheckpointsWhereTheOtherProgramsKeepThem() throws IOException {
        var a1111 = folder.resolve("webui");
        var comfy = folder.resolve("comfy");
        put(a1111.resolve("models/Stable-diffusion/deep/one.safetensors"));
        put(a1111.resolve("models/Lora/style.safetensors"));
        put(comfy.resolve("models/checkpoints/two.safetensors"));
        put(comfy.resolve("models/vae/other.safetensors"));
        put(folder.resolve("plain/three.safetensors"));

        assertEquals(
                List.of("one", "three", "two"),
                names(scan.rows(List.of(a1111, comfy, folder.resolve("plain")))));
    }

    @Test
    void describesACheckpointWithoutLoadingIt() throws IOException {
        Files.copy(STARTER, folder.resolve("Boat.safetensors"));

        var row = scan.rows(List.of(folder)).getFirst();

        assertTrue(row.usable(), row.problem());
        assertEquals("Stable Diffusion 1", row.family());
        assertEquals(128, row.nativeSize());
        assertEquals(Files.size(STARTER), row.sizeBytes());
    }

    @Test
    void aBrokenFileSaysWhy() throws IOException {
        put(folder.resolve("broken.safetensors"));

        var row = scan.rows(List.of(folder)).getFirst();

        assertFalse(row.usable());
        assertTrue(row.problem().contains("broken.safetensors"), row.problem());
    }

    @Test
    void aMendedFileIsReadAgainEvenWithTheTimeOfTheOldOne() throws IOException {
        var file = folder.resolve("model.safetensors");
        put(file);
        var time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, time);
        assertFalse(scan.rows(List.of(folder)).getFirst().usable());

        Files.delete(file);
        Files.copy(STARTER, file);
        Files.setLastModifiedTime(file, time);

        assertTrue(scan.rows(List.of(folder)).getFirst().usable());
    }

    @Test
    void aFolderNamedTwiceIsListedOnce() throws IOException {
        put(folder.resolve("a/one.safetensors"));

        assertEquals(List.of("one"), names(scan.rows(List.of(folder, folder.resolve("a")))));
    }

    @Test
    void aLinkInACircleHidesNothing() throws IOException {
        put(folder.resolve("a/one.safetensors"));
        Files.createSymbolicLink(folder.resolve("a/circle"), folder);

        assertTrue(names(scan.rows(List.of(folder))).contains("one"));
    }

    @Test
    void aFolderThatIsGoneHasNoModels() {
        assertEquals(List.of(), scan.rows(List.of(folder.resolve("gone"))));
    }

    private static void put(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no tensors");
    }

    private static List<String> names(List<ModelRow> rows) {
        return rows.stream().map(ModelRow::name).toList();
    }
}
