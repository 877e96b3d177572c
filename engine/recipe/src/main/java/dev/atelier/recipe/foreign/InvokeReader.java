package dev.atelier.recipe.foreign;

import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import java.util.Optional;
import java.util.regex.Pattern;

/// InvokeAI's `invokeai_metadata` (version 3 and later) and `sd-metadata` (version 2).
final class InvokeReader {
    private static final String NAME = "InvokeAI";
    private static final Pattern NEGATIVE = Pattern.compile("\\[([^\\[\\]]*)]");

    private InvokeReader() {}

    static Optional<Reading> read(String json) {
        var root = Node.of(json);
        return root.isPresent() ? Optional.of(reading(root)) : Optional.empty();
    }

    private static Reading reading(Node root) {
        boolean gpu = root.at("rand_device").text().filter(word -> !word.equals("cpu")).isPresent();
        var draft = new Draft(gpu ? NoiseSource.GPU : NoiseSource.CPU);
        draft.prompts(root.at("positive_prompt").text(), root.at("negative_prompt").text());
        draft.size(root.at("width"), root.at("height"));
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.at("cfg_scale"));
        sampler(draft, root.at("scheduler"));
        var model = root.at("model");
        draft.model(model.any("name", "model_name").text(), "");
        draft.vae(root.at("vae").any("name", "model_name").text());
        root.at("clip_skip").whole().ifPresent(skipped -> draft.clipSkip(skipped + 1));
        for (var lora : root.at("loras").items()) {
            lora.any("model", "lora")
                    .any("name", "model_name")
                    .text()
                    .ifPresent(name -> {
                        double weight = lora.at("weight").number().orElse(1.0);
                        draft.lora(name, weight, weight);
                    });
        }
        if (root.at("seamless_x").isTrue() || root.at("seamless_y").isTrue()) {
            draft.set("tiling", r -> r.withTiling(true));
        }
        losses(draft, root);
        return draft.reading();
    }

    /// Names end in `_k` where the schedule is Karras's.
    private static void sampler(Draft draft, Node name) {
        var word = name.text().orElse("");
        boolean karras = word.endsWith("_k");
        draft.sampler(new Node(word.isEmpty() ? null : word.replaceFirst("_k$", "")), NAME);
        if (karras) {
            draft.schedule(new Node("karras"), NAME);
        }
    }

    private static void losses(Draft draft, Node root) {
        root.at("generation_mode")
                .text()
                .filter(mode -> !mode.endsWith("txt2img"))
                .ifPresent(mode ->
                        draft.lose(
                                "It starts from a picture (%s), which is not in the file."
                                        .formatted(mode)));
        if (!root.any("controlnets", "ipAdapters", "t2iAdapters").items().isEmpty()) {
            draft.lose("Its control layers were left out.");
        }
        if (root.at("hrf_enabled").isTrue()) {
            draft.lose("Its high resolution fix was left out.");
        }
    }

    static Optional<Reading> readOld(String json) {
        var image = Node.of(json).at("image");
        if (!image.isPresent()) {
            return Optional.empty();
        }
        var draft = new Draft(NoiseSource.CPU);
        var prompt = image.at("prompt").text().or(() -> joined(image.at("prompt"))).orElse("");
        var negative = new StringBuilder();
        var words = NEGATIVE.matcher(prompt);
        while (words.find()) {
            negative.append(negative.isEmpty() ? "" : ", ").append(words.group(1));
        }
        draft.prompts(
                Optional.of(NEGATIVE.matcher(prompt).replaceAll("").strip()),
                Optional.of(negative.toString()));
        draft.size(image.at("width"), image.at("height"));
        draft.seed(image.at("seed"));
        draft.steps(image.at("steps"));
        draft.cfg(image.at("cfg_scale"));
        draft.sampler(image.at("sampler"), NAME);
        draft.model(Node.of(json).at("model_weights").text(), "");
        return Optional.of(draft.reading());
    }

    private static Optional<String> joined(Node prompts) {
        var texts =
                prompts.items().stream().flatMap(it -> it.at("prompt").text().stream()).toList();
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", texts));
    }
}
