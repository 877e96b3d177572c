package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Counts the operations once more, weight by weight over the listing of tensors.
class FlopCountTest {
    private static final int TOKENS = 77;

    /// Whole numbers below 2^53 add up without rounding, in whatever order.
    private static final double EXACT = 0.5;

    private static final CheckpointConfig SD15 = CheckpointConfig.SD15;

    @Test
    void countsStableDiffusion15() {
        // The number that measured speeds of SD 1.5 are stated against.
        assertEquals(1606.5, FlopCount.unet(SD15.unet(), 2, 64, 64, TOKENS) / 1e9, 0.5);
    }

    @Test
    void countsEveryWeightOfAUnet() {
        var unet = SD15.unet();
        for (int edge : List.of(8, 64)) {
            double once = unet(unet, (long) edge * edge);

            assertEquals(once, FlopCount.unet(unet, 1, edge, edge, TOKENS), EXACT);
            assertEquals(3 * once, FlopCount.unet(unet, 3, edge, edge, TOKENS), EXACT);
        }
    }

    @Test
    void countsTheSecondEmbeddingOfLargerFamilies() {
        var depths = List.of(0, 2, 10);
        var unet =
                new UnetConfig(4, 4, 320, List.of(1, 2, 4), 2, depths, 10, 2048, 0, 64, 2816, true);

        assertEquals(unet(unet, 128 * 128), FlopCount.unet(unet, 1, 128, 128, TOKENS), EXACT);
    }

    @Test
    void countsEveryWeightOfAControlNet() {
        long edge = 64;
        double sum = 0;
        long pixels = edge * edge;
        var ofBlock = new HashMap<String, Long>();
        for (var tensor : TensorLayout.control("", SD15.unet(), 3).entrySet()) {
            var key = tensor.getKey();
            if (key.startsWith("input_hint_block.")) {
                continue; // once for each picture
            }
            pixels = key.endsWith(".op.weight") ? pixels / 4 : pixels;
            var block = key.split("\\.", -1)[1];
            if (key.startsWith("input_blocks.")) {
                ofBlock.put(block, pixels);
            }
            long own = key.startsWith("zero_convs.") ? ofBlock.getOrDefault(block, 0L) : pixels;
            sum += rows(key, own) * operations(tensor.getValue());
            if (key.endsWith("to_q.weight")) {
                long keys = key.contains("attn1") ? pixels : TOKENS;
                sum += products(pixels, keys, tensor.getValue().getFirst());
            }
        }

        assertEquals(sum, FlopCount.control(SD15.unet(), 1, 64, 64, TOKENS), EXACT);
    }

    @Test
    void countsEveryWeightOfADecoder() {
        double sum = 0;
        long pixels = 64 * 64;
        var layout = TensorLayout.vae("", SD15.vae());
        for (var key : List.of("post_quant_conv", "decoder.conv_in", "decoder.mid.")) {
            sum += pixels * perPixel(layout, key);
        }
        sum += products(pixels, pixels, SD15.vae().width(3));
        for (int level = 3; level >= 0; level--) {
            sum += pixels * perPixel(layout, "decoder.up." + level + ".block");
            pixels *= level == 0 ? 1 : 4;
            sum += pixels * perPixel(layout, "decoder.up." + level + ".upsample");
        }
        sum += pixels * perPixel(layout, "decoder.conv_out");

        assertEquals(sum, FlopCount.decode(SD15.vae(), 64, 64), EXACT);
    }

    @Test
    void countsEveryWeightOfAnEncoder() {
        long pixels = 512 * 512;
        var layout = TensorLayout.vae("", SD15.vae());
        double sum = pixels * perPixel(layout, "encoder.conv_in");
        for (int level = 0; level < 4; level++) {
            sum += pixels * perPixel(layout, "encoder.down." + level + ".block");
            pixels /= level == 3 ? 1 : 4;
            sum += pixels * perPixel(layout, "encoder.down." + level + ".downsample");
        }
        for (var key : List.of("encoder.mid.", "encoder.conv_out", "quant_conv")) {
            sum += pixels * perPixel(layout, key);
        }
        sum += products(pixels, pixels, SD15.vae().width(3));

        assertEquals(sum, FlopCount.encode(SD15.vae(), 64, 64), EXACT);
    }

    @Test
    void countsEveryWeightOfATextModel() {
        var text = SD15.text();

        double weights = TOKENS * perPixel(TensorLayout.text(text), TensorLayout.TEXT + "encoder.");
        double attentions = text.layers() * products(TOKENS, TOKENS, text.width());

        assertEquals(weights + attentions, FlopCount.text(text, TOKENS), EXACT);
    }

    /// Follows the keys in the order of the network, through its changes of size.
    private static double unet(UnetConfig config, long latent) {
        double sum = 0;
        long pixels = latent;
        for (var tensor : TensorLayout.unet("", config).entrySet()) {
            var key = tensor.getKey();
            if (key.endsWith(".op.weight")) {
                pixels /= 4;
            } else if (key.matches("output_blocks\\.\\d+\\.\\d\\.conv\\.weight")) {
                pixels *= 4;
            }
            sum += rows(key, pixels) * operations(tensor.getValue());
            if (key.endsWith("to_q.weight")) {
                long keys = key.contains("attn1") ? pixels : TOKENS;
                sum += products(pixels, keys, tensor.getValue().getFirst());
            }
        }
        return sum;
    }

    private static long rows(String key, long pixels) {
        if (key.contains("emb")) {
            return 1;
        }
        return key.matches(".*attn2\\.to_[kv].*") ? TOKENS : pixels;
    }

    private static double perPixel(Map<String, List<Long>> layout, String prefix) {
        return layout.entrySet().stream()
                .filter(tensor -> tensor.getKey().startsWith(prefix))
                .mapToDouble(tensor -> operations(tensor.getValue()))
                .sum();
    }

    /// Queries times keys, and the result times values.
    private static double products(long queries, long keys, long width) {
        return 2.0 * 2 * queries * keys * width;
    }

    /// Biases and norms, of one dimension, do no multiply-adds.
    private static double operations(List<Long> shape) {
        return shape.size() < 2 ? 0 : 2.0 * shape.stream().reduce(1L, Math::multiplyExact);
    }
}
