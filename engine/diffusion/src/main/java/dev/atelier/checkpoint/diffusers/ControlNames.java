package dev.atelier.checkpoint.diffusers;

import java.util.Collection;
import java.util.List;

/// A ControlNet: the blocks down and the middle are called as a UNet's; what it has besides is in
/// `controlnet.py` of the diffusers library.
final class ControlNames implements KeyMapping {
    private static final String HINT = "controlnet_cond_embedding.";

    private static final List<String[]> OWN =
            List.of(
                    new String[] {HINT + "conv_in.", "input_hint_block.0."},
                    new String[] {HINT + "conv_out.", "input_hint_block.14."},
                    new String[] {"controlnet_mid_block.", "middle_block_out.0."});

    private final UnetNames unet;

    /// @param names of all its tensors
    ControlNames(Collection<String> names) {
        unet = new UnetNames(names);
    }

    /// Whether names are in this spelling.
    static boolean spell(Collection<String> names) {
        return names.contains(HINT + "conv_in.weight");
    }

    @Override
    public String ldm(String name) {
        if (name.startsWith(HINT + "blocks.")) {
            var rest = name.substring(HINT.length() + "blocks.".length());
            int dot = rest.indexOf('.');
            int at = Integer.parseInt(rest, 0, dot, 10);
            return "input_hint_block." + 2 * (at + 1) + rest.substring(dot);
        }
        if (name.startsWith("controlnet_down_blocks.")) {
            var rest = name.substring("controlnet_down_blocks.".length());
            int dot = rest.indexOf('.');
            return "zero_convs." + rest.substring(0, dot) + ".0" + rest.substring(dot);
        }
        var own = KeyMapping.replaced(name, OWN);
        return own.equals(name) ? unet.ldm(name) : own;
    }
}
