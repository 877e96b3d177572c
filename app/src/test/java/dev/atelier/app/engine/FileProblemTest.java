package dev.atelier.app.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.GenerationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Model files that were given as something else: the sentence says what they are and where they
/// belong, before anything is loaded. Names of tensors are those of published files.
class FileProblemTest {
    private static final String LORA = "lora_unet_mid_block_attentions_0_proj_in.lora_down.weight";
    private static final String UNET = "model.diffusion_model.input_blocks.0.0.weight";

    @TempDir private Path folder;

    private TorchRuntime runtime() {
        return new TorchRuntime(new DataFolder(folder, folder));
    }

    /// One tensor of four numbers.
    private Path file(String name, String tensor) throws IOException {
        var header =
                "{\"%s\":{\"dtype\":\"F32\",\"shape\":[4,1],\"data_offsets\":[0,16]}}"
                        .formatted(tensor)
                        .getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + header.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        return Files.write(folder.resolve(name), bytes.array());
    }

    private static ModelSpec.Weights weights(Path file) {
        return new ModelSpec.Weights(FileVersion.of(file), Optional.empty());
    }

    private static String said(GenerationException e) {
        return e.failure().sentence() + " " + e.failure().remedy();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                LORA + " | is a LoRA, not a checkpoint. Add it with <lora:NAME:1>",
                "decoder.conv_in.weight | is a VAE, not a checkpoint. Choose it as the VAE (--vae)",
                "control_model.input_hint_block.0.weight | is a ControlNet model, not a checkpoint. Give it to a ControlNet unit",
                "body.0.rdb1.conv1.weight | is an upscaler, not a checkpoint.",
                "emb_params | is an embedding, not a checkpoint. Put it into a folder embeddings"
            })
    void saysWhatAModelIsInstead(String tensor, String words) throws IOException {
        var file = file("given.safetensors", tensor);

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> runtime().check(weights(file), List.of(Optional.empty()), List.of()));

        assertTrue(said(thrown).contains(words), said(thrown));
    }

    @Test
    void saysWhatALoraIsInstead() throws IOException {
        var model = file("model.safetensors", UNET);
        var other = file("other.safetensors", UNET);

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> runtime().checkLoras(weights(model), List.of(other)));

        assertEquals(
                "other.safetensors is a checkpoint, not a LoRA. Choose it as the model (--model).",
                said(thrown));
    }

    @Test
    void saysWhatAControlNetworkIsInstead() throws IOException {
        var model = file("model.safetensors", UNET);
        var other = file("other.safetensors", LORA);

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> runtime().checkControls(weights(model), List.of(other)));

        assertTrue(said(thrown).startsWith("other.safetensors is a LoRA, not a ControlNet model."));
    }

    @Test
    void aBrokenLoraIsDownloadedAgain() throws IOException {
        var model = file("model.safetensors", UNET);
        var whole = Files.readAllBytes(file("whole.safetensors", LORA));
        var broken = folder.resolve("broken.safetensors");
        Files.write(broken, Arrays.copyOf(whole, 60));

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> runtime().checkLoras(weights(model), List.of(broken)));

        assertTrue(said(thrown).contains("cut short"), said(thrown));
        assertTrue(said(thrown).contains("Download it again"), said(thrown));
    }
}
