package dev.atelier.checkpoint;

import java.util.ArrayDeque;

/// How much arithmetic a network does: two operations for each multiply-add of its convolutions,
/// linear layers and attention products. Element-wise work is left out, as is usual.
public final class FlopCount {
    private double operations;

    private FlopCount() {}

    /// One evaluation of a UNet.
    ///
    /// @param batch rows of latents
    /// @param height of the latent
    /// @param width of the latent
    /// @param tokens rows of text for each
    public static double unet(UnetConfig config, int batch, int height, int width, int tokens) {
        var sum = new FlopCount();
        var skips = new ArrayDeque<Integer>();
        int from = sum.down(config, new long[] {height, width, tokens}, skips);
        int levels = config.multipliers().size();
        int embedding = config.embeddingWidth();
        long pixels = ((long) height * width) >> (2 * (levels - 1));
        for (int level = levels - 1; level >= 0; level--) {
            int to = config.width(level);
            for (int i = 0; i <= config.resBlocks(); i++) {
                sum.resBlock(pixels, from + skips.pop(), to, embedding);
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

    /// One evaluation of a ControlNet for a UNet, in the same way. What it makes of the picture is
    /// done once and left out.
    public static double control(UnetConfig config, int batch, int height, int width, int tokens) {
        var sum = new FlopCount();
        var skips = new ArrayDeque<Integer>();
        int middle = sum.down(config, new long[] {height, width, tokens}, skips);
        long pixels = (long) height * width;
        int block = 0;
        int perLevel = config.resBlocks() + 1;
        for (var it = skips.descendingIterator(); it.hasNext(); block++) {
            int own = it.next();
            // The first of each level but the first one comes after the size was halved.
            sum.linear(pixels >> (2 * (block / perLevel)), own, own);
        }
        sum.linear(pixels >> (2 * (config.multipliers().size() - 1)), middle, middle);
        return batch * sum.operations;
    }

    /// The blocks down and the middle.
    ///
    /// @param sizes height and width of the latent, and rows of text
    /// @param skips gets the widths of all outputs
    /// @return the width of the middle
    private int down(UnetConfig config, long[] sizes, ArrayDeque<Integer> skips) {
        var sum = this;
        long pixels = sizes[0] * sizes[1];
        int tokens = (int) sizes[2];
        int levels = config.multipliers().size();
        int embedding = config.embeddingWidth();
        sum.linear(1, config.channels() + embedding, embedding);
        if (config.admChannels() > 0) {
            sum.linear(1, config.admChannels() + embedding, embedding);
        }
        sum.conv(pixels, config.inChannels(), config.channels(), 3);
        skips.push(config.channels());
        int from = config.channels();
        for (int level = 0; level < levels; level++) {
            int to = config.width(level);
            int depth = config.depths().get(level);
            for (int i = 0; i < config.resBlocks(); i++) {
                sum.resBlock(pixels, from, to, embedding);
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
        sum.resBlock(pixels, from, from, embedding);
        sum.transformer(pixels, from, config.middleDepth(), tokens, config.contextWidth());
        sum.resBlock(pixels, from, from, embedding);
        return from;
    }

    /// Decoding one latent of this size.
    public static double decode(VaeConfig config, int height, int width) {
        var sum = new FlopCount();
        long pixels = (long) height * width;
        int levels = config.multipliers().size();
        int from = config.width(levels - 1);
        sum.linear(pixels, config.latentChannels(), config.latentChannels());
        sum.conv(pixels, config.latentChannels(), from, 3);
        sum.middle(pixels, from);
        for (int level = levels - 1; level >= 0; level--) {
            int to = config.width(level);
            for (int i = 0; i <= config.resBlocks(); i++) {
                sum.resBlock(pixels, from, to, 0);
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

    /// Encoding one picture whose latent has this size.
    public static double encode(VaeConfig config, int height, int width) {
        var sum = new FlopCount();
        int levels = config.multipliers().size();
        long pixels = ((long) height * width) << (2 * (levels - 1));
        int from = config.channels();
        sum.conv(pixels, 3, from, 3);
        for (int level = 0; level < levels; level++) {
            int to = config.width(level);
            for (int i = 0; i < config.resBlocks(); i++) {
                sum.resBlock(pixels, from, to, 0);
                from = to;
            }
            if (level + 1 < levels) {
                pixels /= 4;
                sum.conv(pixels, to, to, 3);
            }
        }
        sum.middle(pixels, from);
        sum.conv(pixels, from, 2 * config.latentChannels(), 3);
        sum.linear(pixels, 2 * config.latentChannels(), 2 * config.latentChannels());
        return sum.operations;
    }

    /// One attention of so many positions to themselves, without the layers around it.
    public static double attention(int positions, int width) {
        var sum = new FlopCount();
        sum.attention(positions, positions, width);
        return sum.operations;
    }

    /// The middle of an autoencoder.
    private void middle(long pixels, int width) {
        resBlock(pixels, width, width, 0);
        linear(pixels, 4 * width, width);
        attention(pixels, pixels, width);
        resBlock(pixels, width, width, 0);
    }

    /// Encoding one chunk of text.
    public static double text(TextConfig config, int tokens) {
        double layer =
                4.0 * config.width() * config.width() + 2.0 * config.width() * config.inner();
        double attention = 2.0 * tokens * config.width();
        return 2.0 * tokens * config.layers() * (layer + attention);
    }

    /// @param embedding width of the timestep's embedding, 0 in an autoencoder
    private void resBlock(long pixels, int from, int to, int embedding) {
        conv(pixels, from, to, 3);
        linear(1, embedding, to);
        conv(pixels, to, to, 3);
        if (from != to) {
            linear(pixels, from, to);
        }
    }

    private void transformer(long pixels, int width, int depth, int tokens, int contextWidth) {
        if (depth == 0) {
            return;
        }
        linear(pixels, 2 * width, width); // into and out of the blocks
        for (int i = 0; i < depth; i++) {
            linear(pixels, 4 * width, width); // self-attention: query, key, value, output
            attention(pixels, pixels, width);
            linear(pixels, 2 * width, width); // attention to the text: query, output
            linear(tokens, 2 * contextWidth, width); // key, value
            attention(pixels, tokens, width);
            linear(pixels, 12 * width, width); // feed-forward: 8 in, 4 out
        }
    }

    private void attention(long queries, long keys, int width) {
        operations += 2.0 * 2 * queries * keys * width;
    }

    private void conv(long pixels, int from, int to, int kernel) {
        operations += 2.0 * pixels * from * to * kernel * kernel;
    }

    /// A linear layer, which is also what a 1x1 convolution is.
    private void linear(long rows, int from, int to) {
        conv(rows, from, to, 1);
    }
}
