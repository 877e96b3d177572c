package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.pickle.TorchZip;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of other models, with a key that their makers' files have, chosen as a checkpoint.
class OtherModelTest {
    @TempDir private Path folder;

    private Path file(String key) throws IOException {
        return new MadeFile()
                .with(key, List.of(4L, 4L), new float[16])
                .write(folder.resolve("other.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({
        "model.diffusion_model.double_blocks.0.img_attn.norm.key_norm.scale, Flux",
        "double_blocks.18.img_attn.qkv.weight, Flux",
        "single_transformer_blocks.0.attn.to_k.weight, Flux",
        "model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight, Stable Diffusion 3",
        "distilled_guidance_layer.in_proj.weight, Chroma",
        "model.double_layers.0.attn.w1q.weight, AuraFlow",
        "adaln_single.linear.weight, PixArt",
        "transformer_blocks.0.img_mod.1.weight, Qwen-Image",
        "down_blocks.0.motion_modules.0.temporal_transformer.norm.weight, AnimateDiff",
        "lora_unet_mid_block_attentions_0_proj_in.lora_down.weight, a LoRA",
        "unet.mid_block.attentions.0.proj_in.lora_A.weight, a LoRA",
        "lora_unet_mid_block_attentions_0_proj_in.hada_w1_a, a LoRA",
        "control_model.zero_convs.0.0.weight, a ControlNet",
        "controlnet_cond_embedding.conv_in.weight, a ControlNet",
        "ip_adapter.1.to_k_ip.weight, an IP-Adapter",
        "lllite_unet_input_blocks_4_1.up.0.weight, a ControlNet-LLLite",
        "decoder.conv_in.weight, a VAE",
        "RRDB_trunk.0.RDB1.conv1.weight, an upscaler",
        "emb_params, an embedding"
    })
    void whatAFileIsAndTheWayOutIsSaid(String key, String name) throws IOException {
        var file = file(key);
        var words =
                String.valueOf(
                        assertThrows(
                                        CheckpointException.class,
                                        () -> Checkpoint.openComplete(file).close())
                                .getMessage());
        assertTrue(words.startsWith("other.safetensors: is "), words);
        assertTrue(words.contains(name) && words.contains(" cannot be run here: "), words);
        try (var open = Checkpoint.open(file)) {
            var label = open.label().english();
            assertTrue(label.contains(name), label);
        }
    }

    @Test
    void aFileOfAnythingElseIsNoCheckpoint() throws IOException {
        try (var open = Checkpoint.open(file("weight"))) {
            assertEquals("not a Stable Diffusion checkpoint", open.label().english());
        }
    }

    /// `.bin` files of IP-Adapters hold two dictionaries in one.
    @Test
    void anIpAdapterInPickleFormIsKnown() throws IOException {
        var made =
                new MadeFile()
                        .with("image_proj.proj.weight", List.of(2L, 2L), new float[4])
                        .with("ip_adapter.1.to_k_ip.weight", List.of(2L, 2L), new float[4]);
        var safe = made.write(folder.resolve("ip-adapter.safetensors"));
        var bin = folder.resolve("ip-adapter.bin");
        try (var file = SafetensorsFile.open(safe)) {
            TorchZip.writeNested(file, bin);
        }
        for (var path : List.of(safe, bin)) {
            try (var control = ControlFile.open(path)) {
                assertEquals(ControlKind.IP_ADAPTER, control.kind());
            }
        }
    }
}
