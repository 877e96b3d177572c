package dev.atelier.checkpoint;

import dev.atelier.checkpoint.TextConfig.Activation;
import dev.atelier.checkpoint.TextConfig.Spelling;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads family and sizes off keys and shapes; the one place that knows the families apart. Shapes
/// cannot say how many heads an attention has, how many groups a normalisation, or what the network
/// predicts: there the family's usual values are assumed, unless the file says otherwise (see
/// [ConfigOverride]). A tensor that is absent counts as having the usual size, so that the key
/// report names it as missing instead of everything around it as wrong.
final class ConfigInference {
    private static final String SD2_TEXT = "cond_stage_model.model.";
    private static final String SDXL_TEXT = "conditioner.embedders.0.transformer.text_model.";
    private static final String SDXL_SECOND_TEXT = "conditioner.embedders.1.model.";
    private static final String REFINER_TEXT = "conditioner.embedders.0.model.";

    /// Of every CLIP model that a Stable Diffusion checkpoint was trained with.
    private static final int HEAD_WIDTH = 64;

    private static final Pattern RESOLUTION = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final int MIN_EDGE = 64;

    private static final double EPSILON = 1e-5;

    // Beyond every Stable Diffusion model. Their product is how many tensors a UNet has, which a
    // small file with large numbers in its keys could otherwise drive to any height.
    private static final int USUAL_VAE_LEVELS = 4;
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
        return hasPart(TensorLayout.TEXT) ? Family.SD1 : familyOfUnet();
    }

    /// Of a file without a text model, such as a UNet alone.
    private Family familyOfUnet() {
        if (has(TensorLayout.UNET + "label_emb.0.0.weight")) {
            return contextWidth() == Family.SDXL_REFINER.contextWidth()
                    ? Family.SDXL_REFINER
                    : Family.SDXL;
        }
        return contextWidth() == Family.SD2.contextWidth() ? Family.SD2 : Family.SD1;
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
        return new CheckpointConfig(
                family,
                unet(family),
                vae(family),
                texts(family),
                training(family),
                nativeSize(family));
    }

    /// Half of the SD2 models predict v, and few of their files say so.
    private Training training(Family family) {
        var declared = prediction();
        return new Training(
                declared.orElse(Prediction.EPSILON),
                declared.isEmpty() && family == Family.SD2,
                has("ztsnr") || metadata.getOrDefault("ss_zero_terminal_snr", "").equals("True"),
                Training.STABLE_DIFFUSION.linearStart(),
                Training.STABLE_DIFFUSION.linearEnd(),
                Training.STABLE_DIFFUSION.timesteps());
    }

    private Optional<Prediction> prediction() {
        if (has("v_pred") || metadata.getOrDefault("ss_v_parameterization", "").equals("True")) {
            return Optional.of(Prediction.V);
        }
        return switch (metadata.getOrDefault("modelspec.prediction_type", "")) {
            case "v", "v_prediction" -> Optional.of(Prediction.V);
            case "epsilon", "eps" -> Optional.of(Prediction.EPSILON);
            default -> Optional.empty();
        };
    }

    /// As the file declares it, else that of the family.
    private int nativeSize(Family family) {
        var declared = RESOLUTION.matcher(metadata.getOrDefault("modelspec.resolution", ""));
        if (declared.matches()) {
            return Math.max(MIN_EDGE, Math.min(edge(declared.group(1)), edge(declared.group(2))));
        }
        return family.nativeSize(prediction());
    }

    private static int edge(String digits) {
        return Integer.parseInt(digits);
    }

    private UnetConfig unet(Family family) {
        var p = TensorLayout.UNET;
        int channels = size(size(320, p + "out.0.weight", 0), p + "input_blocks.0.0.weight", 0);
        var levels = levels(channels);
        return new UnetConfig(
                size(4, p + "input_blocks.0.0.weight", 1),
                size(4, p + "out.2.weight", 0),
                channels,
                levels.stream().map(Level::multiplier).toList(),
                levels.stream().mapToInt(Level::resBlocks).max().orElseThrow(),
                levels.stream().map(Level::depth).toList(),
                depth(p + "middle_block.1"),
                contextWidth(),
                family.heads().count(),
                family.heads().channels(),
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
                .map(key -> size(Family.SD1.contextWidth(), key, 1))
                .orElse(Family.SD1.contextWidth());
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
                32,
                family.latents()
                        .with(
                                size(4, TensorLayout.VAE + "decoder.conv_in.weight", 1),
                                1 << ((vaeLevels() == 0 ? USUAL_VAE_LEVELS : vaeLevels()) - 1),
                                family.latents().scale()));
    }

    private int vaeLevels() {
        return count(TensorLayout.VAE + "encoder.down.%d.block.", MOST_LEVELS);
    }

    private int vaeResBlocks() {
        return count(TensorLayout.VAE + "encoder.down.0.block.%d.", MOST_RES_BLOCKS);
    }

    private List<TextConfig> texts(Family family) {
        var usual = family.texts();
        return switch (family) {
            case SD1 -> List.of(huggingFaceText(TensorLayout.TEXT, usual.getFirst()));
            case SD2 -> List.of(openClipText(SD2_TEXT, 0, usual.getFirst()));
            case SDXL ->
                    List.of(
                            huggingFaceText(SDXL_TEXT, usual.getFirst()),
                            pooledText(SDXL_SECOND_TEXT, usual.getLast()));
            case SDXL_REFINER -> List.of(pooledText(REFINER_TEXT, usual.getFirst()));
            case UNKNOWN -> texts(Family.SD1);
        };
    }

    private TextConfig huggingFaceText(String p, Family.Text usual) {
        var tokens = p + "embeddings.token_embedding.weight";
        int width = size(size(usual.width(), p + "final_layer_norm.weight", 0), tokens, 1);
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
                0,
                usual.output());
    }

    private TextConfig pooledText(String p, Family.Text usual) {
        return openClipText(p, size(usual.width(), p + "text_projection", 1), usual);
    }

    private TextConfig openClipText(String p, int projection, Family.Text usual) {
        var tokens = p + "token_embedding.weight";
        int width = size(size(usual.width(), p + "ln_final.weight", 0), tokens, 1);
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
                projection,
                usual.output());
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
