package dev.atelier.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.atelier.checkpoint.TextConfig.Activation;
import dev.atelier.checkpoint.TextConfig.Output;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.checkpoint.diffusers.JsonPlace;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a model's author may add to a file where shapes do not say enough: JSON in the safetensors
/// metadata under `atelier.config`, or in a file beside it with `.json` appended to its name or
/// instead of its extension; else LDM's own `.yaml` instead of its extension.
///
/// Its form is LDM's own configuration:
/// - `config.model.params.unet_config.params` (or `network_config`): `num_heads` or
///   `num_head_channels`
/// - `config.model.params.first_stage_config.params.ddconfig.norm_num_groups`, or `norm_num_groups`
/// - `config.model.params`: `scale_factor`, `parameterization` (`eps`, `v`), `zero_terminal_snr`,
///   `linear_start`, `linear_end`, `timesteps`
/// - `text_encoder`: `num_attention_heads` or `heads`, `hidden_act` (`quick_gelu`, `gelu`),
///   `layer_norm_eps`, `output` (`last` where an SD2 file lacks the last layer); with two text
///   models one such object each under `l` and `g`
/// - `native_size`
///
/// Anything absent keeps its inferred value; sizes always come from shapes.
final class ConfigOverride {
    private static final String METADATA_KEY = "atelier.config";

    private static final List<String> ZERO_TERMINAL_SNR =
            List.of("zero_terminal_snr", "ztsnr", "rescale_betas_zero_snr");

    /// Enough for any real model, and small enough to multiply.
    private static final int MOST = 1 << 16;

    /// LDM's own configurations have some kilobytes.
    private static final long MOST_BYTES = 4 << 20;

    private static final Logger log = LoggerFactory.getLogger(ConfigOverride.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final JsonNode root;
    private final JsonNode params;

    private ConfigOverride(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        params = root.at("/config/model/params");
    }

    /// The override of a file; one that changes nothing where the file has none.
    static ConfigOverride read(TensorFile file) throws IOException {
        return new ConfigOverride(file.path(), json(file));
    }

    private static JsonNode json(TensorFile file) throws IOException {
        var inside = file.metadata().get(METADATA_KEY);
        if (inside != null) {
            try {
                return JSON.readTree(inside);
            } catch (JsonProcessingException e) {
                throw new CheckpointException(
                        file.path(), Message.of("file.config-json", JsonPlace.of(e)));
            }
        }
        return besides(file.path()).stream()
                .map(ConfigOverride::beside)
                .filter(ConfigOverride::isOurs)
                .findFirst()
                .orElseGet(() -> yaml(file.path()));
    }

    /// Whatever else lies there (notes of A1111, of model sites and of their helpers), sound or
    /// not, is none of ours and changes nothing.
    private static JsonNode beside(Path path) {
        try {
            if (Files.isRegularFile(path) && Files.size(path) <= MOST_BYTES) {
                return JSON.readTree(path.toFile());
            }
        } catch (IOException e) {
            log.debug("{} is no configuration: {}", path, e.getMessage());
        }
        return MissingNode.getInstance();
    }

    /// LDM's own file of the same name, as A1111 looks for it. Its heads are those of the original
    /// sizes, which the family gives as well.
    private static JsonNode yaml(Path path) {
        var beside = path.resolveSibling(stem(path) + ".yaml");
        try {
            if (Files.isRegularFile(beside) && Files.size(beside) <= MOST_BYTES) {
                var root = JSON.createObjectNode();
                root.set("config", YamlConfig.read(Files.readAllLines(beside)));
                return root;
            }
        } catch (IOException e) {
            log.debug("{} is no configuration: {}", beside, e.getMessage());
        }
        return MissingNode.getInstance();
    }

    private static String stem(Path path) {
        var name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean isOurs(JsonNode root) {
        return root.at("/config/model/params").isObject()
                || root.path("text_encoder").isObject()
                || root.path("native_size").isNumber()
                || root.path("norm_num_groups").isNumber();
    }

    private static List<Path> besides(Path path) {
        var name = String.valueOf(path.getFileName());
        return List.of(
                path.resolveSibling(name + ".json"), path.resolveSibling(stem(path) + ".json"));
    }

    CheckpointConfig apply(CheckpointConfig inferred) throws CheckpointException {
        return new CheckpointConfig(
                inferred.family(),
                unet(inferred.unet()),
                vae(inferred.vae()),
                texts(inferred.texts()),
                training(inferred.training()),
                count(root, "native_size", inferred.nativeSize()));
    }

    private UnetConfig unet(UnetConfig inferred) throws CheckpointException {
        var unet = params.at("/unet_config/params");
        var net = unet.isMissingNode() ? params.at("/network_config/params") : unet;
        // LDM writes -1 for "not this one".
        boolean byWidth = net.path("num_head_channels").asInt(0) > 0;
        boolean byCount = net.path("num_heads").asInt(-1) != -1 && !byWidth;
        if (byWidth) {
            return inferred.withHeads(0, count(net, "num_head_channels", 1));
        }
        return byCount ? inferred.withHeads(count(net, "num_heads", 1), 0) : inferred;
    }

    private VaeConfig vae(VaeConfig inferred) throws CheckpointException {
        var groups = params.at("/first_stage_config/params/ddconfig");
        int nested = count(groups, "norm_num_groups", inferred.groups());
        return new VaeConfig(
                inferred.channels(),
                inferred.multipliers(),
                inferred.resBlocks(),
                count(root, "norm_num_groups", nested),
                inferred.latents()
                        .with(
                                inferred.latents().channels(),
                                inferred.latents().downscale(),
                                number(params, "scale_factor", inferred.latents().scale(), MOST)));
    }

    private Training training(Training inferred) throws CheckpointException {
        var prediction = prediction();
        return new Training(
                prediction.orElse(inferred.prediction()),
                prediction.isEmpty() && inferred.assumed(),
                zeroTerminalSnr(inferred.zeroTerminalSnr()),
                number(params, "linear_start", inferred.linearStart(), 1),
                number(params, "linear_end", inferred.linearEnd(), 1),
                count(params, "timesteps", inferred.timesteps()));
    }

    /// Names of the flag in trainers' configurations and in the diffusers library's.
    private boolean zeroTerminalSnr(boolean inferred) {
        return ZERO_TERMINAL_SNR.stream()
                .map(params::path)
                .filter(JsonNode::isBoolean)
                .findFirst()
                .map(JsonNode::booleanValue)
                .orElse(inferred);
    }

    private Optional<Prediction> prediction() throws CheckpointException {
        var name = params.path("parameterization");
        if (name.isMissingNode()) {
            // The generative-models repository names a class instead.
            var scaling = params.at("/denoiser_config/params/scaling_config/target").asText("");
            if (scaling.endsWith(".VScaling")) {
                return Optional.of(Prediction.V);
            }
            return scaling.endsWith(".EpsScaling")
                    ? Optional.of(Prediction.EPSILON)
                    : Optional.empty();
        }
        return switch (name.asText("")) {
            case "eps" -> Optional.of(Prediction.EPSILON);
            case "v" -> Optional.of(Prediction.V);
            default ->
                    throw wrong(
                            "parameterization", Message.of("expected.one-of", "eps", "v"), name);
        };
    }

    private List<TextConfig> texts(List<TextConfig> inferred) throws CheckpointException {
        var own = root.path("text_encoder");
        if (inferred.size() == 1) {
            return List.of(text(own, inferred.getFirst()));
        }
        var texts = new ArrayList<TextConfig>();
        for (int i = 0; i < inferred.size(); i++) {
            texts.add(text(own.path(i == 0 ? "l" : "g"), inferred.get(i)));
        }
        return texts;
    }

    private TextConfig text(JsonNode own, TextConfig inferred) throws CheckpointException {
        int heads = count(own, "heads", inferred.heads());
        boolean last = own.path("output").asText("").equals("last");
        var basis = last ? inferred.with(Output.LAST_NORMED) : inferred;
        return basis.with(
                count(own, "num_attention_heads", heads),
                activation(own.path("hidden_act"), inferred.activation()),
                number(own, "layer_norm_eps", inferred.epsilon(), 1));
    }

    private Activation activation(JsonNode name, Activation inferred) throws CheckpointException {
        if (name.isMissingNode()) {
            return inferred;
        }
        return switch (name.asText("")) {
            case "quick_gelu" -> Activation.QUICK_GELU;
            case "gelu" -> Activation.GELU;
            default ->
                    throw wrong(
                            "hidden_act",
                            Message.of("expected.one-of", "quick_gelu", "gelu"),
                            name);
        };
    }

    private int count(JsonNode owner, String name, int otherwise) throws CheckpointException {
        var node = owner.path(name);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isInt() || node.intValue() < 1 || node.intValue() > MOST) {
            throw wrong(name, Message.of("expected.whole-range", 1, MOST), node);
        }
        return node.intValue();
    }

    private double number(JsonNode owner, String name, double otherwise, int below)
            throws CheckpointException {
        var node = owner.path(name);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isNumber() || !(node.doubleValue() > 0) || node.doubleValue() >= below) {
            throw wrong(name, Message.of("expected.between", 0, below), node);
        }
        return node.doubleValue();
    }

    private CheckpointException wrong(String name, Message expected, JsonNode got) {
        return new CheckpointException(file, Message.of("file.config", name, expected, got));
    }
}
