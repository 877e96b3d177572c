package dev.atelier.checkpoint.diffusers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// The autoencoder: diffusers counts the decoder's levels from the latents, LDM from the picture.
///
/// | diffusers | LDM |
/// |---|---|
/// | `encoder.down_blocks.i.resnets.j` | `encoder.down.i.block.j` |
/// | `encoder.down_blocks.i.downsamplers.0` | `encoder.down.i.downsample` |
/// | `decoder.up_blocks.i.resnets.j` | `decoder.up.{N-1-i}.block.j` |
/// | `decoder.up_blocks.i.upsamplers.0` | `decoder.up.{N-1-i}.upsample` |
/// | `….mid_block.resnets.j`, `.attentions.0` | `….mid.block_{j+1}`, `.attn_1` |
///
/// Attention's four projections are matrices there and convolutions of 1 × 1 in LDM; before version
/// 0.17 they were called `query`, `key`, `value` and `proj_attn`.
final class VaeNames implements KeyMapping {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(encoder\\.down|decoder\\.up)_blocks\\.(\\d{1,3})"
                            + "\\.(resnets|downsamplers|upsamplers)\\.(\\d{1,3})\\.(.+)");
    private static final Pattern MIDDLE =
            Pattern.compile(
                    "(encoder|decoder)\\.mid_block\\.(resnets|attentions)\\.(\\d{1,3})\\.(.+)");
    private static final Pattern PROJECTION =
            Pattern.compile("(?:.*\\.)?mid\\.attn_1\\.(q|k|v|proj_out)\\.weight");
    private static final int MOST_LEVELS = 16;

    private static final List<String[]> ENDS =
            List.of(
                    new String[] {"encoder.conv_norm_out.", "encoder.norm_out."},
                    new String[] {"decoder.conv_norm_out.", "decoder.norm_out."});

    private static final List<String[]> RESIDUAL =
            List.<String[]>of(new String[] {"conv_shortcut.", "nin_shortcut."});

    private static final List<String[]> ATTENTION =
            List.of(
                    new String[] {"group_norm.", "norm."},
                    new String[] {"to_q.", "q."},
                    new String[] {"to_k.", "k."},
                    new String[] {"to_v.", "v."},
                    new String[] {"to_out.0.", "proj_out."},
                    new String[] {"query.", "q."},
                    new String[] {"key.", "k."},
                    new String[] {"value.", "v."},
                    new String[] {"proj_attn.", "proj_out."});

    private final int levels;

    /// @param names of all tensors of the autoencoder
    VaeNames(Collection<String> names) {
        int count = 0;
        while (count < MOST_LEVELS && has(names, "decoder.up_blocks." + count + ".")) {
            count++;
        }
        levels = count;
    }

    private static boolean has(Collection<String> names, String start) {
        return names.stream().anyMatch(name -> name.startsWith(start));
    }

    /// Whether a file of these names is spelled so.
    static boolean spell(Collection<String> names) {
        return has(names, "decoder.up_blocks.") || has(names, "encoder.down_blocks.");
    }

    @Override
    public String ldm(String name) {
        var block = BLOCK.matcher(name);
        if (block.matches()) {
            boolean down = block.group(1).endsWith("down");
            int level = Integer.parseInt(block.group(2));
            var path = block.group(1) + "." + (down ? level : levels - 1 - level) + ".";
            var rest = block.group(5);
            return switch (block.group(3)) {
                case "resnets" ->
                        path
                                + "block."
                                + block.group(4)
                                + "."
                                + KeyMapping.replaced(rest, RESIDUAL);
                case "downsamplers" -> path + "downsample." + rest;
                default -> path + "upsample." + rest;
            };
        }
        var middle = MIDDLE.matcher(name);
        if (middle.matches()) {
            int at = Integer.parseInt(middle.group(3)) + 1;
            var path = middle.group(1) + ".mid.";
            var rest = middle.group(4);
            return middle.group(2).equals("resnets")
                    ? path + "block_" + at + "." + KeyMapping.replaced(rest, RESIDUAL)
                    : path + "attn_" + at + "." + KeyMapping.replaced(rest, ATTENTION);
        }
        return KeyMapping.replaced(name, ENDS);
    }

    @Override
    public List<Long> shape(String ldm, List<Long> own) {
        if (own.size() != 2 || !PROJECTION.matcher(ldm).matches()) {
            return own;
        }
        var convolution = new ArrayList<>(own);
        convolution.addAll(List.of(1L, 1L));
        return convolution;
    }
}
