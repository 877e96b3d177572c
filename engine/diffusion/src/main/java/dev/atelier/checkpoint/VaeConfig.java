package dev.atelier.checkpoint;

import java.util.List;

/// Sizes of an autoencoder in the LDM layout.
///
/// @param channels width of the outermost level
/// @param multipliers width of each level, outermost first, as a multiple of `channels`
/// @param resBlocks residual blocks per level of the encoder; the decoder has one more
/// @param groups groups of every group normalisation
/// @param latents what the UNet sees of pictures
public record VaeConfig(
        int channels, List<Integer> multipliers, int resBlocks, int groups, LatentFormat latents) {
    public VaeConfig {
        multipliers = List.copyOf(multipliers);
    }

    /// Numbers for each latent pixel.
    public int latentChannels() {
        return latents.channels();
    }

    int width(int level) {
        return channels * multipliers.get(level);
    }
}
