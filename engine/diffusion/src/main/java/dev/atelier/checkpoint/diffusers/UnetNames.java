package dev.atelier.checkpoint.diffusers;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The UNet: diffusers nests what LDM numbers through. With L residual blocks at each level, as
/// `scripts/convert_diffusers_to_original_stable_diffusion.py` has it for L = 2:
///
/// | diffusers | LDM |
/// |---|---|
/// | `down_blocks.i.resnets.j` | `input_blocks.{(L+1)i+j+1}.0` |
/// | `down_blocks.i.attentions.j` | `input_blocks.{(L+1)i+j+1}.1` |
/// | `down_blocks.i.downsamplers.0.conv` | `input_blocks.{(L+1)(i+1)}.0.op` |
/// | `up_blocks.i.resnets.j`, `.attentions.j` | `output_blocks.{(L+1)i+j}.0`, `.1` |
/// | `up_blocks.i.upsamplers.0` | `output_blocks.{(L+1)i+L}.2`, `.1` where there is no attention |
/// | `mid_block.resnets.j`, `.attentions.0` | `middle_block.{2j}`, `middle_block.1` |
final class UnetNames implements KeyMapping {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(down|up)_blocks\\.(\\d{1,3})\\.(resnets|attentions|downsamplers|upsamplers)"
                            + "\\.(\\d{1,3})\\.(.+)");
    private static final Pattern MIDDLE =
            Pattern.compile("mid_block\\.(resnets|attentions)\\.(\\d{1,3})\\.(.+)");
    private static final int MOST_BLOCKS = 16;

    private static final List<String[]> ENDS =
            List.of(
                    new String[] {"time_embedding.linear_1.", "time_embed.0."},
                    new String[] {"time_embedding.linear_2.", "time_embed.2."},
                    new String[] {"add_embedding.linear_1.", "label_emb.0.0."},
                    new String[] {"add_embedding.linear_2.", "label_emb.0.2."},
                    new String[] {"conv_in.", "input_blocks.0.0."},
                    new String[] {"conv_norm_out.", "out.0."},
                    new String[] {"conv_out.", "out.2."});

    private static final List<String[]> RESIDUAL =
            List.of(
                    new String[] {"norm1.", "in_layers.0."},
                    new String[] {"conv1.", "in_layers.2."},
                    new String[] {"time_emb_proj.", "emb_layers.1."},
                    new String[] {"norm2.", "out_layers.0."},
                    new String[] {"conv2.", "out_layers.3."},
                    new String[] {"conv_shortcut.", "skip_connection."});

    private final Collection<String> names;
    private final int perLevel;

    /// @param names of all tensors of the UNet
    UnetNames(Collection<String> names) {
        this.names = List.copyOf(names);
        int count = 0;
        while (count < MOST_BLOCKS && has("down_blocks.0.resnets." + count + ".")) {
            count++;
        }
        perLevel = count + 1;
    }

    /// Whether a whole UNet is spelled so; a ControlNet has no way up.
    static boolean spell(Collection<String> names) {
        return names.contains("conv_in.weight")
                && names.contains("conv_out.weight")
                && names.contains("time_embedding.linear_1.weight")
                && names.stream().anyMatch(name -> name.startsWith("up_blocks."));
    }

    private boolean has(String start) {
        return names.stream().anyMatch(name -> name.startsWith(start));
    }

    @Override
    public String ldm(String name) {
        var block = BLOCK.matcher(name);
        if (block.matches()) {
            return block.group(1).equals("down") ? down(block) : up(block);
        }
        var middle = MIDDLE.matcher(name);
        if (middle.matches()) {
            boolean residual = middle.group(1).equals("resnets");
            int at = 2 * Integer.parseInt(middle.group(2)) + (residual ? 0 : 1);
            var rest = middle.group(3);
            return "middle_block."
                    + at
                    + "."
                    + (residual ? KeyMapping.replaced(rest, RESIDUAL) : rest);
        }
        return KeyMapping.replaced(name, ENDS);
    }

    private String down(Matcher block) {
        int level = Integer.parseInt(block.group(2));
        int at = Integer.parseInt(block.group(4));
        var rest = block.group(5);
        int first = level * perLevel + 1;
        return switch (block.group(3)) {
            case "resnets" -> input(first + at) + "0." + KeyMapping.replaced(rest, RESIDUAL);
            case "attentions" -> input(first + at) + "1." + rest;
            case "downsamplers" ->
                    input((level + 1) * perLevel) + "0." + rest.replaceFirst("^conv\\.", "op.");
            default -> block.group();
        };
    }

    private static String input(int block) {
        return "input_blocks." + block + ".";
    }

    private String up(Matcher block) {
        int level = Integer.parseInt(block.group(2));
        int at = Integer.parseInt(block.group(4));
        var rest = block.group(5);
        var output = "output_blocks." + (level * perLevel + at) + ".";
        return switch (block.group(3)) {
            case "resnets" -> output + "0." + KeyMapping.replaced(rest, RESIDUAL);
            case "attentions" -> output + "1." + rest;
            case "upsamplers" -> {
                int place = has("up_blocks." + level + ".attentions.") ? 2 : 1;
                yield "output_blocks." + ((level + 1) * perLevel - 1) + "." + place + "." + rest;
            }
            default -> block.group();
        };
    }
}
