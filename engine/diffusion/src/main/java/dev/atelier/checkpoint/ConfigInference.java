package dev.atelier.checkpoint;

import dev.atelier.checkpoint.TextConfig.Activation;
import dev.atelier.checkpoint.TextConfig.Spelling;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Reads family and sizes off keys and shapes; the one place that knows the families apart. Shapes
/// cannot tell how many heads an attention has, how many groups a normalisation, or what the
/// network predicts: there the family's usual values are assumed, unless the file says otherwise
/// (see [ConfigOverride]). A tensor that is absent counts as having the usual size, so that the
/// accounting names it as missing instead of everything around it as wrong.
final class ConfigInference {
    private static final String SD2_TEXT = "cond_stage_model.model.";
    private static final String SDXL_TEXT = "conditioner.embedders.0.transformer.text_model.";
    private static final String SDXL_SECOND_TEXT = "conditioner.embedders.1.model.";
    private static final String REFINER_TEXT = "conditioner.embedders.0.model.";

    /// Of every CLIP model that a Stable Diffusion checkpoint was trained with.
    private static final int HEAD_WIDTH = 64;

    private static final double EPSILON = 1e-5;

    // Beyond every Stable Diffusion model. Their product is how many tensors a UNet has, which a
    // small file with large numbers in its keys could otherwise drive to any height.
    private static final int MOST_LEVELS = 8;
    private static final int MOST_RES_BLOCKS = 8;
    private static final int MOST_DEPTH = 32;
    private static final int MOST_LAYERS = 128;

    private static final List<Level> USUAL_LEVELS =
            List.of(new Level(1, 2, 1), new Level(2, 2, 1), new Level(4, 2, 1), new Level(4, 2, 0));

    private final NavigableMap<String, TensorInfo> tensors;
    private final Map<String, String> metadata;

    ConfigInference(Map<String, TensorInfo> tensors, Map<String, String> metadata) {
        this.tensors = new TreeMap<>(tensors);
        this.metadata = metadata;
    }

    /// Which kind of checkpoint the file is.
    Family family() {
        if (!hasPart(TensorLayout.UNET + "input_blocks.") || beyondEveryModel()) {
            return Family.UNKNOWN;
        }
        return namedFamily();
    }

    private Family namedFamily() {
        if (hasPart(SDXL_TEXT)) {
            return Family.SDXL;
        }
        if (hasPart(REFINER_TEXT)) {
            return Family.SDXL_REFINER;
        }
        if (hasPart(SD2_TEXT)) {
            return Family.SD2;
        }
        return switch (size(4, TensorLayout.UNET + "input_blocks.0.0.weight", 1)) {
            case 8 -> Family.SD1_EDIT;
            case 9 -> Family.SD1_INPAINTING;
            default -> Family.SD1;
        };
    }

    private boolean beyondEveryModel() {
        var levels = levels(1);
        return levels.size() > MOST_LEVELS
                || levels.stream().anyMatch(Level::beyondEveryModel)
                || depth(TensorLayout.UNET + "middle_block.1") > MOST_DEPTH
                || vaeLevels() > MOST_LEVELS
                || vaeResBlocks() > MOST_RES_BLOCKS
                || texts(namedFamily()).stream().anyMatch(text -> text.layers() > MOST_LAYERS);
    }

    /// The sizes; of a file whose family is unknown they mean little.
    CheckpointConfig config() {
        var family = family();
        var training = Training.STABLE_DIFFUSION.withPrediction(prediction());
        return new CheckpointConfig(
                unet(family), vae(family), texts(family), training, nativeSize(family));
    }

    private Prediction prediction() {
        var declared = metadata.getOrDefault("modelspec.prediction_type", "");
        return declared.equals("v") || has("v_pred") ? Prediction.V : Prediction.EPSILON;
    }

    private int nativeSize(Family family) {
        return switch (family) {
            case SD1, SD1_INPAINTING, SD1_EDIT, UNKNOWN -> 512;
            case SD2 -> prediction() == Prediction.V ? 768 : 512;
            case SDXL, SDXL_REFINER -> 1024;
        };
    }

    private UnetConfig unet(Family family) {
        var p = TensorLayout.UNET;
        int channels = size(size(320, p + "out.0.weight", 0), p + "input_blocks.0.0.weight", 0);
        var levels = levels(channels);
        boolean headsByCount = family.supported() || family == Family.SD1_EDIT;
        return new UnetConfig(
                size(4, p + "input_blocks.0.0.weight", 1),
                size(4, p + "out.2.weight", 0),
                channels,
                levels.stream().map(Level::multiplier).toList(),
                levels.stream().mapToInt(Level::resBlocks).max().orElseThrow(),
                levels.stream().map(Level::depth).toList(),
                depth(p + "middle_block.1"),
                contextWidth(),
                headsByCount ? 8 : 0,
                headsByCount ? 0 : 64,
                size(0, p + "label_emb.0.0.weight", 1),
                linearProjections());
    }

    private record Level(int multiplier, int resBlocks, int depth) {
        boolean beyondEveryModel() {
            return resBlocks > MOST_RES_BLOCKS || depth > MOST_DEPTH;
        }
    }

    private List<Level> levels(int channels) {
        var levels = new ArrayList<Level>();
        int block = 1;
        while (levels.size() <= MOST_LEVELS && hasPart(path(block, 0) + ".in_layers.")) {
            int first = block;
            int depth = 0;
            while (block - first <= MOST_RES_BLOCKS && hasPart(path(block, 0) + ".in_layers.")) {
                depth = Math.max(depth, depth(path(block, 1)));
                block++;
            }
            var weight = path(first, 0) + ".out_layers.3.weight";
            int width = size(size(channels, path(first, 0) + ".out_layers.3.bias", 0), weight, 0);
            levels.add(new Level(width / channels, block - first, depth));
            block++; // the convolution that halves the size
        }
        return levels.isEmpty() ? USUAL_LEVELS : levels;
    }

    private static String path(int block, int part) {
        return TensorLayout.UNET + "input_blocks." + block + "." + part;
    }

    private int depth(String path) {
        return count(path + ".transformer_blocks.%d.", MOST_DEPTH);
    }

    private int contextWidth() {
        return tensors.keySet().stream()
                .filter(key ->
                        key.startsWith(TensorLayout.UNET) && key.endsWith(".attn2.to_k.weight"))
                .findFirst()
                .map(key -> size(768, key, 1))
                .orElse(768);
    }

    private boolean linearProjections() {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(TensorLayout.UNET))
                .filter(entry -> entry.getKey().endsWith(".proj_in.weight"))
                .findFirst()
                .map(entry -> entry.getValue().shape().size() == 2)
                .orElse(false);
    }

    /// The autoencoder alone.
    VaeConfig vae(Family family) {
        var p = TensorLayout.VAE + "encoder.";
        int channels = size(size(128, p + "conv_in.bias", 0), p + "conv_in.weight", 0);
        var multipliers = new ArrayList<Integer>();
        for (int i = 0; i < vaeLevels(); i++) {
            var block = p + "down." + i + ".block.0.conv1.";
            int width = size(size(channels, block + "bias", 0), block + "weight", 0);
            multipliers.add(width / channels);
        }
        int resBlocks = vaeResBlocks();
        return new VaeConfig(
                channels,
                multipliers.isEmpty() ? List.of(1, 2, 4, 4) : multipliers,
                resBlocks == 0 ? 2 : resBlocks,
                size(4, TensorLayout.VAE + "decoder.conv_in.weight", 1),
                32,
                family == Family.SDXL || family == Family.SDXL_REFINER ? 0.13025 : 0.18215);
    }

    private int vaeLevels() {
        return count(TensorLayout.VAE + "encoder.down.%d.block.", MOST_LEVELS);
    }

    private int vaeResBlocks() {
        return count(TensorLayout.VAE + "encoder.down.0.block.%d.", MOST_RES_BLOCKS);
    }

    private List<TextConfig> texts(Family family) {
        return switch (family) {
            case SD1, SD1_INPAINTING, SD1_EDIT, UNKNOWN ->
                    List.of(huggingFaceText(TensorLayout.TEXT));
            case SD2 -> List.of(openClipText(SD2_TEXT, 0));
            case SDXL -> List.of(huggingFaceText(SDXL_TEXT), pooledText(SDXL_SECOND_TEXT));
            case SDXL_REFINER -> List.of(pooledText(REFINER_TEXT));
        };
    }

    private TextConfig huggingFaceText(String p) {
        var tokens = p + "embeddings.token_embedding.weight";
        int width = size(size(768, p + "final_layer_norm.weight", 0), tokens, 1);
        int layers = count(p + "encoder.layers.%d.", MOST_LAYERS);
        return new TextConfig(
                Spelling.HUGGING_FACE,
                p,
                width,
                layers == 0 ? 12 : layers,
                Math.max(1, width / HEAD_WIDTH),
                size(4 * width, p + "encoder.layers.0.mlp.fc1.weight", 0),
                size(49408, tokens, 0),
                size(77, p + "embeddings.position_embedding.weight", 0),
                Activation.QUICK_GELU,
                EPSILON,
                0);
    }

    private TextConfig pooledText(String p) {
        return openClipText(p, size(1280, p + "text_projection", 1));
    }

    private TextConfig openClipText(String p, int projection) {
        var tokens = p + "token_embedding.weight";
        int width = size(size(1024, p + "ln_final.weight", 0), tokens, 1);
        int layers = count(p + "transformer.resblocks.%d.", MOST_LAYERS);
        return new TextConfig(
                Spelling.OPEN_CLIP,
                p,
                width,
                layers == 0 ? 24 : layers,
                Math.max(1, width / HEAD_WIDTH),
                size(4 * width, p + "transformer.resblocks.0.mlp.c_fc.weight", 0),
                size(49408, tokens, 0),
                size(77, p + "positional_embedding", 0),
                Activation.GELU,
                EPSILON,
                projection);
    }

    private boolean has(String key) {
        return tensors.containsKey(key);
    }

    /// Whether any key starts so.
    private boolean hasPart(String prefix) {
        var key = tensors.ceilingKey(prefix);
        return key != null && key.startsWith(prefix);
    }

    /// How many parts there are whose keys start with a pattern and a running number; `most` + 1
    /// where there are more than that.
    private int count(String pattern, int most) {
        int count = 0;
        while (count <= most && hasPart(pattern.formatted(count))) {
            count++;
        }
        return count;
    }

    /// One size of a tensor, from 1 to the largest int, or `usual` where the file lacks it.
    private int size(int usual, String key, int axis) {
        var info = tensors.get(key);
        if (info == null || axis >= info.shape().size()) {
            return usual;
        }
        return Math.clamp(info.shape().get(axis), 1, Integer.MAX_VALUE);
    }
}
