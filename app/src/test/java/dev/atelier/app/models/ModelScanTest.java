package dev.atelier.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow.ProblemKind;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelScanTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    @TempDir Path folder;
    private final ModelScan scan = new ModelScan();

    @Test
    void findsModelsWhereTheOtherProgramsKeepThem() throws IOException {
        var a1111 = folder.resolve("webui");
        var comfy = folder.resolve("comfy");
        put(a1111.resolve("models/Stable-diffusion/deep/one.safetensors"));
        put(a1111.resolve("models/Lora/style.safetensors"));
        put(a1111.resolve("embeddings/word.pt"));
        put(a1111.resolve("extensions/other/thing.safetensors"));
        put(comfy.resolve("models/checkpoints/two.safetensors"));
        put(comfy.resolve("models/vae/three.safetensors"));
        put(folder.resolve("plain/four.safetensors"));

        var rows = rows(a1111, comfy, folder.resolve("plain"));

        assertEquals(
                List.of(
                        "four CHECKPOINT",
                        "one CHECKPOINT",
                        "style LORA",
                        "three VAE",
                        "two CHECKPOINT",
                        "word EMBEDDING"),
                rows.stream().map(row -> row.name() + " " + row.kind()).toList());
    }

    @Test
    void describesACheckpointWithoutLoadingIt() throws IOException {
        Files.copy(STARTER, folder.resolve("Boat.safetensors"));

        var row = rows(folder).getFirst();

        assertTrue(row.usable(), row.problem()::toString);
        assertEquals("Stable Diffusion 1", row.familyLabel());
        assertEquals(128, row.nativeSize());
        assertEquals("f16", row.facts().numbers());
        assertEquals(Files.size(STARTER), row.sizeBytes());
    }

    @Test
    void tellsKindsByWhatIsInThemWhateverTheirFolder() throws IOException {
        write(folder.resolve("a.safetensors"), "lora_unet_down.lora_up.weight");
        write(
                folder.resolve("b.safetensors"),
                "decoder.conv_in.weight",
                "encoder.conv_in.weight",
                "quant_conv.weight",
                "quant_conv.bias",
                "post_quant_conv.weight");
        write(folder.resolve("c.safetensors"), "control_model.zero_convs.0.0.weight");
        write(folder.resolve("d.safetensors"), "emb_params");

        assertEquals(
                List.of(ModelKind.LORA, ModelKind.VAE, ModelKind.CONTROLNET, ModelKind.EMBEDDING),
                rows(folder).stream().map(ModelRow::kind).toList());
    }

    @Test
    void aFolderOfDiffusersIsOneModel() throws IOException {
        var model = folder.resolve("hub/boat-v1.5");
        for (var network : List.of("unet", "vae", "text_encoder")) {
            Files.createDirectories(model.resolve(network));
        }
        Files.writeString(model.resolve("model_index.json"), "{}");
        write(
                model.resolve("unet/diffusion_pytorch_model.safetensors"),
                "conv_in.weight",
                "down_blocks.0.resnets.0.norm1.weight");
        write(model.resolve("vae/diffusion_pytorch_model.safetensors"), "decoder.conv_in.weight");

        for (var named : List.of(folder, folder.resolve("hub"), model)) {
            var row = rows(named).getFirst();

            assertEquals(1, rows(named).size());
            assertEquals("boat-v1.5", row.name());
            assertEquals(ModelKind.CHECKPOINT, row.kind());
            assertEquals(ProblemKind.INCOMPLETE, problem(row));
        }
    }

    @Test
    void anAutoencoderWithMissingPartsSaysSo() throws IOException {
        write(folder.resolve("half.safetensors"), "decoder.conv_in.weight");

        var row = rows(folder).getFirst();

        assertEquals(ModelKind.VAE, row.kind());
        assertEquals(ProblemKind.INCOMPLETE, problem(row));
    }

    @Test
    void onlyWhatTheEngineDrawsWithIsUsable() throws IOException {
        write(folder.resolve("style.safetensors"), "lora_unet_down.lora_up.weight");

        var row = rows(folder).getFirst();

        assertTrue(row.sound());
        assertFalse(row.usable());
    }

    @Test
    void aBrokenFileSaysWhy() throws IOException {
        put(folder.resolve("broken.safetensors"));

        var row = rows(folder).getFirst();

        assertFalse(row.usable());
        var problem = row.problem().orElseThrow();
        assertEquals(ProblemKind.UNREADABLE, problem.kind());
        var detail = problem.detail().english();
        assertFalse(detail.isBlank());
        assertFalse(detail.contains("broken.safetensors"), detail);
    }

    @Test
    void aHalfCopiedFileIsCutShort() throws IOException {
        var bytes = Files.readAllBytes(STARTER);
        Files.write(folder.resolve("half.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));

        assertEquals(ProblemKind.CUT_SHORT, problem(rows(folder).getFirst()));
    }

    @Test
    void tellsFilesWithMissingPartsFromNoModels() throws IOException {
        write(
                folder.resolve("a.safetensors"),
                "model.diffusion_model.input_blocks.0.0.weight",
                "conditioner.embedders.0.transformer.text_model.final_layer_norm.weight");
        write(folder.resolve("b.safetensors"), "model.diffusion_model.input_blocks.0.0.weight");
        write(folder.resolve("c.safetensors"), "a", "b", "c", "d", "e");

        var rows = rows(folder);

        assertEquals(
                List.of(ProblemKind.INCOMPLETE, ProblemKind.INCOMPLETE, ProblemKind.UNKNOWN),
                rows.stream().map(ModelScanTest::problem).toList());
        assertEquals("Stable Diffusion XL", rows.getFirst().familyLabel());
    }

    @Test
    void filesThatAnyProgramMayHaveWrittenAreListedOnlyIfTheyAreModels() throws IOException {
        put(folder.resolve("firmware.bin"));

        assertEquals(List.of(), rows(folder));
    }

    @Test
    void aFixedFileIsReadAgainEvenWithTheTimeOfTheOldOne() throws IOException {
        var file = folder.resolve("model.safetensors");
        put(file);
        var time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, time);
        assertFalse(rows(folder).getFirst().usable());

        Files.delete(file);
        Files.copy(STARTER, file);
        Files.setLastModifiedTime(file, time);

        assertTrue(rows(folder).getFirst().usable());
    }

    @Test
    void readsOnlyWhatIsNew() throws IOException {
        put(folder.resolve("one.safetensors"));
        rows(folder);
        put(folder.resolve("two.safetensors"));
        var reads = new ArrayList<String>();

        scan.rows(List.of(folder), (done, of) -> reads.add(done + " of " + of));

        assertEquals(1, reads.size(), reads::toString);
    }

    @Test
    void stopsOnRequestAndGoesOnFromThere() throws IOException {
        for (int i = 0; i < 4; i++) {
            put(folder.resolve(i + ".safetensors"));
        }
        ModelScan.Watch impatient =
                (done, of) -> {
                    if (done == 2) {
                        throw new CancellationException();
                    }
                };
        assertThrows(CancellationException.class, () -> scan.rows(List.of(folder), impatient));
        var reads = new ArrayList<Integer>();

        scan.rows(List.of(folder), (done, of) -> reads.add(done));

        assertEquals(2, reads.size());
    }

    @Test
    void aFolderNamedTwiceIsListedOnce() throws IOException {
        put(folder.resolve("a/one.safetensors"));

        assertEquals(List.of("one"), names(rows(folder, folder.resolve("a"))));
    }

    @Test
    void oneFileMayBeNamedInsteadOfAFolder() throws IOException {
        put(folder.resolve("one.safetensors"));
        put(folder.resolve("two.safetensors"));

        assertEquals(List.of("one"), names(rows(folder.resolve("one.safetensors"))));
    }

    @Test
    void noTwoCheckpointsHaveOneName() throws IOException {
        put(folder.resolve("a/cat.safetensors"));
        put(folder.resolve("b/cat.safetensors"));
        put(folder.resolve("b/starter.safetensors"));

        var names = names(rows(folder.resolve("a"), folder.resolve("b")));

        assertEquals(List.of("cat", "b/cat", "b/starter"), names);
    }

    @Test
    void aLinkInACircleHidesNothing() throws IOException {
        put(folder.resolve("a/one.safetensors"));
        Files.createSymbolicLink(folder.resolve("a/circle"), folder);

        assertTrue(names(rows(folder)).contains("one"));
    }

    @Test
    void aFolderThatIsGoneHasNoModels() {
        assertEquals(List.of(), rows(folder.resolve("gone")));
    }

    private List<ModelRow> rows(Path... folders) {
        return scan.rows(List.of(folders), (done, of) -> {});
    }

    private static void put(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no tensors");
    }

    @Test
    void aLoraSaysItsFamilyRankAndWordsInItsHeader() throws IOException {
        var layer = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k";
        var entries =
                List.of(
                        new SafetensorsWriter.Entry(
                                layer + ".lora_down.weight", DType.F16, List.of(16L, 2048L)),
                        new SafetensorsWriter.Entry(
                                layer + ".lora_up.weight", DType.F16, List.of(640L, 16L)));
        var written =
                Map.of(
                        "ss_tag_frequency", "{\"5_a\":{\"rare\":1,\"often\":9}}",
                        "ss_output_name", "called",
                        "sshs_model_hash", "0123456789abcdef");
        SafetensorsWriter.write(
                folder.resolve("film.safetensors"),
                written,
                entries,
                entry -> new byte[(int) entry.sizeBytes()]);
        Files.writeString(folder.resolve("film.preview.png"), "a picture");

        var row = rows(folder).getFirst();

        assertEquals(ModelKind.LORA, row.kind());
        assertEquals("SDXL", row.briefFamily());
        assertEquals(List.of("often", "rare"), row.words());
        assertEquals("0123456789ab", row.facts().hash());
        assertEquals(List.of(16L), row.facts().lora().orElseThrow().ranks());
        assertTrue(row.answersTo("called"));
        assertTrue(row.choosable());
        assertEquals(folder.resolve("film.preview.png"), row.facts().preview().orElseThrow());
    }

    private static void write(Path file, String... tensors) throws IOException {
        var entries =
                Stream.of(tensors)
                        .map(name -> new SafetensorsWriter.Entry(name, DType.F16, List.of(768L)))
                        .toList();
        SafetensorsWriter.write(file, Map.of(), entries, entry -> new byte[2 * 768]);
    }

    private static ProblemKind problem(ModelRow row) {
        return row.problem().orElseThrow().kind();
    }

    private static List<String> names(List<ModelRow> rows) {
        return rows.stream().map(ModelRow::name).toList();
    }
}
