package dev.atelier.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/// Reads sizes off the shapes of tensors. The one thing shapes cannot tell is how many heads an
/// attention has, and how many groups a normalisation: there the values of Stable Diffusion 1 are
/// assumed, unless the file says otherwise (see [ConfigOverride]).
final class ConfigInference {
    private final SafetensorsFile file;

    ConfigInference(SafetensorsFile file) {
        this.file = file;
    }

    /// Which kind of checkpoint the file is.
    Family family() {
        if (!has(Layout.UNET + "input_blocks.0.0.weight")) {
            return Family.UNKNOWN;
        }
        if (has("conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight")) {
            return Family.SDXL;
        }
        if (has("cond_stage_model.model.token_embedding.weight")) {
            return Family.SD2;
        }
        if (!has(Layout.TEXT + "embeddings.token_embedding.weight")
                || !has(Layout.VAE + "decoder.conv_in.weight")) {
            return Family.UNKNOWN;
        }
        return size(Layout.UNET + "input_blocks.0.0.weight", 1) == 9
                ? Family.SD1_INPAINTING
                : Family.SD1;
    }

    /// The sizes, with the given override (a missing node for none).
    CheckpointConfig config(JsonNode override) {
        var text = text();
        return ConfigOverride.apply(override, new CheckpointConfig(unet(), vae(), text, 512));
    }

    private UnetConfig unet() {
        var p = Layout.UNET;
        int channels = size(p + "input_blocks.0.0.weight", 0);
        var multipliers = new ArrayList<Integer>();
        var depths = new ArrayList<Integer>();
        int resBlocks = 0;
        int inLevel = 0;
        for (int i = 1; has(p + "input_blocks." + i + ".0.in_layers.0.weight") || downsamples(i); i++) {
            if (downsamples(i)) {
                inLevel = 0;
                continue;
            }
            if (inLevel++ == 0) {
                var path = p + "input_blocks." + i;
                multipliers.add(size(path + ".0.out_layers.3.weight", 0) / channels);
                depths.add(depth(path + ".1"));
            }
            resBlocks = Math.max(resBlocks, inLevel);
        }
        return new UnetConfig(
                size(p + "input_blocks.0.0.weight", 1),
                size(p + "out.2.weight", 0),
                channels,
                multipliers,
                resBlocks,
                depths,
                depth(p + "middle_block.1"),
                contextWidth(),
                8,
                0);
    }

    private boolean downsamples(int block) {
        return has(Layout.UNET + "input_blocks." + block + ".0.op.weight");
    }

    private int depth(String path) {
        int depth = 0;
        while (has(path + ".transformer_blocks." + depth + ".norm1.weight")) {
            depth++;
        }
        return depth;
    }

    private int contextWidth() {
        return file.tensors().values().stream()
                .filter(t -> t.name().startsWith(Layout.UNET))
                .filter(t -> t.name().endsWith(".attn2.to_k.weight"))
                .findFirst()
                .map(t -> t.shape().getLast().intValue())
                .orElse(0);
    }

    private VaeConfig vae() {
        var p = Layout.VAE + "encoder.";
        int channels = size(p + "conv_in.weight", 0);
        var multipliers = new ArrayList<Integer>();
        for (int i = 0; has(p + "down." + i + ".block.0.conv1.weight"); i++) {
            multipliers.add(size(p + "down." + i + ".block.0.conv1.weight", 0) / channels);
        }
        int resBlocks = 0;
        while (has(p + "down.0.block." + resBlocks + ".conv1.weight")) {
            resBlocks++;
        }
        int latent = size(Layout.VAE + "decoder.conv_in.weight", 1);
        return new VaeConfig(channels, multipliers, resBlocks, latent, 32, 0.18215);
    }

    private TextConfig text() {
        var p = Layout.TEXT;
        int layers = 0;
        while (has(p + "encoder.layers." + layers + ".layer_norm1.weight")) {
            layers++;
        }
        int width = size(p + "embeddings.token_embedding.weight", 1);
        return new TextConfig(
                width,
                layers,
                Math.max(1, width / 64),
                size(p + "encoder.layers.0.mlp.fc1.weight", 0),
                size(p + "embeddings.token_embedding.weight", 0),
                size(p + "embeddings.position_embedding.weight", 0),
                true);
    }

    private boolean has(String key) {
        return file.tensors().containsKey(key);
    }

    /// One size of a tensor, or 1 where the file lacks it: the accounting will name it as missing.
    private int size(String key, int axis) {
        TensorInfo info = file.tensors().get(key);
        List<Long> shape = info == null ? List.of() : info.shape();
        return axis < shape.size() ? Math.toIntExact(Math.max(1, shape.get(axis))) : 1;
    }
}
