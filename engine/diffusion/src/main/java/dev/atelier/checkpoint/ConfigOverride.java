package dev.atelier.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a model's author may add to a file where shapes do not tell enough: JSON in the safetensors
/// metadata under `atelier.config`, or in a file beside it with `.json` appended to its name or
/// instead of its extension.
///
/// Its form is LDM's own configuration: `config.model.params.unet_config.params.num_heads` (or
/// `num_head_channels`), `…first_stage_config.params.ddconfig.norm_num_groups`,
/// `config.model.params.scale_factor`, `text_encoder.num_attention_heads`, `text_encoder.hidden_act`,
/// `native_size`. Anything absent keeps its inferred value; sizes always come from shapes.
final class ConfigOverride {
    private static final String METADATA_KEY = "atelier.config";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigOverride() {}

    /// The override of a file, or a missing node.
    static JsonNode read(SafetensorsFile file) throws IOException {
        var inside = file.metadata().get(METADATA_KEY);
        try {
            if (inside != null) {
                return JSON.readTree(inside);
            }
            for (var beside : besides(file.path())) {
                if (Files.isRegularFile(beside)) {
                    return JSON.readTree(beside.toFile());
                }
            }
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    file.path(), "its configuration is not sound JSON: " + e.getOriginalMessage());
        }
        return MissingNode.getInstance();
    }

    private static Path[] besides(Path path) {
        var name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        return new Path[] {
            path.resolveSibling(name + ".json"), path.resolveSibling(stem + ".json")
        };
    }

    static CheckpointConfig apply(JsonNode override, CheckpointConfig inferred) {
        var params = override.at("/config/model/params");
        var unet = params.at("/unet_config/params");
        var vae = params.at("/first_stage_config/params/ddconfig");
        var text = override.path("text_encoder");
        var v = inferred.vae();
        var t = inferred.text();
        int headChannels = unet.path("num_head_channels").asInt(inferred.unet().headChannels());
        int heads = unet.path("num_heads").asInt(headChannels > 0 ? 0 : inferred.unet().heads());
        int groups = vae.path("norm_num_groups").asInt(v.groups());
        return new CheckpointConfig(
                inferred.unet().withHeads(heads, headChannels),
                new VaeConfig(
                        v.channels(),
                        v.multipliers(),
                        v.resBlocks(),
                        v.latentChannels(),
                        override.path("norm_num_groups").asInt(groups),
                        params.path("scale_factor").asDouble(v.scaleFactor())),
                new TextConfig(
                        t.width(),
                        t.layers(),
                        text.path("num_attention_heads").asInt(t.heads()),
                        t.inner(),
                        t.vocabulary(),
                        t.positions(),
                        text.path("hidden_act").asText("quick_gelu").equals("quick_gelu")),
                override.path("native_size").asInt(inferred.nativeSize()));
    }
}
