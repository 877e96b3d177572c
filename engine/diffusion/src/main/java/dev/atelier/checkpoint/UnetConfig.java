package dev.atelier.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sizes of a UNet in the LDM layout. Its group normalisations always have 32 groups.
///
/// @param inChannels 4, or 9 for inpainting (latent, mask, masked latent)
/// @param channels width of the first level
/// @param multipliers width of each level, as a multiple of `channels`
/// @param resBlocks residual blocks per level
/// @param depths transformer blocks per level, 0 where there is no attention
/// @param middleDepth transformer blocks in the middle
/// @param contextWidth numbers per token of the text
/// @param heads attention heads, or 0 when `headChannels` says how wide each is
/// @param admChannels width of the vector that SDXL adds to the timestep, or 0
/// @param linearProjections whether transformers begin and end with a linear layer instead of a 1x1
///   convolution
public record UnetConfig(
        int inChannels,
        int outChannels,
        int channels,
        List<Integer> multipliers,
        int resBlocks,
        List<Integer> depths,
        int middleDepth,
        int contextWidth,
        int heads,
        int headChannels,
        int admChannels,
        boolean linearProjections) {
    /// As in Stable Diffusion XL.
    public static final UnetConfig SDXL =
            new UnetConfig(
                    4, 4, 320, List.of(1, 2, 4), 2, List.of(0, 2, 10), 10, 2048, 0, 64, 2816, true);

    public UnetConfig {
        multipliers = List.copyOf(multipliers);
        depths = List.copyOf(depths);
    }

    /// Width of the timestep embedding.
    public int embeddingWidth() {
        return 4 * channels;
    }

    /// Attention heads of each level that has attention.
    public List<Integer> headCounts() {
        return attended().map(level -> heads > 0 ? heads : width(level) / headChannels).toList();
    }

    /// Numbers that a head of each such level works on.
    public List<Integer> headWidths() {
        return attended().map(level -> heads > 0 ? width(level) / heads : headChannels).toList();
    }

    private Stream<Integer> attended() {
        return IntStream.range(0, multipliers.size())
                .filter(level -> depths.get(level) > 0 && heads + headChannels > 0)
                .boxed();
    }

    int width(int level) {
        return channels * multipliers.get(level);
    }

    /// The same for other latents.
    UnetConfig withInChannels(int channelsIn) {
        return new UnetConfig(
                channelsIn,
                outChannels,
                channels,
                multipliers,
                resBlocks,
                depths,
                middleDepth,
                contextWidth,
                heads,
                headChannels,
                admChannels,
                linearProjections);
    }

    /// The width of each input block's output, and last of the middle's.
    public List<Integer> blockWidths() {
        var widths = new ArrayList<Integer>();
        widths.add(channels);
        for (int level = 0; level < multipliers.size(); level++) {
            widths.addAll(Collections.nCopies(resBlocks, width(level)));
            if (level + 1 < multipliers.size()) {
                widths.add(width(level));
            }
        }
        widths.add(widths.getLast());
        return List.copyOf(widths);
    }

    UnetConfig withHeads(int otherHeads, int otherHeadChannels) {
        return new UnetConfig(
                inChannels,
                outChannels,
                channels,
                multipliers,
                resBlocks,
                depths,
                middleDepth,
                contextWidth,
                otherHeads,
                otherHeadChannels,
                admChannels,
                linearProjections);
    }
}
