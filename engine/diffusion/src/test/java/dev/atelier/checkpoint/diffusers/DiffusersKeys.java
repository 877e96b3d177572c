package dev.atelier.checkpoint.diffusers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/// LDM keys under the names of the diffusers library, the way that library's own script lists them:
/// a table of starts for the blocks, then replacements within. Written from the script's table, not
/// from the code under test, and for any count of levels and blocks.
public final class DiffusersKeys {
    private final Map<String, String> unet = new LinkedHashMap<>();
    private final Map<String, String> vae = new LinkedHashMap<>();

    /// @param levels of the UNet
    /// @param blocks residual blocks at each of them
    /// @param attention whether a level has attention
    public DiffusersKeys(int levels, int blocks, IntPredicate attention) {
        unet.put("time_embed.0.", "time_embedding.linear_1.");
        unet.put("time_embed.2.", "time_embedding.linear_2.");
        unet.put("label_emb.0.0.", "add_embedding.linear_1.");
        unet.put("label_emb.0.2.", "add_embedding.linear_2.");
        unet.put("input_blocks.0.0.", "conv_in.");
        unet.put("out.0.", "conv_norm_out.");
        unet.put("out.2.", "conv_out.");
        unet.put("middle_block.0.", "mid_block.resnets.0.");
        unet.put("middle_block.1.", "mid_block.attentions.0.");
        unet.put("middle_block.2.", "mid_block.resnets.1.");
        int input = 1;
        int output = 0;
        for (int i = 0; i < levels; i++) {
            for (int j = 0; j < blocks; j++, input++) {
                unet.put(
                        "input_blocks." + input + ".0.",
                        "down_blocks.%d.resnets.%d.".formatted(i, j));
                unet.put(
                        "input_blocks." + input + ".1.",
                        "down_blocks.%d.attentions.%d.".formatted(i, j));
            }
            if (i + 1 < levels) {
                unet.put(
                        "input_blocks." + input + ".0.op.",
                        "down_blocks.%d.downsamplers.0.conv.".formatted(i));
                input++;
            }
            boolean attends = attention.test(levels - 1 - i);
            for (int j = 0; j <= blocks; j++, output++) {
                unet.put(
                        "output_blocks." + output + ".0.",
                        "up_blocks.%d.resnets.%d.".formatted(i, j));
                if (attends) {
                    unet.put(
                            "output_blocks." + output + ".1.",
                            "up_blocks.%d.attentions.%d.".formatted(i, j));
                }
            }
            if (i + 1 < levels) {
                var last = "output_blocks." + (output - 1) + (attends ? ".2." : ".1.");
                unet.put(last, "up_blocks.%d.upsamplers.0.".formatted(i));
            }
        }
    }

    /// Adds the autoencoder's.
    public DiffusersKeys withVae(int levels, int blocks) {
        for (int i = 0; i < levels; i++) {
            int up = levels - 1 - i;
            for (int j = 0; j <= blocks; j++) {
                vae.put(
                        "encoder.down.%d.block.%d.".formatted(i, j),
                        "encoder.down_blocks.%d.resnets.%d.".formatted(i, j));
                vae.put(
                        "decoder.up.%d.block.%d.".formatted(up, j),
                        "decoder.up_blocks.%d.resnets.%d.".formatted(i, j));
            }
            vae.put(
                    "encoder.down.%d.downsample.".formatted(i),
                    "encoder.down_blocks.%d.downsamplers.0.".formatted(i));
            vae.put(
                    "decoder.up.%d.upsample.".formatted(up),
                    "decoder.up_blocks.%d.upsamplers.0.".formatted(i));
        }
        for (var part : new String[] {"encoder", "decoder"}) {
            vae.put(part + ".mid.block_1.", part + ".mid_block.resnets.0.");
            vae.put(part + ".mid.block_2.", part + ".mid_block.resnets.1.");
            vae.put(part + ".mid.attn_1.", part + ".mid_block.attentions.0.");
            vae.put(part + ".norm_out.", part + ".conv_norm_out.");
        }
        return this;
    }

    /// A key below `model.diffusion_model.`
    public String unet(String key) {
        var name = start(key, unet);
        return !name.contains("resnets")
                ? name
                : name.replace("in_layers.0", "norm1")
                        .replace("in_layers.2", "conv1")
                        .replace("out_layers.0", "norm2")
                        .replace("out_layers.3", "conv2")
                        .replace("emb_layers.1", "time_emb_proj")
                        .replace("skip_connection", "conv_shortcut");
    }

    /// A key below `first_stage_model.`
    ///
    /// @param old as before version 0.17
    public String vae(String key, boolean old) {
        var name = start(key, vae).replace("nin_shortcut", "conv_shortcut");
        return !name.contains("attentions")
                ? name
                : name.replace(".0.norm.", ".0.group_norm.")
                        .replace(".q.", old ? ".query." : ".to_q.")
                        .replace(".k.", old ? ".key." : ".to_k.")
                        .replace(".v.", old ? ".value." : ".to_v.")
                        .replace(".proj_out.", old ? ".proj_attn." : ".to_out.0.");
    }

    /// The longest start counts: `input_blocks.3.0.op.` is no residual block.
    private static String start(String key, Map<String, String> table) {
        return table.keySet().stream()
                .filter(key::startsWith)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(from -> table.get(from) + key.substring(from.length()))
                .orElse(key);
    }
}
