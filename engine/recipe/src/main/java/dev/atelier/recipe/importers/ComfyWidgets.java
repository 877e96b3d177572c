package dev.atelier.recipe.importers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values of a node in the editor's picture of a graph stand without their names, in the order
/// of the node's definition; newer editors list the names beside them.
final class ComfyWidgets {
    /// What the editor does with a seed after a run; stands behind the seed and is no input.
    private static final Set<String> CONTROL =
            Set.of("fixed", "randomize", "increment", "decrement");

    private static final String UNUSED = "";

    private static final Map<String, List<String>> ORDER =
            Map.ofEntries(
                    Map.entry(
                            "KSampler",
                            List.of(
                                    "seed",
                                    "steps",
                                    "cfg",
                                    "sampler_name",
                                    "scheduler",
                                    "denoise")),
                    Map.entry(
                            "KSamplerAdvanced",
                            List.of(
                                    "add_noise",
                                    "noise_seed",
                                    "steps",
                                    "cfg",
                                    "sampler_name",
                                    "scheduler",
                                    "start_at_step",
                                    "end_at_step",
                                    "return_with_leftover_noise")),
                    Map.entry("SamplerCustom", List.of("add_noise", "noise_seed", "cfg")),
                    Map.entry("CheckpointLoaderSimple", List.of("ckpt_name")),
                    Map.entry("UNETLoader", List.of("unet_name")),
                    Map.entry("VAELoader", List.of("vae_name")),
                    Map.entry(
                            "LoraLoader", List.of("lora_name", "strength_model", "strength_clip")),
                    Map.entry("LoraLoaderModelOnly", List.of("lora_name", "strength_model")),
                    Map.entry("CLIPSetLastLayer", List.of("stop_at_clip_layer")),
                    Map.entry("CLIPTextEncode", List.of("text")),
                    Map.entry(
                            "CLIPTextEncodeSDXL",
                            List.of(
                                    UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, UNUSED, "text_g",
                                    "text_l")),
                    Map.entry("EmptyLatentImage", List.of("width", "height", "batch_size")),
                    Map.entry("EmptySD3LatentImage", List.of("width", "height", "batch_size")),
                    Map.entry(
                            "LatentUpscale", List.of("upscale_method", "width", "height", "crop")),
                    Map.entry("LatentUpscaleBy", List.of("upscale_method", "scale_by")),
                    Map.entry("ImageScale", List.of("upscale_method", "width", "height", "crop")),
                    Map.entry("ImageScaleBy", List.of("upscale_method", "scale_by")),
                    Map.entry("UpscaleModelLoader", List.of("model_name")),
                    Map.entry("ControlNetLoader", List.of("control_net_name")),
                    Map.entry("ControlNetApply", List.of("strength")),
                    Map.entry(
                            "ControlNetApplyAdvanced",
                            List.of("strength", "start_percent", "end_percent")),
                    Map.entry("ConditioningAverage", List.of("conditioning_to_strength")),
                    Map.entry("ConditioningSetTimestepRange", List.of("start", "end")),
                    Map.entry("LoadImage", List.of("image")),
                    Map.entry("RandomNoise", List.of("noise_seed")),
                    Map.entry("CFGGuider", List.of("cfg")),
                    Map.entry("KSamplerSelect", List.of("sampler_name")),
                    Map.entry("BasicScheduler", List.of("scheduler", "steps", "denoise")),
                    Map.entry("KarrasScheduler", List.of("steps", "sigma_max", "sigma_min", "rho")),
                    Map.entry("ExponentialScheduler", List.of("steps", "sigma_max", "sigma_min")),
                    Map.entry("SDTurboScheduler", List.of("steps", "denoise")),
                    Map.entry("SplitSigmas", List.of("step")),
                    Map.entry("StringConcatenate", List.of("string_a", "string_b", "delimiter")),
                    Map.entry("PrimitiveNode", List.of("value")));

    private ComfyWidgets() {}

    /// The values of a node by name.
    static Map<String, @Nullable Object> of(Node node) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        var values = node.at("widgets_values");
        for (var key : values.keys()) {
            named.put(key, values.at(key).value());
        }
        var type = node.at("type").text().orElse("");
        var names = ORDER.getOrDefault(type, listed(node));
        var plain = plain(values.items());
        if (names.isEmpty() && !plain.isEmpty()) {
            named.putIfAbsent(plain.size() == 1 ? "text" : "value", plain.getFirst().value());
        }
        for (int i = 0; i < Math.min(names.size(), plain.size()); i++) {
            if (!names.get(i).isEmpty()) {
                named.put(names.get(i), plain.get(i).value());
            }
        }
        return named;
    }

    private static List<String> listed(Node node) {
        var names = new ArrayList<String>();
        for (var input : node.at("inputs").items()) {
            input.at("widget").at("name").text().ifPresent(names::add);
        }
        return names;
    }

    private static List<Node> plain(List<Node> values) {
        var plain = new ArrayList<Node>();
        for (int i = 0; i < values.size(); i++) {
            boolean behindNumber = i > 0 && values.get(i - 1).value() instanceof Number;
            boolean control = values.get(i).text().filter(CONTROL::contains).isPresent();
            if (!(behindNumber && control)) {
                plain.add(values.get(i));
            }
        }
        return plain;
    }
}
