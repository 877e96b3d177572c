package dev.atelier.lora;

import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.TextConfig;
import dev.atelier.checkpoint.TextConfig.Spelling;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// From the names of layers in LoRA files to the weights of a checkpoint. The UNet's layers are
/// known by LDM's paths and by those of diffusers, OpenCLIP's by those of Hugging Face.
final class LayerNames {
    private static final String UNET = "model.diffusion_model.";
    private static final String WEIGHT = ".weight";
    private static final String JOINED = ".attn.in_proj_weight";
    private static final List<String> THIRDS = List.of("q", "k", "v");

    private static final Pattern BLOCK =
            Pattern.compile("(input|output)_blocks\\.(\\d+)\\.(\\d+)\\.(.+)");
    private static final Pattern MIDDLE = Pattern.compile("middle_block\\.(\\d+)\\.(.+)");

    private static final Map<String, String> ENDS =
            Map.of(
                    "time_embed.0", "time_embedding.linear_1",
                    "time_embed.2", "time_embedding.linear_2",
                    "label_emb.0.0", "add_embedding.linear_1",
                    "label_emb.0.2", "add_embedding.linear_2",
                    "input_blocks.0.0", "conv_in",
                    "out.0", "conv_norm_out",
                    "out.2", "conv_out");

    private static final Map<String, String> RESIDUAL =
            Map.of(
                    "in_layers.0", "norm1",
                    "in_layers.2", "conv1",
                    "emb_layers.1", "time_emb_proj",
                    "out_layers.0", "norm2",
                    "out_layers.3", "conv2",
                    "skip_connection", "conv_shortcut");

    private static final Map<String, String> OPEN_CLIP =
            Map.of(
                    "ln_1", "layer_norm1",
                    "ln_2", "layer_norm2",
                    "attn.out_proj", "self_attn.out_proj",
                    "mlp.c_fc", "mlp.fc1",
                    "mlp.c_proj", "mlp.fc2");

    /// Where a layer's weight is.
    ///
    /// @param weight LDM's key
    /// @param third which third of its rows, or -1 for all
    /// @param text whether it belongs to a text model
    record Place(String weight, int third, boolean text) {
        String bias() {
            return weight.substring(0, weight.length() - WEIGHT.length()) + ".bias";
        }

        /// The attention of an OpenCLIP layer that it is a part of, if it is.
        Optional<String> joinedAttention() {
            if (third >= 0) {
                return Optional.of(
                        weight.substring(0, weight.length() - "in_proj_weight".length()));
            }
            var end = "out_proj.weight";
            return weight.endsWith(".attn." + end)
                    ? Optional.of(weight.substring(0, weight.length() - end.length()))
                    : Optional.empty();
        }
    }

    private final Map<String, Place> places = new HashMap<>();

    /// @param keys of the weights that the checkpoint has
    LayerNames(CheckpointConfig config, Collection<String> keys) {
        int perLevel = config.unet().resBlocks() + 1;
        for (var key : keys) {
            if (key.startsWith(UNET) && key.endsWith(WEIGHT)) {
                var path = key.substring(UNET.length(), key.length() - WEIGHT.length());
                var place = new Place(key, -1, false);
                add("unet", path, place);
                add("unet", diffusers(path, perLevel), place);
            }
        }
        for (int i = 0; i < config.texts().size(); i++) {
            var text = config.texts().get(i);
            var networks = i == 0 ? List.of("te", "te1") : List.of("te" + (i + 1));
            for (var key : keys) {
                if (key.startsWith(text.prefix())) {
                    add(networks, text, key);
                }
            }
        }
    }

    /// Empty where the checkpoint has no such layer.
    Optional<Place> place(String layer) {
        return Optional.ofNullable(places.get(layer));
    }

    private void add(String network, String path, Place place) {
        places.putIfAbsent(network + "_" + path.replace('.', '_'), place);
    }

    private void add(List<String> networks, TextConfig text, String key) {
        var path = key.substring(text.prefix().length());
        for (var network : networks) {
            if (text.spelling() == Spelling.HUGGING_FACE && key.endsWith(WEIGHT)) {
                add(
                        network,
                        "text_model." + path.substring(0, path.length() - WEIGHT.length()),
                        new Place(key, -1, true));
            } else if (key.endsWith(JOINED)) {
                var layer = layer(path.substring(0, path.length() - JOINED.length()));
                for (int i = 0; i < THIRDS.size(); i++) {
                    add(
                            network,
                            layer + ".self_attn." + THIRDS.get(i) + "_proj",
                            new Place(key, i, true));
                }
            } else if (key.endsWith(WEIGHT)) {
                add(
                        network,
                        huggingFace(path.substring(0, path.length() - WEIGHT.length())),
                        new Place(key, -1, true));
            }
        }
    }

    private static String layer(String openClip) {
        return openClip.replaceFirst("^transformer\\.resblocks", "text_model.encoder.layers");
    }

    private static String huggingFace(String openClip) {
        if (openClip.equals("ln_final")) {
            return "text_model.final_layer_norm";
        }
        for (var pair : OPEN_CLIP.entrySet()) {
            if (openClip.endsWith("." + pair.getKey())) {
                var layer = openClip.substring(0, openClip.length() - pair.getKey().length() - 1);
                return layer(layer) + "." + pair.getValue();
            }
        }
        return openClip;
    }

    /// LDM numbers through what diffusers nests.
    private static String diffusers(String path, int perLevel) {
        var block = BLOCK.matcher(path);
        if (block.matches()) {
            int number = Integer.parseInt(block.group(2));
            return block.group(1).equals("input")
                    ? down(number - 1, perLevel, block.group(3), block.group(4))
                    : up(number, perLevel, block.group(3), block.group(4));
        }
        var middle = MIDDLE.matcher(path);
        if (middle.matches()) {
            int number = Integer.parseInt(middle.group(1));
            var rest = middle.group(2);
            return number % 2 == 0
                    ? "mid_block.resnets." + number / 2 + "." + residual(rest)
                    : "mid_block.attentions." + number / 2 + "." + rest;
        }
        return ENDS.getOrDefault(path, path);
    }

    private static String down(int number, int perLevel, String part, String rest) {
        var level = "down_blocks." + number / perLevel + ".";
        int at = number % perLevel;
        if (at == perLevel - 1) {
            return level + "downsamplers.0." + rest.replaceFirst("^op$", "conv");
        }
        return level + inBlock(part, at, rest);
    }

    private static String up(int number, int perLevel, String part, String rest) {
        var level = "up_blocks." + number / perLevel + ".";
        return rest.equals("conv")
                ? level + "upsamplers.0.conv"
                : level + inBlock(part, number % perLevel, rest);
    }

    private static String inBlock(String part, int at, String rest) {
        return part.equals("0")
                ? "resnets." + at + "." + residual(rest)
                : "attentions." + at + "." + rest;
    }

    private static String residual(String path) {
        return RESIDUAL.getOrDefault(path, path);
    }
}
