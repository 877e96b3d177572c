package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Two programs with flat settings: Easy Diffusion, whose PNGs have a text for each setting under
/// its name or label and whose JPEGs have all as JSON, and Draw Things with its short names.
final class DiffusionReader {
    private static final Pattern SIZE = Pattern.compile("(\\d{2,5})\\s*x\\s*(\\d{2,5})");
    private static final Set<String> DRAW_THINGS =
            Set.of(
                    "c",
                    "uc",
                    "size",
                    "seed",
                    "steps",
                    "scale",
                    "sampler",
                    "model",
                    "strength",
                    "v2",
                    "lora");

    private DiffusionReader() {}

    static Optional<ParsedRecipe> easy(Map<String, String> texts) {
        return texts.containsKey("negative_prompt") || texts.containsKey("Negative Prompt")
                ? easy(new Node(texts))
                : Optional.empty();
    }

    static Optional<ParsedRecipe> easy(String json) {
        return easy(Node.of(json));
    }

    private static Optional<ParsedRecipe> easy(Node root) {
        boolean known =
                root.any("num_inference_steps", "Steps").isPresent()
                        && root.any("prompt", "Prompt").isPresent();
        if (!known) {
            return Optional.empty();
        }
        var draft = new ImportDraft(NoiseSource.CPU);
        draft.prompts(
                compel(draft, root.any("prompt", "Prompt")),
                compel(draft, root.any("negative_prompt", "Negative Prompt")));
        draft.size(root.any("width", "Width"), root.any("height", "Height"));
        draft.seed(root.any("seed", "Seed"));
        draft.steps(root.any("num_inference_steps", "Steps"));
        draft.cfg(root.any("guidance_scale", "Guidance Scale"));
        draft.sampler(root.any("sampler_name", "Sampler"), "Easy Diffusion");
        draft.model(root.any("use_stable_diffusion_model", "Stable Diffusion model").text(), "");
        draft.vae(named(root.any("use_vae_model", "VAE model")));
        if (root.any("clip_skip", "Clip Skip").isTrue()) {
            draft.clipSkip(2);
        }
        named(root.any("use_lora_model", "LoRA"))
                .ifPresent(name -> {
                    double weight = root.any("lora_alpha", "LoRA Strength").number().orElse(1.0);
                    draft.lora(name, weight, weight);
                });
        var tiling = named(root.any("tiling", "Seamless Tiling")).orElse("");
        if (!tiling.isEmpty()) {
            draft.set("tiling", r -> r.withTiling(true));
        }
        root.any("prompt_strength", "Prompt Strength")
                .number()
                .ifPresent(strength -> draft.startsFrom("", strength));
        for (var field :
                new String[] {
                    "use_hypernetwork_model",
                    "Hypernetwork model",
                    "use_face_correction",
                    "Use Face Correction",
                    "use_upscale",
                    "Use Upscaling",
                    "use_controlnet_model",
                    "ControlNet model"
                }) {
            named(root.at(field)).ifPresent(value -> draft.unknown(field, value));
        }
        return Optional.of(draft.reading());
    }

    private static Optional<String> compel(ImportDraft draft, Node prompt) {
        return InvokeReader.prompt(draft, "prompt", prompt);
    }

    private static Optional<String> named(Node name) {
        return name.text()
                .filter(text -> !text.isBlank())
                .filter(text -> !text.equals("None") && !text.equals("none"));
    }

    static Optional<ParsedRecipe> drawThings(String json) {
        var root = Node.of(json);
        if (root.at("c").text().isEmpty() || !root.any("scale", "steps", "sampler").isPresent()) {
            return Optional.empty();
        }
        var draft = new ImportDraft(NoiseSource.CPU);
        draft.prompts(root.at("c").text(), root.at("uc").text());
        var size = SIZE.matcher(root.at("size").text().orElse(""));
        if (size.matches()) {
            draft.size(new Node(size.group(1)), new Node(size.group(2)));
        }
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.at("scale"));
        drawThingsSampler(draft, root.at("sampler").text().orElse(""));
        draft.model(root.at("model").text(), "");
        for (var lora : root.at("lora").items()) {
            double weight = lora.at("weight").number().orElse(1.0);
            lora.any("model", "file").text().ifPresent(name -> draft.lora(name, weight, weight));
        }
        double strength = root.at("strength").number().orElse(1.0);
        if (strength < 1) {
            draft.startsFrom("", strength);
        }
        for (var field : root.keys()) {
            if (!DRAW_THINGS.contains(field) && !root.at(field).isEmpty()) {
                draft.unknown(field, root.at(field).value());
            }
        }
        draft.lose("seed", Message.of("issue.own-noise"));
        return Optional.of(draft.reading());
    }

    /// Its names say the schedule behind the sampler, as in `DPM++ 2M Karras`.
    private static void drawThingsSampler(ImportDraft draft, String name) {
        for (var schedule : new String[] {"Karras", "Trailing", "AYS"}) {
            if (name.endsWith(" " + schedule)) {
                draft.sampler(
                        new Node(name.substring(0, name.length() - schedule.length() - 1)),
                        "Draw Things");
                draft.schedule(new Node(schedule), "Draw Things");
                return;
            }
        }
        draft.sampler(new Node(name.isEmpty() ? null : name), "Draw Things");
    }
}
