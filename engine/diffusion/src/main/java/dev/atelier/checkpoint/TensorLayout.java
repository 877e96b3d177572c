package dev.atelier.checkpoint;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors that networks of given sizes consist of: key to shape, in the order of the LDM
/// source (`openaimodel.py`, `model.py`) and of Hugging Face's CLIP text model.
public final class TensorLayout {
    static final String UNET = "model.diffusion_model.";
    static final String VAE = "first_stage_model.";
    static final String TEXT = "cond_stage_model.transformer.text_model.";

    /// Widths inside the block that reads a ControlNet's picture, without the last (`cldm.py`).
    private static final List<Integer> HINT_WIDTHS = List.of(16, 16, 32, 32, 96, 96, 256);

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final String prefix;

    private TensorLayout(String prefix) {
        this.prefix = prefix;
    }

    /// All tensors of a checkpoint with these sizes, under their full keys.
    public static Map<String, List<Long>> of(CheckpointConfig config) {
        var all = new LinkedHashMap<String, List<Long>>();
        all.putAll(unet(UNET, config.unet()));
        all.putAll(vae(VAE, config.vae()));
        config.texts().forEach(text -> all.putAll(text(text)));
        return Collections.unmodifiableMap(all);
    }

    /// The tensors of a UNet, their keys beginning with `prefix`.
    static Map<String, List<Long>> unet(String prefix, UnetConfig config) {
        var layout = new TensorLayout(prefix);
        layout.linear("time_embed.0", config.channels(), config.embeddingWidth());
        layout.linear("time_embed.2", config.embeddingWidth(), config.embeddingWidth());
        if (config.admChannels() > 0) {
            layout.linear("label_emb.0.0", config.admChannels(), config.embeddingWidth());
            layout.linear("label_emb.0.2", config.embeddingWidth(), config.embeddingWidth());
        }
        layout.unetBlocks(config);
        layout.norm("out.0", config.channels());
        layout.conv("out.2", config.channels(), config.outChannels(), 3);
        return layout.shapes;
    }

    /// The tensors of a ControlNet for a UNet of these sizes, their keys beginning with `prefix`.
    ///
    /// @param hintChannels of the picture that it sees
    static Map<String, List<Long>> control(String prefix, UnetConfig config, int hintChannels) {
        var layout = new TensorLayout(prefix);
        layout.linear("time_embed.0", config.channels(), config.embeddingWidth());
        layout.linear("time_embed.2", config.embeddingWidth(), config.embeddingWidth());
        if (config.admChannels() > 0) {
            layout.linear("label_emb.0.0", config.admChannels(), config.embeddingWidth());
            layout.linear("label_emb.0.2", config.embeddingWidth(), config.embeddingWidth());
        }
        int from = hintChannels;
        for (int i = 0; i < HINT_WIDTHS.size(); i++) {
            layout.conv("input_hint_block." + 2 * i, from, HINT_WIDTHS.get(i), 3);
            from = HINT_WIDTHS.get(i);
        }
        layout.conv("input_hint_block." + 2 * HINT_WIDTHS.size(), from, config.channels(), 3);
        Deque<Integer> skips = new ArrayDeque<>();
        int width = layout.blocksDown(config, skips);
        int block = 0;
        for (var it = skips.descendingIterator(); it.hasNext(); block++) {
            int own = it.next();
            layout.conv("zero_convs." + block + ".0", own, own, 1);
        }
        layout.conv("middle_block_out.0", width, width, 1);
        return layout.shapes;
    }

    private void unetBlocks(UnetConfig config) {
        Deque<Integer> skips = new ArrayDeque<>();
        int width = blocksDown(config, skips);
        outputBlocks(config, width, skips);
    }

    /// Also the middle.
    ///
    /// @param skips gets the width of each block's output
    /// @return the width of the last
    private int blocksDown(UnetConfig config, Deque<Integer> skips) {
        conv("input_blocks.0.0", config.inChannels(), config.channels(), 3);
        skips.push(config.channels());
        int levels = config.multipliers().size();
        int block = 1;
        int width = config.channels();
        for (int level = 0; level < levels; level++) {
            for (int i = 0; i < config.resBlocks(); i++) {
                var path = "input_blocks." + block++;
                resBlock(path + ".0", width, config.width(level), config);
                width = config.width(level);
                transformer(path + ".1", width, config.depths().get(level), config);
                skips.push(width);
            }
            if (level + 1 < levels) {
                conv("input_blocks." + block++ + ".0.op", width, width, 3);
                skips.push(width);
            }
        }
        resBlock("middle_block.0", width, width, config);
        transformer("middle_block.1", width, config.middleDepth(), config);
        resBlock("middle_block.2", width, width, config);
        return width;
    }

    private void outputBlocks(UnetConfig config, int start, Deque<Integer> skips) {
        int width = start;
        int block = 0;
        for (int level = config.multipliers().size() - 1; level >= 0; level--) {
            for (int i = 0; i <= config.resBlocks(); i++) {
                var path = "output_blocks." + block++;
                resBlock(path + ".0", width + skips.pop(), config.width(level), config);
                width = config.width(level);
                int depth = config.depths().get(level);
                transformer(path + ".1", width, depth, config);
                if (i == config.resBlocks() && level > 0) {
                    conv(path + (depth > 0 ? ".2" : ".1") + ".conv", width, width, 3);
                }
            }
        }
    }

    private void resBlock(String path, int from, int to, UnetConfig config) {
        norm(path + ".in_layers.0", from);
        conv(path + ".in_layers.2", from, to, 3);
        linear(path + ".emb_layers.1", config.embeddingWidth(), to);
        norm(path + ".out_layers.0", to);
        conv(path + ".out_layers.3", to, to, 3);
        if (from != to) {
            conv(path + ".skip_connection", from, to, 1);
        }
    }

    private void transformer(String path, int width, int depth, UnetConfig config) {
        if (depth == 0) {
            return;
        }
        norm(path + ".norm", width);
        projection(path + ".proj_in", width, config);
        for (int i = 0; i < depth; i++) {
            var block = path + ".transformer_blocks." + i;
            attention(block + ".attn1", width, width);
            linear(block + ".ff.net.0.proj", width, 8 * width);
            linear(block + ".ff.net.2", 4 * width, width);
            attention(block + ".attn2", width, config.contextWidth());
            norm(block + ".norm1", width);
            norm(block + ".norm2", width);
            norm(block + ".norm3", width);
        }
        projection(path + ".proj_out", width, config);
    }

    private void projection(String path, int width, UnetConfig config) {
        if (config.linearProjections()) {
            linear(path, width, width);
        } else {
            conv(path, width, width, 1);
        }
    }

    private void attention(String path, int width, int contextWidth) {
        put(path + ".to_q.weight", width, width);
        put(path + ".to_k.weight", width, contextWidth);
        put(path + ".to_v.weight", width, contextWidth);
        linear(path + ".to_out.0", width, width);
    }

    /// The tensors of an autoencoder, their keys beginning with `prefix`: empty for a file of its
    /// own.
    static Map<String, List<Long>> vae(String prefix, VaeConfig config) {
        var layout = new TensorLayout(prefix);
        layout.encoder(config);
        layout.decoder(config);
        int z = config.latentChannels();
        layout.conv("quant_conv", 2 * z, 2 * z, 1);
        layout.conv("post_quant_conv", z, z, 1);
        return layout.shapes;
    }

    private void encoder(VaeConfig config) {
        conv("encoder.conv_in", 3, config.channels(), 3);
        int width = config.channels();
        int levels = config.multipliers().size();
        for (int level = 0; level < levels; level++) {
            var path = "encoder.down." + level;
            for (int i = 0; i < config.resBlocks(); i++) {
                vaeBlock(path + ".block." + i, width, config.width(level));
                width = config.width(level);
            }
            if (level + 1 < levels) {
                conv(path + ".downsample.conv", width, width, 3);
            }
        }
        vaeMiddle("encoder.mid", width);
        norm("encoder.norm_out", width);
        conv("encoder.conv_out", width, 2 * config.latentChannels(), 3);
    }

    private void decoder(VaeConfig config) {
        int levels = config.multipliers().size();
        int width = config.width(levels - 1);
        conv("decoder.conv_in", config.latentChannels(), width, 3);
        vaeMiddle("decoder.mid", width);
        for (int level = levels - 1; level >= 0; level--) {
            var path = "decoder.up." + level;
            for (int i = 0; i <= config.resBlocks(); i++) {
                vaeBlock(path + ".block." + i, width, config.width(level));
                width = config.width(level);
            }
            if (level > 0) {
                conv(path + ".upsample.conv", width, width, 3);
            }
        }
        norm("decoder.norm_out", width);
        conv("decoder.conv_out", width, 3, 3);
    }

    private void vaeMiddle(String path, int width) {
        vaeBlock(path + ".block_1", width, width);
        norm(path + ".attn_1.norm", width);
        for (var part : List.of("q", "k", "v", "proj_out")) {
            conv(path + ".attn_1." + part, width, width, 1);
        }
        vaeBlock(path + ".block_2", width, width);
    }

    private void vaeBlock(String path, int from, int to) {
        norm(path + ".norm1", from);
        conv(path + ".conv1", from, to, 3);
        norm(path + ".norm2", to);
        conv(path + ".conv2", to, to, 3);
        if (from != to) {
            conv(path + ".nin_shortcut", from, to, 1);
        }
    }

    /// The tensors of a text model.
    static Map<String, List<Long>> text(TextConfig config) {
        var layout = new TensorLayout(config.prefix());
        switch (config.spelling()) {
            case HUGGING_FACE -> layout.huggingFaceText(config);
            case OPEN_CLIP -> layout.openClipText(config);
        }
        return layout.shapes;
    }

    private void huggingFaceText(TextConfig config) {
        int width = config.width();
        put("embeddings.token_embedding.weight", config.vocabulary(), width);
        put("embeddings.position_embedding.weight", config.positions(), width);
        for (int i = 0; i < config.layers(); i++) {
            var path = "encoder.layers." + i;
            for (var part : List.of("k_proj", "v_proj", "q_proj", "out_proj")) {
                linear(path + ".self_attn." + part, width, width);
            }
            norm(path + ".layer_norm1", width);
            linear(path + ".mlp.fc1", width, config.inner());
            linear(path + ".mlp.fc2", config.inner(), width);
            norm(path + ".layer_norm2", width);
        }
        norm("final_layer_norm", width);
    }

    private void openClipText(TextConfig config) {
        int width = config.width();
        put("positional_embedding", config.positions(), width);
        if (config.projection() > 0) {
            put("text_projection", width, config.projection());
        }
        for (int i = 0; i < config.layers(); i++) {
            var path = "transformer.resblocks." + i;
            norm(path + ".ln_1", width);
            put(path + ".attn.in_proj_weight", 3 * width, width);
            put(path + ".attn.in_proj_bias", 3 * width);
            linear(path + ".attn.out_proj", width, width);
            norm(path + ".ln_2", width);
            linear(path + ".mlp.c_fc", width, config.inner());
            linear(path + ".mlp.c_proj", config.inner(), width);
        }
        put("token_embedding.weight", config.vocabulary(), width);
        norm("ln_final", width);
    }

    private void conv(String path, int from, int to, int kernel) {
        put(path + ".weight", to, from, kernel, kernel);
        put(path + ".bias", to);
    }

    private void linear(String path, int from, int to) {
        put(path + ".weight", to, from);
        put(path + ".bias", to);
    }

    private void norm(String path, int width) {
        put(path + ".weight", width);
        put(path + ".bias", width);
    }

    private void put(String path, Integer... sizes) {
        shapes.put(prefix + path, Arrays.stream(sizes).map(Integer::longValue).toList());
    }
}
