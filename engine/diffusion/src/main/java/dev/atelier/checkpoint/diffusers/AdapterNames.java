package dev.atelier.checkpoint.diffusers;

import java.util.Collection;
import java.util.regex.Pattern;

/// A T2I-Adapter: diffusers nests the blocks of a level, which TencentARC's files number through
/// where the adapter is full. A light one differs in one word.
final class AdapterNames implements KeyMapping {
    private static final String PREFIX = "adapter.";
    private static final Pattern RESNET =
            Pattern.compile("body\\.(\\d{1,3})\\.resnets\\.(\\d{1,3})\\.(.+)");
    private static final Pattern LEVEL = Pattern.compile("body\\.(\\d{1,3})\\.(.+)");
    private static final int MOST_BLOCKS = 16;

    private final boolean full;
    private final int perLevel;

    /// @param names of all its tensors
    AdapterNames(Collection<String> names) {
        full = names.contains(PREFIX + "conv_in.weight");
        int count = 0;
        while (count < MOST_BLOCKS
                && names.contains(PREFIX + "body.0.resnets." + count + ".block1.weight")) {
            count++;
        }
        perLevel = count;
    }

    /// Whether names are in this spelling.
    static boolean spell(Collection<String> names) {
        return names.contains(PREFIX + "body.0.resnets.0.block1.weight");
    }

    @Override
    public String ldm(String name) {
        var own = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        var resnet = RESNET.matcher(own);
        if (resnet.matches()) {
            int level = Integer.parseInt(resnet.group(1));
            int at = Integer.parseInt(resnet.group(2));
            return full
                    ? "body." + (level * perLevel + at) + "." + resnet.group(3)
                    : "body." + level + ".body." + at + "." + resnet.group(3);
        }
        var first = LEVEL.matcher(own);
        return full && first.matches()
                ? "body." + Integer.parseInt(first.group(1)) * perLevel + "." + first.group(2)
                : own;
    }
}
