package dev.atelier.checkpoint;

import java.util.ArrayDeque;

/// How much arithmetic a network does: two operations for each multiply-add of its convolutions,
/// linear layers and attention products. Element-wise work is left out, as is usual.
public final class Arithmetic {
    private double operations;

    private Arithmetic() {}

    /// One evaluation of a UNet.
    ///
    /// @param batch rows of latents
    /// @param height of the latent
    /// @param width of the latent
    /// @param tokens rows of text for each
    public static double unet(UnetConfig config, int batch, int height, int width, int tokens) {
        var sum = new Arithmetic();
        long pixels = (long) height * width;
        int levels = config.multipliers().size();
        sum.conv(pixels, config.inChannels(), config.channels(), 3);
        var skips = new ArrayDeque<Integer>();
        skips.push(config.channels());
        int from = config.channels();
        for (int level = 0; level < levels; level++) {
            int to = config.width(level);
            int depth = config.depths().get(level);
            for (int i = 0; i < config.resBlocks(); i++) {
                sum.resBlock(pixels, from, to);
                sum.transformer(pixels, to, depth, tokens, config.contextWidth());
                from = to;
                skips.push(to);
            }
            if (level + 1 < levels) {
                pixels /= 4;
                sum.conv(pixels, to, to, 3);
                skips.push(to);
            }
        }
        sum.resBlock(pixels, from, from);
        sum.transformer(pixels, from, config.middleDepth(), tokens, config.contextWidth());
        sum.resBlock(pixels, from, from);
        for (int level = levels - 1; level >= 0; level--) {
            int to = config.width(level);
            for (int i = 0; i <= config.resBlocks(); i++) {
                sum.resBlock(pixels, from + skips.pop(), to);
                int depth = config.depths().get(level);
                sum.transformer(pixels, to, depth, tokens, config.contextWidth());
                from = to;
            }
            if (level > 0) {
                pixels *= 4;
                sum.conv(pixels, to, to, 3);
            }
        }
        sum.conv(pixels, from, config.outChannels(), 3);
        return batch * sum.operations;
    }

    /// Decoding one latent of this size.
    public static double decode(VaeConfig config, int height, int width) {
        var sum = new Arithmetic();
        long pixels = (long) height * width;
        int levels = config.multipliers().size();
        int from = config.width(levels - 1);
        sum.conv(pixels, config.latentChannels(), from, 3);
        sum.resBlock(pixels, from, from);
        sum.conv(pixels, 4 * from, from, 1);
        sum.attention(pixels, pixels, from);
        sum.resBlock(pixels, from, from);
        for (int level = levels - 1; level >= 0; level--) {
            int to = config.width(level);
            for (int i = 0; i <= config.resBlocks(); i++) {
                sum.resBlock(pixels, from, to);
                from = to;
            }
            if (level > 0) {
                pixels *= 4;
                sum.conv(pixels, to, to, 3);
            }
        }
        sum.conv(pixels, from, 3, 3);
        return sum.operations;
    }

    /// Encoding one chunk of text.
    public static double text(TextConfig config, int tokens) {
        double layer =
                4.0 * config.width() * config.width() + 2.0 * config.width() * config.inner();
        double attention = 2.0 * tokens * config.width();
        return 2.0 * tokens * config.layers() * (layer + attention);
    }

    private void resBlock(long pixels, int from, int to) {
        conv(pixels, from, to, 3);
        conv(pixels, to, to, 3);
        if (from != to) {
            conv(pixels, from, to, 1);
        }
    }

    private void transformer(long pixels, int width, int depth, int tokens, int contextWidth) {
        if (depth == 0) {
            return;
        }
        conv(pixels, 2 * width, width, 1); // into and out of the blocks
        for (int i = 0; i < depth; i++) {
            conv(pixels, 4 * width, width, 1); // self-attention: query, key, value, output
            attention(pixels, pixels, width);
            conv(pixels, 2 * width, width, 1); // attention to the text: query, output
            conv(tokens, 2 * contextWidth, width, 1); // key, value
            attention(pixels, tokens, width);
            conv(pixels, 12 * width, width, 1); // feed-forward: 8 in, 4 out
        }
    }

    private void attention(long queries, long keys, int width) {
        operations += 2.0 * 2 * queries * keys * width;
    }

    private void conv(long pixels, int from, int to, int kernel) {
        operations += 2.0 * pixels * from * to * kernel * kernel;
    }
}
