package dev.atelier.checkpoint;

import java.util.List;

/// Sizes of an autoencoder in the LDM layout.
///
/// @param channels width of the outermost level
/// @param multipliers width of each level, outermost first, as a multiple of `channels`
/// @param resBlocks residual blocks per level of the encoder; the decoder has one more
/// @param latentChannels 4
/// @param groups groups of every group normalisation
/// @param scaleFactor what latents are multiplied with before the UNet sees them
public record VaeConfig(
        int channels,
        List<Integer> multipliers,
        int resBlocks,
        int latentChannels,
        int groups,
        double scaleFactor) {
    public VaeConfig {
        multipliers = List.copyOf(multipliers);
    }

    int width(int level) {
        return channels * multipliers.get(level);
    }
}
